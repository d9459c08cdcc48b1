import {describe, expect, it} from 'vitest'
import type {DangerZones} from '../../../src/artifacts/danger-zone.ts'
import {numberZones} from '../../../src/artifacts/danger-zones/number-zones.ts'
import {planDangerZones, readDangerZones} from '../../../src/artifacts/danger-zones.ts'
import {planNextActions, readNextActions} from '../../../src/artifacts/next-actions.ts'
import {updateDocument} from '../../../src/artifacts/update-document.ts'
import {prescribe} from '../../../src/stages/prescribe/index.ts'
import {zone, zones} from '../../stages/prescribe/examples.ts'

function writeZones(old: string | undefined, value: DangerZones): string {
  const update = updateDocument({
    ...{name: 'DANGER-ZONES.md', old, plan: planDangerZones(value), versions: () => [], policy: 'stop'}
  })
  expect(update.stopped).toBeUndefined()
  return update.text
}

function hunt(old: string | undefined, numbers: readonly number[]): string {
  const found = numbers.map(number => {
    const {
      number: _number,
      status: _status,
      ...rest
    } = zone(number, {tier: number % 2 === 1 ? 'critical' : 'elevated'})
    return rest
  })
  const previous = old === undefined ? [] : [readDangerZones(old).value]
  return writeZones(old, numberZones(found, previous))
}

function plan(old: string | undefined, text: string): string {
  const previous = old === undefined ? {} : {previous: readNextActions(old).value}
  const {value} = prescribe({zones: readDangerZones(text).value, ...previous})
  const update = updateDocument({
    ...{name: 'NEXT-ACTIONS.md', old, plan: planNextActions(value), versions: () => [], policy: 'stop'}
  })
  expect(update.stopped).toBeUndefined()
  return update.text
}

describe('DANGER-ZONES.md over several runs', () => {
  const first = hunt(undefined, [1, 2, 3])

  it('does not change when nothing has changed', () => {
    expect(hunt(first, [1, 2, 3])).toBe(first)
  })

  it('moves a zone that a person accepts, with its reason and its notes', () => {
    const edited = first
      .replace('- **Status**: open', '- **Status**: accepted: one process only')
      .replace(/(- \*\*Falsified by\*\*: one winner)/, '$1\n- **Notes**: seen once,\n  in May')
    const second = hunt(edited, [1, 2, 3])
    const {zones: read} = readDangerZones(second).value
    expect(read.at(-1)).toMatchObject({
      number: 1,
      status: 'accepted: one process only',
      tier: 'critical',
      notes: 'seen once,\nin May'
    })
    expect(second.indexOf('### DZ-1')).toBeGreaterThan(second.indexOf('## Accepted'))
    expect(hunt(second, [1, 2, 3])).toBe(second)
  })

  it('leaves the notes of a zone that is no longer found as a quotation', () => {
    const edited = first.replace(/(- \*\*Falsified by\*\*: one winner)/, '$1\n- **Notes**: ask Ada')
    const second = hunt(edited, [2, 3])
    expect(second).toContain(
      '> Notes on DZ-1: `src/a.ts`: two callers can both win 1 (no longer found):\n>\n> ask Ada'
    )
    expect(readDangerZones(second).value).toMatchObject({resolved: [{number: 1}], foreign: []})
    expect(hunt(second, [2, 3])).toBe(second)
  })

  it('leaves hand-written zones byte for byte and prescribes for them', () => {
    const hand = '# Ours\r\n\r\n### DZ-2: slow start  \r\n\r\n* **Risk**: CRITICAL\r\n'
    const text = hunt(hand, [1, 3])
    expect(text.startsWith(hand)).toBe(true)
    const {value} = readDangerZones(text)
    expect(value.foreign.map(({label}) => label)).toEqual(['DZ-2'])
    expect(value.zones.map(({number}) => number)).toEqual([3, 4])
    expect(hunt(text, [1, 3])).toBe(text)
    expect(readNextActions(plan(undefined, text)).value.actions.flatMap(action => action.zones)).toContain(
      'DZ-2'
    )
  })
})

describe('NEXT-ACTIONS.md over several runs', () => {
  const text = writeZones(undefined, zones([zone(1), zone(2, {gap: 1}), zone(3, {gap: 1, total: 4})]))
  const first = plan(undefined, text)

  it('does not change when nothing has changed', () => {
    expect(plan(first, text)).toBe(first)
  })

  it('keeps ticks, owners and notes', () => {
    const edited = first
      .replace('- [ ] **NA-2**', '- [x] **NA-2**')
      .replace(
        /( {2}- Done when: .*\n)(?= {2}<!-- key: test)/,
        '$1  - Owner: Ada\n  - **Notes**: two\n    lines\n'
      )
    const second = plan(edited, text)
    expect(second).toBe(edited)
    expect(readNextActions(second).value.actions[0]).toMatchObject({owner: 'Ada', notes: 'two\nlines'})
  })

  it('keeps the order a person gives a section', () => {
    const [a = '', b = '', c = ''] = first.match(/- \[ \] \*\*NA-[123]\*\*[\s\S]*?-->/g) ?? []
    const edited = first.replace(`${a}\n${b}\n${c}`, `${c}\n${a}\n${b}`)
    expect(edited).not.toBe(first)
    const second = plan(edited, text)
    expect(readNextActions(second).value.actions.map(({number}) => number)).toEqual([3, 1, 2, 4])
    expect(plan(second, text)).toBe(second)
  })
})
