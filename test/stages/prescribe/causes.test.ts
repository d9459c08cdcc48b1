import {describe, expect, it} from 'vitest'
import type {DangerZone} from '../../../src/artifacts/danger-zone.ts'
import {prescribe} from '../../../src/stages/prescribe/index.ts'
import {zone, zones} from './examples.ts'

const shared = [{path: 'src/pool.ts', line: 40, note: 'the pool'}]
const loud = {gap: 1 as const}
const pinned = {score: {likelihood: 2, blastRadius: 2, detectionGap: 3, total: 7}}

/** The zones of each refactor. */
function refactors(...list: DangerZone[]): string[] {
  const {actions} = prescribe({zones: zones(list)}).value
  return actions.filter(({kind}) => kind === 'refactor').map(action => action.zones.join(' '))
}

describe('one cause', () => {
  it('is one fix at evidence that zones of several modules name', () => {
    const fix = 'Release it in the pool.'
    const a = zone(1, {...loud, fix, evidence: shared})
    const b = zone(2, {...loud, fix, evidence: shared, path: 'src/b.ts'})
    expect(refactors(a, b)).toEqual(['DZ-1 DZ-2'])
    expect(refactors(a, {...b, fix: 'Another.'})).toHaveLength(2)
    expect(refactors(a, {...b, evidence: [{path: 'src/pool.ts', line: 41, note: ''}]})).toHaveLength(2)
  })

  it('is what two detectors saw in the same lines of a symbol', () => {
    const a = zone(1, {...loud, symbol: 'f', fix: 'One.'})
    const b = zone(2, {
      ...loud,
      symbol: 'f',
      fix: 'Two.',
      detector: 'lazy-init-race',
      startLine: 18,
      endLine: 22
    })
    expect(refactors(a, b)).toEqual(['DZ-1 DZ-2'])
    const [action] = prescribe({zones: zones([a, b])}).value.actions
    expect(action?.steps).toContain('likewise: Two')
    expect(refactors(a, {...b, detector: a.detector})).toHaveLength(2)
    expect(refactors(a, {...b, symbol: 'g'})).toHaveLength(2)
    expect(refactors(a, {...b, category: 'lifecycle'})).toHaveLength(2)
    expect(refactors(a, {...b, startLine: 21})).toHaveLength(2)
  })

  it('is one fix of one detector in one module, whatever the names in it', () => {
    const a = zone(1, {...loud, fix: 'Await `a()`.'})
    const b = zone(2, {...loud, fix: 'Await `b()`.'})
    expect(refactors(a, b)).toEqual(['DZ-1 DZ-2'])
    const pins = prescribe({
      zones: zones([
        {...a, ...pinned},
        {...b, ...pinned}
      ])
    }).value.actions
    expect(pins[0]?.doneWhen).toContain(
      'a test that names DZ-1 and DZ-2 reaches `run1` and `run2` (`src/a.ts`)'
    )
    expect(refactors(a, {...b, fix: 'Hang a `.catch` on `b()`.'})).toHaveLength(2)
    expect(refactors(a, {...b, path: 'src/b.ts'})).toHaveLength(2)
    expect(refactors(a, {...b, detector: 'lazy-init-race', symbol: 'g'})).toHaveLength(2)
  })

  it('is never shared by what is known and what is a guess', () => {
    const fix = 'Guard it.'
    const list = [zone(1, {...loud, fix}), zone(2, {...loud, fix, confidence: 'low'})]
    const {actions} = prescribe({zones: zones(list)}).value
    expect(actions.map(({kind, zones}) => `${kind} ${zones}`)).toEqual(['refactor DZ-1', 'escalate DZ-2'])
  })
})
