import {describe, expect, it} from 'vitest'
import {type Action, agreement} from '../../../src/artifacts/action.ts'
import type {DangerZone, ForeignZone} from '../../../src/artifacts/danger-zone.ts'
import {zone, zones} from '../prescribe/examples.ts'
import {judgeAll, type Surroundings} from './judge.ts'

const files = {
  'src/a.ts': 'export function run(): void {}\nexport function stop(): void {}\n',
  'README.md': '# Read me\n',
  'TASKS.md': ''
}

function action(changed: Partial<Action>): Action {
  return {
    ...{number: 3, key: 'k', kind: 'escalate', effort: 'S', title: 't', zones: [], tasks: [], claims: []},
    ...{rule: '', whyNow: '', effortFrom: '', steps: [], doneWhen: '', after: []},
    ...{section: 'now', ticked: false},
    ...changed
  }
}

/** The evidence of an action that is done, else undefined. */
function evidence(changed: Partial<Action>, more: Surroundings & {files?: Record<string, string>} = {}) {
  const {files: others, ...surroundings} = more
  const actions = {actions: [action(changed)], accepted: [], next: 4}
  return judgeAll({...files, ...others}, {actions, ...surroundings}).report.actions[0]?.evidence
}

const own = (changed: Partial<DangerZone>) => ({zones: zones([zone(7, changed)])})
const foreign = (changed: Partial<ForeignZone>) => ({
  zones: zones(
    [],
    [{label: 'H-3', title: 't', text: '', status: 'open', line: 1, path: 'src/a.ts', ...changed}]
  )
})

describe('a question', () => {
  const asked = {zones: ['DZ-7']}

  it('is answered by an acceptance with a reason, or by notes that say it is real', () => {
    expect(evidence(asked, own({status: 'false positive: one caller'}))).toBe(
      'DZ-7 says false positive: one caller'
    )
    expect(evidence(asked, own({notes: 'It is real: seen in May'}))).toBe(
      'the notes of DZ-7 say that it is real'
    )
    expect(evidence(asked, own({status: 'accepted'}))).toBeUndefined()
    expect(evidence(asked, own({notes: 'nobody knows'}))).toBeUndefined()
    expect(evidence(asked, {zones: zones([])})).toBeUndefined()
    const resolved = [{number: 7, key: 'k', title: 't', path: 'src/a.ts'}]
    expect(evidence(asked, {zones: {...zones([]), resolved}})).toBe('hunt no longer reports DZ-7')
  })

  it('of a zone somebody else wrote is answered by a fix, too', () => {
    const other = {zones: ['H-3'], key: 'escalate/H-3'}
    expect(evidence(other, foreign({fix: 'Mend it'}))).toBe('H-3 names a fix')
    expect(evidence(other, foreign({status: 'accepted: old'}))).toBe('H-3 says old')
    expect(evidence(other, foreign({}))).toBeUndefined()
  })

  it('of several needs an answer in each', () => {
    const both = zones([zone(7, {status: 'accepted: a'}), zone(8)])
    expect(evidence({zones: ['DZ-7', 'DZ-8']}, {zones: both})).toBeUndefined()
  })

  it('to agree is answered by the tick of whoever took it', () => {
    const agree = {zones: ['DZ-7'], doneWhen: agreement}
    expect(evidence({...agree, ticked: true, owner: 'Ada'}, own({}))).toBe('Ada has taken it')
    expect(evidence({...agree, ticked: true}, own({}))).toBeUndefined()
    expect(evidence({...agree, owner: 'Ada'}, own({}))).toBeUndefined()
  })
})

describe('an offer to accept', () => {
  it('is taken by an acceptance with a reason only', () => {
    const offer = {kind: 'accept' as const, zones: ['DZ-7']}
    expect(evidence(offer, own({status: 'accepted: rare'}))).toBe('DZ-7 says rare')
    expect(evidence(offer, own({notes: 'it is real'}))).toBeUndefined()
    expect(evidence({...offer, zones: ['H-3']}, foreign({fix: 'Mend it'}))).toBeUndefined()
  })
})

describe('a change for a zone somebody else wrote', () => {
  it('is made when a person says that it is fixed', () => {
    const change = {kind: 'refactor' as const, zones: ['H-3'], key: 'refactor/H-3'}
    expect(evidence(change, foreign({status: 'fixed in May'}))).toBe('a person says `Status: fixed` in H-3')
    expect(evidence(change, foreign({}))).toBeUndefined()
    expect(evidence(change, {zones: zones([])})).toBeUndefined()
  })
})

