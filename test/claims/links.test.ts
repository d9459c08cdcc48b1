import {expect, test} from 'vitest'
import {check, judge} from './check.ts'

const files = {'docs/guide.md': '# Guide\n\n## Set up\n', 'src/a.ts': 'export {}\n'}

test('verifies links to files, folders and headings', () => {
  check('# One\n\n[a](docs/guide.md#set-up) [b](./src) [c](#one)', files, [
    '3 link docs/guide.md#set-up: verified (exists)',
    '3 link ./src: verified (exists)',
    '3 link #one: verified (exists)'
  ])
})

test('refutes a link to a file or heading that is not there', () => {
  check('# One\n\n[a](docs/gone.md) [b](docs/guide.md#tear-down) [c](#two)', files, [
    '3 link docs/gone.md: refuted (no such file)',
    '3 link docs/guide.md#tear-down: refuted (no such heading)',
    '3 link #two: refuted (no such heading)'
  ])
})

test('refutes a broken definition', () => {
  check('[a]: src/b.ts', files, ['1 link src/b.ts: refuted (no such file)'])
})

test('keeps routes and what lies outside open', () => {
  check('[a](/guide/start) [b](../../issues) [c](guide/start) [d](https://example.com/x.ts)', files, [
    '1 link /guide/start: unverifiable (may be a route)',
    '1 link ../../issues: unverifiable (outside)',
    '1 link guide/start: unverifiable (may be a route)'
  ])
})

test('checks pages of the own repository on its forge, and only in a clone of it', () => {
  const own = {...files, 'package.json': '{"repository": "github:me/mine"}'}
  const links =
    '[a](https://github.com/me/mine/blob/main/src/gone.ts) [b](https://github.com/me/mine/tree/main/src) [c](https://github.com/you/yours/tree/main/x.ts)'
  const there = '1 link https://github.com/me/mine/tree/main/src: verified (exists)'
  expect(judge(links, own, {})).toEqual([
    '1 link https://github.com/me/mine/blob/main/src/gone.ts: refuted (no such file)',
    there
  ])
  check(links, own, [
    '1 link https://github.com/me/mine/blob/main/src/gone.ts: unverifiable (no clone)',
    there
  ])
})
