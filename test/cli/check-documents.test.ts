import {expect, test} from 'vitest'
import {cli, createFolder, smallPackage} from './cli.ts'

const record =
  '# Keep counts in memory\n\n## Context\n\nSee `src/store/lost.ts`.\n\n## Confirmation\n\nThe store is `src/store/gone.ts`.\n'

test('of a decision record only its Confirmation is judged', async () => {
  const folder = createFolder({...smallPackage, 'docs/decisions/0001-memory.md': record})
  const {code, out, err} = await cli(folder, 'check')
  expect(code).toBe(1)
  expect(out).toMatch(/^docs\/decisions\/0001-memory\.md:9:14 refuted: path src\/store\/gone\.ts: [^\n]+\n$/)
  expect(err).toMatch(/2 claims in 2 documents/)
})

test('a record that is named is judged whole', async () => {
  const folder = createFolder({...smallPackage, 'docs/decisions/0001-memory.md': record})
  const {out} = await cli(folder, 'check', 'docs/decisions/0001-memory.md')
  expect(out.split('\n')).toHaveLength(3)
  expect(out).toMatch(/:5:\d+ refuted: path src\/store\/lost\.ts/)
})

test('a record that is superseded, or confirms nothing, is no document', async () => {
  const folder = createFolder({
    ...smallPackage,
    'docs/decisions/0001-memory.md': `---\nstatus: superseded by ADR-2\n---\n${record}`,
    'docs/decisions/0002-disk.md': '# Disk\n\n## Context\n\nSee `src/store/lost.ts`.\n'
  })
  const {code, err} = await cli(folder, 'check')
  expect([code, err]).toEqual([0, expect.stringMatching(/1 claim in 1 document/)])
})

test('a comment outside of the judged part is not stale', async () => {
  const comment = '<!-- groundtruth-ignore-next-line old -->\n'
  const folder = createFolder({
    ...smallPackage,
    'docs/adr/0001-memory.md': record.replace('See', `${comment}See`)
  })
  expect((await cli(folder, 'check')).err).not.toMatch(/ignore comment/)
})
