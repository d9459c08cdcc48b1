import {describe, expect, it} from 'vitest'
import type {Action, NextActions} from '../../../src/artifacts/action.ts'
import {prescribe} from '../../../src/stages/prescribe/index.ts'
import {verify} from '../../../src/stages/prescribe/verify.ts'
import {zone, zones} from './examples.ts'

const plan = prescribe({zones: zones([zone(1), zone(2, {status: 'accepted: rare'})])}).value
const [test, refactor] = plan.actions as [Action, Action]
const check = (changed: Partial<NextActions>, labels = ['DZ-1', 'DZ-2']) =>
  verify({...plan, ...changed}, labels)

describe('a plan', () => {
  it('that holds is let through', () => {
    expect(() => check({})).not.toThrow()
  })

  it('covers every zone, by an action or a rationale that says something', () => {
    expect(() => check({}, ['DZ-1', 'DZ-2', 'DZ-3'])).toThrow('a rationale for DZ-3')
    expect(() => check({accepted: [{zone: 'DZ-2', rationale: ' '}]})).toThrow('a rationale for DZ-2')
    expect(() => check({actions: []})).toThrow('a rationale for DZ-1')
  })

  it('gives every action a reason', () => {
    const baseless = {...refactor, number: 9, key: 'k', zones: [], after: []}
    expect(() => check({actions: [test, refactor, baseless]})).toThrow('NA-9 to cite')
    expect(() => check({actions: [test, refactor, {...baseless, claims: ['a']}]})).not.toThrow()
  })

  it('lets nothing precede what it waits for', () => {
    expect(() => check({actions: [refactor, test]})).toThrow('Expected NA-1 before NA-2')
    expect(() => check({actions: [refactor]})).toThrow('Expected NA-1 before NA-2')
  })

  it('holds no number and no key twice', () => {
    expect(() => check({actions: [test, refactor, {...test, key: 'other'}]})).toThrow('one action NA-1')
    expect(() => check({actions: [test, refactor, {...test, number: 9}]})).toThrow('with the key')
  })
})
