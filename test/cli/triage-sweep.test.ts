import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Ajv2020} from 'ajv/dist/2020.js'
import {describe, expect, it} from 'vitest'
import {triageSchema} from '../../src/report/schemas/triage.ts'
import {sarifSchema} from '../report/sarif-schema.ts'
import {cli, createFolder, readFiles, writeFiles} from './cli.ts'
import {commitAll} from './history.ts'

const sources = {
  'package.json': '{"name": "post", "type": "module", "main": "./src/post.ts"}',
  'src/post.ts': 'export function stampLetter(letter: string) {\n  return [letter]\n}\n'
}
const partial = '- [ ] Add `stampLetter` and `weighLetter` to `src/post.ts` #added:2026-10-01\n'
const phantom = '- [x] Add `franklyAbsent` to `src/post.ts` #added:2026-11-18\n'

interface Item {
  readonly line: number
  readonly verdict: string
  readonly ageDays?: number
}

async function itemsOf(folder: string, ...argv: string[]): Promise<Item[]> {
  const {out, err} = await cli(folder, 'triage', '--json', ...argv)
  expect(err).not.toMatch(/^groundtruth: /m)
  expect(triageSchema.safeParse(JSON.parse(out)).error).toBeUndefined()
  return JSON.parse(out).items
}

describe('triage --min-age', () => {
  it('reports what is old at HEAD, the oldest first, and changes no artifact', async () => {
    const young = '- [ ] Add `sealLetter` to `src/post.ts`\n'
    const older = '- [ ] Add `readLetter` to `src/post.ts` #added:2026-09-01\n'
    const folder = createFolder({...sources, 'TASKS.md': partial + phantom + older + young})
    commitAll(folder, '2026-11-20')
    await cli(folder, 'triage')
    const whole = readFiles(folder)['TRIAGE.md']
    const items = await itemsOf(folder, '--min-age', '3w')
    expect(items.map(({line, ageDays}) => [line, ageDays])).toEqual([
      [3, 80],
      [1, 50]
    ])
    expect(readFiles(folder)['TRIAGE.md']).toBe(whole)
    expect((await itemsOf(folder))[0]).not.toHaveProperty('ageDays')
    expect((await cli(folder, 'triage', '--fail-on', 'phantom', '--min-age', '3w')).code).toBe(0)
    expect((await cli(folder, 'triage', '--fail-on', 'phantom', '--min-age', '2d')).code).toBe(1)
  })

  it('says how many have no known age', async () => {
    const folder = createFolder({...sources, 'TASKS.md': partial})
    const {code, err} = await cli(folder, 'triage', '--min-age', '3w')
    expect([code, err.includes('1 item has no known age, and --min-age leaves them out')]).toEqual([0, true])
  })

  it('refuses what is no age', async () => {
    const {code, err} = await cli(createFolder(sources), 'triage', '--min-age', 'old')
    expect(code).toBe(2)
    expect(err).toMatch(/^groundtruth: .*Expected an age such as 10d, 3w, 2m or 1y, got 'old'/)
  })
})

