import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import type {DangerZone, ForeignZone} from '../../../src/artifacts/danger-zone.ts'
import {prescribe} from '../../../src/stages/prescribe/index.ts'
import {rules} from '../../../src/stages/prescribe/rules.ts'
import {zone, zones} from './examples.ts'

/** `kind: rule` of each action, in the order of the plan. */
function own(changed: Parameters<typeof zone>[1], owners: {path: string; owners: string}[] = []) {
  return linesOf({zones: zones([zone(7, changed)]), owners})
}

function foreign(changed: Partial<ForeignZone>) {
  const one = {label: 'H-3', title: 'Silent key', text: '', status: 'open', line: 3, anchor: 'h-3'}
  return linesOf({zones: zones([], [{...one, ...changed}])})
}

function linesOf(input: Parameters<typeof prescribe>[0]): string[] {
  return prescribe(input).value.actions.map(({kind, rule}) => `${kind}: ${rule}`)
}

const loud = {detectionGap: 'the failure is loud', gap: 1 as const}
const reach = (d1: number): Pick<DangerZone, 'impact'> => ({impact: {d1, d2: 0, d3: 0, unresolved: 0}})
const undecided = [
  {kill: 'bounded', verdict: 'undecided' as const, evidence: 'is it?'},
  {kill: 'guarded', verdict: 'survived' as const, evidence: 'no'}
]

describe('of a zone of hunt', () => {
  it('guess: nothing is changed on a low confidence', () => {
    expect(own({confidence: 'low', challenged: undecided})).toEqual([
      'escalate: its confidence is low, and nothing is changed on a guess'
    ])
    expect(own({confidence: 'low', gap: 1, notes: 'it is real'})).toEqual([
      'refactor: its fix is known, and the failure is loud, or its path is tested'
    ])
  })

  it('open-question: what is undecided is asked first', () => {
    expect(own({challenged: undecided, ...loud})).toEqual([
      'escalate: *bounded* could not be decided from the code',
      'refactor: its fix is known, and the failure is loud'
    ])
  })

  it('no-fix: somebody has to name one', () => {
    expect(own({fix: ''})).toEqual(['escalate: it names no fix'])
  })

  it('not-worth-it: a small risk for more than a small effort', () => {
    const evidence = ['src/b.ts', 'src/c.ts'].map(path => ({path, line: 1, note: ''}))
    const small = {...loud, total: 4, evidence}
    expect(own(small)).toEqual(['accept: a score of 4 is not worth an effort of M'])
    expect(own({...small, notes: 'it is real'})).toEqual([
      'refactor: its fix is known, and the failure is loud'
    ])
    expect(own({...small, total: 5})).toEqual(['refactor: its fix is known, and the failure is loud'])
    expect(own({...small, evidence: []})).toEqual(['refactor: its fix is known, and the failure is loud'])
    expect(own({...small, gap: 2, total: 4})[0]).toMatch(/^test: /)
  })

  it('several-owners: they agree first', () => {
    const evidence = [{path: 'lib/b.ts', line: 1, note: ''}]
    const owners = [
      {path: 'src', owners: '`@core`'},
      {path: 'lib', owners: '`@lib`'}
    ]
    expect(own({...loud, evidence}, owners)).toEqual([
      'escalate: the fix touches what `@core` and `@lib` own, who have to agree',
      'refactor: its fix is known, and the failure is loud'
    ])
    const refactor = ['refactor: its fix is known, and the failure is loud']
    expect(own({...loud, evidence}, [{path: 'src', owners: '`@core`'}])).toEqual(refactor)
    expect(own(loud, owners)).toEqual(refactor)
    const mixed = [...owners.slice(0, 1), {path: 'lib', owners: '`@lib` for most; `@core` for `lib/b.ts`'}]
    expect(own({...loud, evidence}, mixed)).toEqual(refactor)
  })

  it('untested: a test comes before the change', () => {
    expect(own({gap: 2})).toEqual([
      'test: the failure path is untested and the fix touches at least 3 direct dependents',
      'refactor: its fix is known'
    ])
    expect(own({gap: 3, ...reach(0)})[0]).toBe('test: no test is known to reach it')
  })

  it('wide: a loud failure is pinned when much depends on it', () => {
    expect(own({...loud, ...reach(21)})[0]).toBe(
      'test: the failure is loud but not tested and the fix touches at least 21 direct dependents'
    )
    expect(own({...loud, ...reach(20)})).toHaveLength(1)
    expect(own({gap: 1, ...reach(21)})).toHaveLength(1)
  })
})

describe('of a zone that somebody else wrote', () => {
  const advice = {advice: 'Run the integration tests.'}
  const fix = {fix: 'Mend it.'}

  it('care-pinned, care-written: advice becomes a test where much is at stake, else a comment', () => {
    const pinned = 'a test holds what the advice protects'
    expect(foreign({...advice, risk: 'high'})).toEqual([
      `test: it names no fix but how to change it with care, and it is called high: ${pinned}`
    ])
    expect(foreign({...advice, risk: 'low', dependents: 6})).toEqual([
      `test: it names no fix but how to change it with care, and it has at least 6 direct dependents: ${pinned}`
    ])
    expect(foreign({...advice, risk: 'medium', dependents: 5})).toEqual([
      'doc: it names no fix but how to change it with care, which belongs where the change is made'
    ])
  })

  it('low-without-fix, no-fix: a low risk is offered for acceptance, another one asked about', () => {
    expect(foreign({risk: 'low'})).toEqual(['accept: it is called low, and names neither a fix nor advice'])
    expect(foreign({risk: 'medium'})).toEqual(['escalate: it names no fix'])
    expect(foreign({risk: 'low', ...fix})).toEqual(['refactor: its fix is known'])
  })

  it('tests-not-said: what much depends on is pinned before it is changed', () => {
    expect(foreign({...fix, risk: 'critical'})[0]).toBe(
      'test: whether a test covers it is not said, and it is called critical'
    )
    expect(foreign({...fix, risk: 'medium'})).toEqual(['refactor: its fix is known'])
    expect(foreign({...fix, risk: 'critical', tested: true})).toEqual([
      'refactor: its fix is known, and it says that a test covers it'
    ])
    expect(foreign({...fix, tested: false})[0]).toBe('test: no test is known to reach it')
  })

  it('several-owners: as its owner field says', () => {
    expect(foreign({...fix, owners: ['Ada', 'Bob']})[0]).toBe(
      'escalate: the fix touches what Ada and Bob own, who have to agree'
    )
    expect(foreign({...fix, owners: ['Ada']})).toHaveLength(1)
  })
})

it('are the table of the documentation', () => {
  const text = readFileSync('docs/prescribe.md', 'utf8')
  const table = rules.map(
    ({id, kind, when, last}) => `| \`${id}\` | ${kind} | ${when} | ${last ? 'yes' : ''} |`
  )
  expect(text).toContain(`\n${table.join('\n')}\n`)
})
