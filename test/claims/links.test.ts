import {expect, test} from 'vitest'
import {judgeDocument} from '../../src/claims/judge-document.ts'
import {check, judge, worldOf} from './check.ts'

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

test('checks pages of the own forge without a clone where the workspaces are there', () => {
  const own = {
    ...files,
    'package.json': '{"repository": "github:me/mine", "workspaces": ["packages/*"]}',
    'packages/a/package.json': '{"name": "a"}'
  }
  check('[a](https://github.com/me/mine/tree/main/packages/gone)', own, [
    '1 link https://github.com/me/mine/tree/main/packages/gone: refuted (no such folder)'
  ])
})

test('keeps links of a site and of a forge open', () => {
  const site = {...files, 'mkdocs.yml': '', 'docs/2.about.md': '', 'README.md': ''}
  const text = '[a](./made.md) [b](about.md) [c](../blob/main/x.md) [d](../pages) [e](README.md)'
  const claims = judgeDocument('docs/index.md', text, worldOf({...site, 'docs/index.md': text}))
  expect(claims.map(({subject, verdict, reason}) => `${subject} ${verdict} ${reason}`)).toEqual([
    './made.md unverifiable may be a page of a site',
    'about.md verified exists',
    '../blob/main/x.md unverifiable page of a forge',
    '../pages unverifiable may be a route',
    'README.md unverifiable from the root only'
  ])
})

test('knows the anchors of headings with badges and HTML in them', () => {
  const badges = '[![Good](https://x.y/a.svg)](https://x.y) [![Old](https://x.y/b.svg)](https://x.y)'
  check(
    `[a](#helpers--) [b](#rules) [c](#rules-) [d](#gone)\n\n## Helpers ${badges}\n\n## Rules <!-- omit in toc -->`,
    files,
    [
      '1 link #helpers--: verified (exists)',
      '1 link #rules: verified (exists)',
      '1 link #rules-: verified (exists)',
      '1 link #gone: refuted (no such heading)'
    ]
  )
})
