import {expect, test} from 'vitest'
import {cli, createFolder} from './cli.ts'

const files = {
  'package.json': '{"name": "layers", "type": "module"}',
  'src/base/a.ts': "import type {B} from '../repo/b.ts'\nexport const a: B = 1\n",
  'src/repo/b.ts': 'export type B = number\nexport const b = 1\n',
  'ARCHITECTURE.md': '# Layers\n\n`src/base` must not import `src/repo`.\n'
}
const line = 'ARCHITECTURE.md:3:12 refuted: absence src/base not to src/repo: type-only (src/base/a.ts:1)'

test('a breach by types alone is told, and gates only with --type-imports', async () => {
  const folder = createFolder(files)
  const plain = await cli(folder, 'check')
  expect(plain.code).toBe(0)
  expect(plain.out).toBe(`${line} (not gated without --type-imports)\n`)
  expect(plain.err).toMatch(/1 refuted \(1 by types alone, not gated without --type-imports\)/)
  const gated = await cli(folder, 'check', '--type-imports')
  expect([gated.code, gated.out]).toEqual([1, `${line}\n`])
})

test('JSON has the same fields with and without it', async () => {
  const folder = createFolder(files)
  const plain = await cli(folder, 'check', '--json')
  const gated = await cli(folder, 'check', '--json', '--type-imports')
  expect([plain.code, gated.code]).toEqual([0, 1])
  expect(gated.out).toBe(plain.out)
  expect(JSON.parse(plain.out).claims).toMatchObject([
    {kind: 'path'},
    {kind: 'absence', verdict: 'refuted', reason: 'type-only'},
    {kind: 'path'}
  ])
})

test('a breach by a value gates without it', async () => {
  const folder = createFolder({
    ...files,
    'src/base/a.ts': "import {b} from '../repo/b.ts'\nexport const a = b\n"
  })
  expect((await cli(folder, 'check')).code).toBe(1)
})

test('--fail-on refuted of the stages does not count types alone', async () => {
  const folder = createFolder(files)
  await cli(folder, 'map')
  expect((await cli(folder, 'enrich', '--fail-on', 'refuted')).code).toBe(0)
})
