import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {Action} from '../../../src/artifacts/action.ts'
import type {DangerZone, DangerZones} from '../../../src/artifacts/danger-zone.ts'
import type {History} from '../../../src/repo/history.ts'
import {judge, judgeAll} from './judge.ts'

const files = {
  'src/lock.ts': 'export function acquire(path: string) {\n  return path.length\n}\n',
  'test/lock.test.ts': "import {acquire} from '../src/lock.ts'\nit('a', () => {\n  acquire('a')\n})\n"
}

const zone: DangerZone = {
  number: 7,
  key: 'check-then-act/src/lock.ts/acquire/lockPath',
  detector: 'check-then-act',
  tier: 'critical',
  status: 'open',
  category: 'concurrency',
  confidence: 'high',
  score: {likelihood: 3, blastRadius: 2, detectionGap: 3, total: 8},
  path: 'src/lock.ts',
  startLine: 1,
  endLine: 3,
  symbol: 'acquire',
  title: 'two processes can both hold the lock',
  failureMode: 'both write',
  precondition: 'two processes start',
  failurePath: [],
  silence: 'no error',
  impact: {d1: 1, d2: 0, d3: 0, unresolved: 0},
  detectionGap: 'no test',
  evidence: [],
  challenged: [],
  fix: 'create the file with one atomic open',
  falsifiedBy: 'a lock around it'
}

function zonesWith(...zones: DangerZone[]): DangerZones {
  return {zones, resolved: [], foreign: [], hidden: 0, unanalyzed: [], next: 9}
}

describe('open zones', () => {
  const item = '- [ ] Add file locking with `acquire` to `src/lock.ts`'

  it('make an item partial that asks for what they show to be broken', () => {
    const judged = judge(item, files, {zones: zonesWith(zone)})
    expect(judged.verdict).toBe('partial')
    expect(judged.rule).toContain('[DZ-7](DANGER-ZONES.md#dz-7)')
  })

  it('say nothing of another topic, another place or when they are accepted', () => {
    const without = judge(item, files).verdict
    const verdict = (changed: Partial<DangerZone>) =>
      judge(item, files, {zones: zonesWith({...zone, ...changed})}).verdict
    expect(verdict({path: 'src/other.ts', symbol: 'other'})).toBe(without)
    expect(verdict({status: 'accepted: one process only'})).toBe(without)
    expect(verdict({category: 'cache-staleness', title: 'x', failureMode: 'y', fix: 'z'})).toBe(without)
  })
})

describe('actions', () => {
  const action: Action = {
    number: 3,
    key: `refactor/${zone.key}`,
    kind: 'refactor',
    effort: 'S',
    title: 't',
    zones: ['DZ-7'],
    tasks: [],
    claims: [],
    rule: '',
    whyNow: '',
    effortFrom: '',
    steps: [],
    doneWhen: '',
    after: [],
    section: 'now',
    ticked: false
  }
  const resolved: DangerZones = {
    ...zonesWith(),
    resolved: [{number: 7, key: zone.key, title: zone.title, path: zone.path}]
  }

  function check(changed: Partial<Action>, zones: DangerZones, expected: string[], tasks = '') {
    const actions = {actions: [{...action, ...changed}], accepted: [], next: 4}
    const {report} = judgeAll({...files, 'TASKS.md': tasks}, {zones, actions})
    expect(report.actions.map(({evidence}) => evidence)).toEqual(expected)
  }

  it('to refactor are done when their zones are resolved', () => {
    check({}, resolved, ['hunt no longer reports DZ-7'])
    check({}, zonesWith(zone), [])
    check({}, zonesWith(), [])
    check({zones: ['DZ-7', 'DZ-8']}, resolved, [])
  })

  it('to test are done when a test that names the zone reaches the symbol, or the zone is resolved', () => {
    const named = {...files, 'test/lock.test.ts': `// Pins DZ-7.\n${files['test/lock.test.ts']}`}
    const report = (zones: DangerZones, source: Record<string, string>) => {
      const actions = {actions: [{...action, kind: 'test' as const}], accepted: [], next: 4}
      return judgeAll({...source, 'TASKS.md': ''}, {zones, actions}).report.actions.map(
        ({evidence}) => evidence
      )
    }
    expect(report(zonesWith(zone), named)).toEqual(['`test/lock.test.ts:3` calls `acquire` and names DZ-7'])
    expect(report(zonesWith(zone), files)).toEqual([])
    expect(report(resolved, files)).toEqual(['`test/lock.test.ts:2` calls `acquire`'])
    const other = {...zone, key: 'check-then-act/src/lock.ts/other/x', symbol: 'other'}
    expect(report(zonesWith(other), named)).toEqual([])
  })

  it('on tasks are done when the item is gone or holds', () => {
    const doc: Partial<Action> = {
      kind: 'doc',
      zones: [],
      tasks: [{file: 'TASKS.md', text: 'Add `acquire` to …'}]
    }
    check(doc, zonesWith(), ['the item is gone from `TASKS.md`'])
    check(doc, zonesWith(), ['`TASKS.md:1` is ticked'], '- [x] Add `acquire` to `src/lock.ts`')
    check(doc, zonesWith(), [], '- [ ] Add `acquire` to `src/lock.ts`')
    check(
      {...doc, kind: 'test'},
      zonesWith(),
      ['`TASKS.md:1` is reached by a test'],
      '- [ ] Add `acquire` to `src/lock.ts`'
    )
    check({...doc, kind: 'test'}, zonesWith(), [])
  })
})