describe('triage --issues', () => {
  async function drafted() {
    const folder = createFolder({...sources, 'TASKS.md': partial + phantom})
    const outcome = await cli(folder, 'triage', '--issues', 'drafts')
    expect(outcome.code, outcome.err).toBe(0)
    const name = Object.keys(readFiles(folder)).filter(path => path.startsWith('drafts/'))
    return {folder, name: name[0] ?? '', names: name}
  }

  it('drafts one for each partial item, with its clauses, the next step and the tests to add', async () => {
    const {folder, name, names} = await drafted()
    expect(names).toEqual([
      expect.stringMatching(/^drafts\/add-stampletter-and-weighletter-to-srcpostts-[0-9a-f]{8}\.md$/)
    ])
    const text = readFileSync(join(folder, name), 'utf8')
    expect(text).toMatch(
      /^---\ntitle: "Add stampLetter and weighLetter to src\/post\.ts"\nlabels: \["triage","partial"\]\n---\n/
    )
    expect(text.match(/^## .*/gm)).toEqual(['## Analysis', '## Proposed fixes', '## Regression tests to add'])
    expect(text).toContain('- open: Add `stampLetter` and `weighLetter`')
    expect(text).toContain('- [ ] one that fails until this holds: ')
    expect(text).toContain('- `src/post.ts:1` `stampLetter` declared')
  })

  it('writes the same again, and leaves what a person has edited', async () => {
    const {folder, name} = await drafted()
    expect((await cli(folder, 'triage', '--issues', 'drafts', '--check')).code).toBe(0)
    const edited = readFileSync(join(folder, name), 'utf8').replace('## Analysis', '## My analysis')
    writeFiles(folder, {[name]: edited})
    const {code, err} = await cli(folder, 'triage', '--issues', 'drafts')
    expect([code, err.includes(`${name}: edited since it was drafted, left as it is`)]).toEqual([0, true])
    expect(readFileSync(join(folder, name), 'utf8')).toBe(edited)
  })

  it('keeps and names the draft of an item that is not partial any more', async () => {
    const {folder, name} = await drafted()
    writeFiles(folder, {'TASKS.md': phantom, 'drafts/mine.md': 'My own notes\n'})
    const {err} = await cli(folder, 'triage', '--issues', 'drafts')
    expect(err).toContain(`${name}: its item is not partial any more, the draft is left`)
    expect(err).not.toContain('mine.md')
    expect(Object.keys(readFiles(folder))).toContain(name)
    // Of a file that was not read nothing is known.
    writeFiles(folder, {'other.md': phantom})
    expect((await cli(folder, 'triage', 'other.md', '--issues', 'drafts')).err).not.toContain('any more')
  })

  it('writes nothing under --dry-run', async () => {
    const folder = createFolder({...sources, 'TASKS.md': partial})
    const {out} = await cli(folder, 'triage', '--issues', 'drafts', '--dry-run')
    expect(out).toMatch(/^drafts\/add-.*: would be created$/m)
    expect(Object.keys(readFiles(folder)).filter(path => path.startsWith('drafts/'))).toEqual([])
  })
})

describe('triage --learn', () => {
  const names = ['One', 'Two', 'Three', 'Four', 'Five']
  const many = {
    ...sources,
    'src/hub.ts': names.map(name => `export const fetch${name}Peer = () => ['${name}']\n`).join(''),
    '.context/TASKS.md': `# Tasks\n\n## Hub\n\n${names.map(name => `- [ ] Add \`fetch${name}Peer\` to \`src/hub.ts\`\n`).join('')}`
  }

  it('tells a pattern once, with its items, dated by the commit', async () => {
    const folder = createFolder(many)
    const hash = commitAll(folder, '2026-11-20')
    await cli(folder, 'triage', '--learn')
    const text = readFiles(folder)['.context/LEARNINGS.md'] ?? ''
    expect(text).toContain('\n## [2026-11-20] 5 of 5 open items under "Hub" were implemented and untested\n')
    expect(text).toContain(`at 2026-11-20 (${hash.slice(0, 7)})`)
    expect(text.match(/`\.context\/TASKS\.md` [0-9a-f]{8} "Add fetch/g)).toHaveLength(5)
    writeFiles(folder, {'.context/LEARNINGS.md': text.replace('5 of 5', 'All')})
    await cli(folder, 'triage', '--learn')
    expect(readFiles(folder)['.context/LEARNINGS.md']).toBe(text.replace('5 of 5', 'All'))
  })

  it('says the age that was asked for, and learns nothing from few', async () => {
    const folder = createFolder(many)
    commitAll(folder, '2026-10-01')
    writeFiles(folder, {'src/new.ts': 'export const later = 1\n'})
    commitAll(folder, '2026-11-20', 'Later')
    await cli(folder, 'triage', '--learn', '--min-age', '6w')
    expect(readFiles(folder)['.context/LEARNINGS.md']).toContain('under "Hub" older than 6 weeks were')
    const few = createFolder({...sources, 'TASKS.md': partial + phantom})
    await cli(few, 'triage', '--learn')
    expect(readFiles(few)).not.toHaveProperty('LEARNINGS.md')
  })
})

describe('triage --sarif', () => {
  it('has a rule for each verdict, the line of the item and the places of its evidence', async () => {
    const folder = createFolder({...sources, 'TASKS.md': partial + phantom})
    const {code} = await cli(folder, 'triage', '--sarif', 'triage.sarif', '--fail-on', 'phantom')
    expect(code).toBe(1)
    const log = JSON.parse(readFileSync(join(folder, 'triage.sarif'), 'utf8'))
    const validate = new Ajv2020({strict: false}).compile(sarifSchema)
    validate(log)
    expect(validate.errors).toBeNull()
    const results: {ruleId: string; level: string; locations: object[]; relatedLocations?: object[]}[] =
      log.runs[0].results
    expect(results.map(({ruleId, level}) => `${level} ${ruleId}`)).toEqual([
      'error triage/phantom',
      'note triage/partial'
    ])
    expect(JSON.stringify(results[1]?.locations)).toContain(
      '"uri":"TASKS.md","uriBaseId":"%SRCROOT%"},"region":{"startLine":1}'
    )
    expect(JSON.stringify(results[1]?.relatedLocations)).toContain('"stampLetter declared"')
  })

  it('leaves out files that lie outside', async () => {
    const whole = Object.fromEntries(Object.entries(sources).map(([path, text]) => [`tool/${path}`, text]))
    const folder = createFolder({...whole, 'tool/groundtruth.config.json': '{}', 'plans/TASKS.md': phantom})
    await cli(join(folder, 'tool'), 'triage', '../plans/TASKS.md', '--sarif', 'out.sarif')
    expect(JSON.parse(readFileSync(join(folder, 'tool/out.sarif'), 'utf8')).runs[0].results).toEqual([])
  })
})

describe('the record beside the tasks', () => {
  it('is checked, and told in TRIAGE.md and on stderr', async () => {
    const text = `- [ ] Add \`stampLetter\` and \`weighLetter\` to \`src/post.ts\`. Spec: specs/gone.md\n- [-] Seal letters\n`
    const folder = createFolder({...sources, 'specs/there.md': '# There\n', '.context/TASKS.md': text})
    const {err} = await cli(folder, 'triage')
    expect(err).toContain('.context/TASKS.md:1: cites specs/gone.md: no such file')
    expect(err).toContain('.context/TASKS.md:2: skipped without a reason')
    expect(readFiles(folder)['TRIAGE.md']).toContain('cites `specs/gone.md`: no such file')
    const items = await itemsOf(folder)
    expect(items[1]).toMatchObject({
      verdict: 'not-checkable',
      rule: 'skipped by its author, without a rationale'
    })
  })
})
