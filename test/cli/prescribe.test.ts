import {expect, test} from 'vitest'
import {cli, createFolder, readFiles} from './cli.ts'

const zones = `# Danger zones

### H-3: \`src/hub/key.ts\`: a silent key

- **Risk**: high
- **Suggested fix**: Name the key.
`
const plan = {
  'DANGER-ZONES.md': zones,
  'package.json': '{"name": "small"}',
  'src/hub/key.ts': 'export const key = 1\n'
}

test('prints issues or a table in place of the plan, and writes the same file', async () => {
  const [plain, issues, table] = [createFolder(plan), createFolder(plan), createFolder(plan)]
  await cli(plain, 'prescribe')
  const github = await cli(issues, 'prescribe', '--format', 'github')
  expect(github.out).toMatch(
    /^---\ntitle: "NA-1: pin what changes with NA-2: .*"\nlabels: \["test","effort: S","now"\]\n---\n/
  )
  expect(github.err).toMatch(/2 actions/)
  const csv = await cli(table, 'prescribe', '--format', 'csv')
  expect(csv.out.split('\r\n')).toHaveLength(4)
  expect([readFiles(issues), readFiles(table)]).toEqual([readFiles(plain), readFiles(plain)])
})

test('json is what --json prints', async () => {
  const [one, two] = [createFolder(plan), createFolder(plan)]
  const {out} = await cli(one, 'prescribe', '--format', 'json')
  expect(out).toBe((await cli(two, 'prescribe', '--json')).out)
  expect(JSON.parse(out)).toMatchObject({
    actions: [{id: 'NA-1', section: 'now', rule: expect.stringMatching('not said')}, {after: ['NA-1']}]
  })
})

test('another form is refused with the ones there are', async () => {
  const {code, err} = await cli(createFolder(plan), 'prescribe', '--format', 'cvs')
  expect([code, err]).toEqual([2, expect.stringMatching(/Expected one of github, csv, json, got 'cvs'/)])
})

test('needs no source, no package and no git: the zones are enough', async () => {
  const folder = createFolder({'DANGER-ZONES.md': zones})
  const first = await cli(folder, 'prescribe')
  expect(first.code).toBe(0)
  const files = readFiles(folder)
  expect(files['NEXT-ACTIONS.md']).toContain('[H-3](DANGER-ZONES.md')
  await cli(folder, 'prescribe')
  expect(readFiles(folder)).toEqual(files)
})

test('a plan is done step by step: what a person and a test show moves to Done by itself', async () => {
  const folder = createFolder({
    ...plan,
    'src/hub/key.ts': 'export function keyOf(): number {\n  return 1\n}\n',
    'src/hub/key.test.ts':
      "import {it} from 'vitest'\nimport {keyOf} from './key.ts'\nit('pins H-3', () => {\n  keyOf()\n})\n"
  })
  await cli(folder, 'prescribe')
  await cli(folder, 'triage')
  await cli(folder, 'prescribe')
  const once = readFiles(folder)['NEXT-ACTIONS.md'] ?? ''
  expect(once.slice(once.indexOf('## Done'))).toContain(
    '- Evidence: `src/hub/key.test.ts:3` calls `keyOf` and names H-3'
  )
  expect(once.slice(once.indexOf('## Now'), once.indexOf('## Next'))).toMatch(
    /^- \[ \] \*\*NA-2\*\* refactor/m
  )
})
