import {describe, expect, test} from 'vitest'
import type {DangerZone} from '../../../src/artifacts/danger-zone.ts'
import {planDangerZones} from '../../../src/artifacts/danger-zones.ts'
import {jsonLineEntries} from '../../../src/cli/hub/entries/json-line-entries.ts'
import {recordEntries} from '../../../src/cli/hub/entries/record-entries.ts'
import {repositoryEntries} from '../../../src/cli/hub/entries/repository-entries.ts'
import {returnedEntries} from '../../../src/cli/hub/entries/returned-entries.ts'
import {toEntry} from '../../../src/cli/hub/entries/to-entry.ts'
import type {LogRow, NewEntry} from '../../../src/hub/entry.ts'
import {limits} from '../../../src/hub/limits.ts'
import {renderPlan} from '../../artifacts/render-plan.ts'
import {cli, createFolder} from '../cli.ts'

const lock: DangerZone = {
  number: 7,
  key: 'check-then-act/src/lock.ts/acquire/lockPath',
  detector: 'check-then-act',
  tier: 'critical',
  status: 'open',
  category: 'concurrency',
  confidence: 'high',
  score: {likelihood: 3, blastRadius: 2, detectionGap: 3, total: 8},
  path: 'src/lock.ts',
  startLine: 42,
  endLine: 50,
  symbol: 'acquire',
  title: 'two processes can both hold the lock',
  failureMode: '',
  precondition: 'two processes start at once',
  failurePath: [],
  silence: 'nothing throws',
  impact: {d1: 3, d2: 7, d3: 0, unresolved: 2},
  detectionGap: 'no test in the tree',
  evidence: [],
  challenged: [],
  fix: 'one atomic open',
  falsifiedBy: 'two contenders, one winner'
}

const zones = (line: number, status = 'open') => {
  const zone = {
    ...lock,
    status,
    startLine: line,
    endLine: line + 8,
    failureMode: `both write \`src/lock.ts:${line}\``,
    failurePath: [`\`src/lock.ts:${line}\` looks`, `\`src/lock.ts:${line + 7}\` writes`]
  }
  return renderPlan(
    planDangerZones({zones: [zone], resolved: [], foreign: [], hidden: 0, unanalyzed: [], next: 8})
  )
}

test('a zone has the same id and text when only its lines moved', () => {
  const [before] = repositoryEntries([{name: 'DANGER-ZONES.md', text: zones(42)}], {commit: 'a'})
  const [after] = repositoryEntries([{name: 'DANGER-ZONES.md', text: zones(99)}], {commit: 'b'})
  expect(before?.id).toMatch(/^check-then-act\/src\/lock\.ts\/acquire\/lockPath@[0-9a-f]{16}$/)
  expect(after?.id).toBe(before?.id)
  expect(after?.content).toBe(before?.content)
  expect(before?.content).toContain('both write `src/lock.ts`')
  expect(before?.meta.place).toBe('src/lock.ts:42-50')
})

test('a zone has another id when a person has judged it', () => {
  const judged = zones(42, 'accepted: one process only')
  const [before] = repositoryEntries([{name: 'DANGER-ZONES.md', text: zones(42)}], {})
  const [after] = repositoryEntries([{name: 'DANGER-ZONES.md', text: judged}], {})
  expect(after?.id).not.toBe(before?.id)
  expect(after?.content).toContain('accepted: one process only')
})

test('a zone that is no longer found is told, under the key it had', () => {
  const {number, key, title, path} = lock
  const resolved = [{number, key, title, path}]
  const text = renderPlan(
    planDangerZones({zones: [], resolved, foreign: [], hidden: 0, unanalyzed: [], next: 8})
  )
  const [entry, ...rest] = repositoryEntries([{name: 'DANGER-ZONES.md', text}], {})
  expect(entry?.id).toMatch(/^check-then-act\/src\/lock\.ts\/acquire\/lockPath@[0-9a-f]{16}$/)
  expect(entry?.content).toBe(
    '### `src/lock.ts`: two processes can both hold the lock\n\n- **Status**: no longer found'
  )
  expect(rest).toEqual([])
})

const rowsOf = (...entries: readonly NewEntry[]): LogRow[] =>
  entries.map((entry, index) => ({
    ...{...entry, kind: 'entry', seq: index + 1, project: 'shop', author: 'shop'},
    ...{publishedAt: 0, redacted: false}
  }))