describe('history', () => {
  const history = (time: number): History => ({
    head: 'a',
    shallow: false,
    commits: [],
    renames: new Map(),
    removed: new Map(),
    blame: path => (path === 'TASKS.md' ? [1000] : [time, time, time]),
    versions: () => []
  })

  it('takes what was there before the item was written for no work', () => {
    const verdict = (time: number) =>
      judge('- [ ] Add `acquire` to `src/lock.ts`', files, {history: history(time)}).verdict
    expect(verdict(10)).toBe('cannot-tell')
    expect(verdict(2000)).toBe('implemented-tested')
    expect(verdict(1000)).toBe('implemented-tested')
  })
})

describe('the report', () => {
  it('counts ticked items that hold and lists the others', () => {
    const tasks =
      '- [x] Add `acquire` to `src/lock.ts`\n- [x] Add `releaseLock` to `src/lock.ts`\n- [ ] Add `acquire` to `src/lock.ts`\n- [ ] Faster\n- [ ] Run it\n'
    const {report} = judgeAll({...files, 'TASKS.md': tasks})
    expect(report.holding).toBe(1)
    expect(report.open.map(({verdict, line}) => [verdict, line])).toEqual([['cannot-tell', 4]])
    expect(report.settled.map(({verdict, line}) => [verdict, line])).toEqual([
      ['phantom', 2],
      ['implemented-tested', 3]
    ])
    expect(report.settled[1]).toMatchObject({
      excerpt: 'Add acquire to src/lock.ts',
      evidence: '`src/lock.ts:1` `acquire` declared',
      tests: '`test/lock.test.ts:2` → `src/lock.ts#acquire`',
      next: 'tick it'
    })
    expect(report.settled[0]?.evidence).toBe('searched: 1 source module, 1 test module')
  })

  it('shows at most 200 rows and counts the rest', () => {
    const {report} = judgeAll({'TASKS.md': '- [ ] a\n'.repeat(210), ...files})
    expect([report.open.length, report.omitted]).toEqual([200, 10])
    expect(new Set(report.open.map(({key}) => key)).size).toBe(200)
  })

  it('never calls an item implemented in an empty repository', () => {
    const word = fc.constantFrom(
      'Add',
      '`acquire`',
      'to',
      '`src/a.ts`',
      'and',
      'update',
      'with',
      '`--json`',
      'use',
      'test',
      'currently',
      '`a.b()`',
      'in'
    )
    fc.assert(
      fc.property(fc.array(word, {minLength: 1, maxLength: 8}), words => {
        expect(judge(`- [ ] ${words.join(' ')}`, {'src/z.ts': 'export const z = 1\n'}).verdict).not.toMatch(
          /^implemented/
        )
      }),
      {numRuns: 60}
    )
  })
})