describe('a test for a zone somebody else wrote', () => {
  const wanted = {kind: 'test' as const, zones: ['H-3'], key: 'test/H-3'}
  const test = (title: string, called = 'run') => ({
    'src/a.test.ts': `import {it} from 'vitest'\nimport {run, stop} from './a.ts'\nit('${title}', () => {\n  ${called}()\n})\n`
  })

  it('is there when one names it and reaches its file or symbol', () => {
    expect(evidence(wanted, {...foreign({}), files: test('pins H-3')})).toBe(
      '`src/a.test.ts:3` calls `run` and names H-3'
    )
    expect(evidence(wanted, {...foreign({path: 'src'}), files: test('pins H-3')})).toContain('names H-3')
    expect(evidence(wanted, {...foreign({symbol: 'stop'}), files: test('pins H-3', 'stop')})).toContain(
      '`stop`'
    )
  })

  it('is not there when it names another, reaches another symbol, or nothing', () => {
    expect(evidence(wanted, {...foreign({}), files: test('pins H-31')})).toBeUndefined()
    expect(evidence(wanted, {...foreign({symbol: 'stop'}), files: test('pins H-3')})).toBeUndefined()
    expect(evidence(wanted, {...foreign({path: 'src/b.ts'}), files: test('pins H-3')})).toBeUndefined()
    expect(evidence(wanted, {...foreign({}), files: test('pins H-3', 'Date.now')})).toBeUndefined()
  })
})

describe('a zone without a label of its own', () => {
  const numbered = {label: '3', title: 'The router forgets'}
  const wanted = {kind: 'test' as const, zones: ['3'], key: 'test/zone/the-router-forgets'}
  const test = (title: string) => ({
    'src/a.test.ts': `import {it} from 'vitest'\nimport {run} from './a.ts'\nit('${title}', () => {\n  run()\n})\n`
  })

  it('is not named by a number alone', () => {
    expect(evidence(wanted, {...foreign(numbered), files: test('pins zone 3')})).toContain('names 3')
    expect(evidence(wanted, {...foreign(numbered), files: test('gives 3 for 3')})).toBeUndefined()
    expect(evidence(wanted, {...foreign(numbered), files: test('pins zone 3.1')})).toBeUndefined()
  })

  it('is not another one that now stands in its place', () => {
    const other = {...numbered, title: 'The clock drifts'}
    expect(evidence(wanted, {...foreign(other), files: test('pins zone 3')})).toBeUndefined()
  })
})

describe('advice', () => {
  const wanted = {kind: 'doc' as const, zones: ['H-3'], key: 'doc/H-3'}

  it('is written down when a comment of the file or folder names the zone', () => {
    const commented = {'src/a.ts': '// H-3: run all of it.\nexport function run(): void {}\n'}
    expect(evidence(wanted, {...foreign({}), files: commented})).toBe('`src/a.ts:1` names H-3')
    expect(evidence(wanted, {...foreign({path: 'src'}), files: commented})).toBe('`src/a.ts:1` names H-3')
    const inText = {'src/a.ts': "export const text = 'H-3'\n"}
    expect(evidence(wanted, {...foreign({}), files: inText})).toBeUndefined()
    expect(evidence(wanted, {...foreign({path: undefined as never}), files: commented})).toBeUndefined()
  })
})

describe('a correction of a document', () => {
  const wanted = {
    ...{kind: 'doc' as const, key: 'doc/claims/README.md'},
    claims: ['README.md "Layout": src/old.ts']
  }
  const claim = (doc: string) => ({doc, heading: 'API', name: 'gone()', reason: 'r'})

  it('is made when nothing in it is refuted any more', () => {
    expect(evidence(wanted, {refuted: [claim('AGENTS.md')]})).toBe(
      'the code contradicts nothing in README.md'
    )
    expect(evidence(wanted, {refuted: [claim('README.md')]})).toBeUndefined()
    expect(evidence(wanted, {})).toBeUndefined()
    expect(evidence({...wanted, key: 'doc/claims/GONE.md'}, {refuted: []})).toBe('GONE.md is gone')
  })
})