describe('what came back', () => {
  const [found, gone] = [toEntry('zone', 'a/lock', 'open', {}), toEntry('zone', 'a/lock', 'gone', {})]

  test('is told again, under an id that names the row it overrules, and once', () => {
    const [back, ...rest] = returnedEntries([found], rowsOf(found, gone))
    expect([back?.index, back?.entry.id, back?.entry.content]).toEqual([0, `${found.id}~2`, 'open'])
    expect(rest).toEqual([])
    expect(returnedEntries([found], rowsOf(found, gone, {...found, id: `${found.id}~2`}))).toEqual([])
  })

  test('is nothing where the last word is the same, or is of another thing or type', () => {
    const others = [toEntry('zone', 'b/lock', 'gone', {}), toEntry('action', 'a/lock', 'gone', {})]
    expect(returnedEntries([found], rowsOf(gone, found, ...others))).toEqual([])
  })

  test('is nothing where several entries speak of one thing, and neither would stay the last', () => {
    expect(returnedEntries([found, gone], rowsOf(found, gone))).toEqual([])
  })

  test('is nothing where the id is too long to name the thing', () => {
    const long = (text: string) => toEntry('zone', 'x'.repeat(limits.maxIdBytes), text, {})
    expect(returnedEntries([long('a')], rowsOf(long('a'), long('b')))).toEqual([])
  })
})

test('only places lose their lines: a time, a port and a scheme stay', () => {
  const text = 'At `10:30`, `localhost:7433` and `src/a.ts:12:5` and src/b.ts:7'
  expect(toEntry('zone', 'key', text, {}).content).toBe(
    'At `10:30`, `localhost:7433` and `src/a.ts` and src/b.ts:7'
  )
})

test('a key that is too long for an id gives one that fits, and another key another', () => {
  const long = (end: string) => toEntry('zone', 'x'.repeat(limits.maxIdBytes) + end, 'text', {}).id
  expect(Buffer.byteLength(long('a'))).toBeLessThanOrEqual(limits.maxIdBytes)
  expect(long('a')).not.toBe(long('b'))
})

test('records are read by their dated headings, word for word and without the rule between them', () => {
  const text =
    '# Decisions\n\nAbout.\n\n## [2026-05-23] Use one log\n\n## Not dated\n\nBecause.\n\n---\n\n## [2026-05-22-101500] Keep ids\n\nText\n'
  const [first, second, ...rest] = recordEntries('decision', text)
  expect(first?.content).toBe('## [2026-05-23] Use one log\n\n## Not dated\n\nBecause.')
  expect(second?.content).toBe('## [2026-05-22-101500] Keep ids\n\nText')
  expect(second?.meta.date).toBe('2026-05-22')
  expect(rest).toEqual([])
})

test('a record keeps its id when the file gets other line breaks', () => {
  const text = '## [2026-05-23] Use one log\n\nBecause.\n'
  expect(recordEntries('learning', text.replaceAll('\n', '\r\n'))).toEqual(recordEntries('learning', text))
})

test('JSON lines become entries; content that is no string becomes its JSON', () => {
  const text = '{"id":"a","type":"zone","content":"x"}\n\n{"id":"b","type":"learning","content":{"n":1}}\n'
  expect(jsonLineEntries(text)).toEqual([
    {id: 'a', type: 'zone', content: 'x', meta: {}},
    {id: 'b', type: 'learning', content: '{"n":1}', meta: {}}
  ])
})

test.each([
  ['no JSON', '{"id":"a"', 'it is no JSON'],
  ['another type', '{"id":"a","type":"note","content":"x"}', 'type: '],
  ['no content', '{"id":"a","type":"zone"}', 'content'],
  ['a field that is not known', '{"id":"a","type":"zone","content":"x","seq":3}', 'seq']
])('a line with %s is named by its number', (_, line, reason) => {
  const text = `{"id":"z","type":"zone","content":"x"}\n${line}\n`
  expect(() => jsonLineEntries(text)).toThrow(/^Expected line 2 of the input/)
  expect(() => jsonLineEntries(text)).toThrow(reason)
})

test('publish without anything to read says what is missing, with documents prints what it would send', async () => {
  const empty = await cli(createFolder({'package.json': '{}'}), 'hub', 'publish', '--dry-run')
  expect(empty.code).toBe(2)
  expect(empty.err).toMatch(
    /^groundtruth: Expected one of DANGER-ZONES\.md, .+, got none; run `groundtruth run` first\n$/
  )
  const folder = createFolder({
    'package.json': '{}',
    'DANGER-ZONES.md': zones(42),
    'LEARNINGS.md': '# None\n'
  })
  const full = await cli(folder, 'hub', 'publish', '--dry-run')
  expect(full).toMatchObject({code: 0, out: expect.stringMatching(/^zone check-then-act\/.+\n$/)})
})

test('a call without a token says where it is read from', async () => {
  const {code, err} = await cli(createFolder({'package.json': '{}'}), 'hub', 'status')
  expect(code).toBe(2)
  expect(err).toMatch(/GROUNDTRUTH_HUB_TOKEN, got none; set it to what `groundtruth hub token issue` printed/)
})
