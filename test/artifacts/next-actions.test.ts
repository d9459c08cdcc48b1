import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {Action} from '../../src/artifacts/action.ts'
import {writeAction} from '../../src/artifacts/next-actions/action-body.ts'
import {actionPersonal} from '../../src/artifacts/next-actions/personal.ts'
import {planNextActions, readNextActions} from '../../src/artifacts/next-actions.ts'
import {nextActions} from './arbitraries.ts'
import {renderPlan} from './render-plan.ts'

const action: Action = {
  number: 3,
  key: 'refactor/check-then-act/src/hub/lock.ts/acquire/lockPath',
  kind: 'refactor',
  effort: 'S',
  title: 'create the lock with one atomic open',
  zones: ['DZ-7'],
  tasks: [{file: 'TASKS.md', text: 'Add "file" locking'}],
  claims: [],
  rule: 'its fix is known',
  whyNow: 'score 8',
  effortFrom: 'S from 1 site',
  steps: ['open with wx', 'drop the check'],
  doneWhen: 'hunt no longer reports DZ-7',
  after: [2],
  section: 'now',
  ticked: false
}

describe('an action', () => {
  it('has the form that the design gives', () => {
    expect(writeAction(action)).toMatchInlineSnapshot(`
      "- [ ] **NA-3** refactor, S: create the lock with one atomic open
        - Zones: [DZ-7](DANGER-ZONES.md#dz-7)
        - Tasks: TASKS.md "Add \\"file\\" locking"
        - Rule: refactor: its fix is known
        - Why now: score 8
        - Effort: S from 1 site
        - Steps: 1. open with wx 2. drop the check
        - Done when: hunt no longer reports DZ-7
        - After: NA-2"
    `)
  })

  it('links a foreign zone by the anchor of its heading', () => {
    const body = writeAction({...action, zones: ['cache-1'], zoneAnchors: {'cache-1': 'cache'}})
    expect(body).toContain('  - Zones: [cache-1](DANGER-ZONES.md#cache)\n')
  })
})

describe('reading NEXT-ACTIONS.md', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(nextActions, value => {
        const {value: read, problems} = readNextActions(renderPlan(planNextActions(value)))
        expect(problems).toEqual([])
        expect(read).toEqual(value)
      }),
      {numRuns: 100}
    )
  })

  it('keeps the generated order where a person has made another', () => {
    const second = {...action, number: 4, key: 'doc/x'}
    const value = {actions: [second, action], accepted: [], next: 5, planned: [3, 4]}
    expect(readNextActions(renderPlan(planNextActions(value))).value).toEqual(value)
  })

  it('leaves hand-written items alone and does not give their numbers again', () => {
    const text = `${renderPlan(planNextActions({actions: [action], accepted: [], next: 4}))}\n- [ ] **NA-9** mine\n`
    const {value} = readNextActions(text)
    expect(value.actions).toEqual([action])
    expect(value.next).toBe(10)
  })
})

describe('what a person owns in an action', () => {
  const {strip, carry} = actionPersonal
  const edited = writeAction({...action, ticked: true, owner: 'Ada', due: 'May', notes: 'two\nlines'})

  it('does not count in the hash', () => {
    expect(strip('action', edited)).toBe(strip('action', writeAction(action)))
    expect(strip('action', writeAction({...action, title: 'other'}))).not.toBe(
      strip('action', writeAction(action))
    )
  })

  it('is carried to the new body', () => {
    expect(carry('action', edited, writeAction(action))).toBe(edited)
  })

  it('is not carried twice', () => {
    expect(carry('action', edited, edited)).toBe(edited)
  })
})
