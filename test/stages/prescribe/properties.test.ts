import fc from 'fast-check'
import {expect, it} from 'vitest'
import type {Action, NextActions} from '../../../src/artifacts/action.ts'
import type {DangerZone, ForeignZone} from '../../../src/artifacts/danger-zone.ts'
import {planNextActions, readNextActions} from '../../../src/artifacts/next-actions.ts'
import {prescribe} from '../../../src/stages/prescribe/index.ts'
import {renderPlan} from '../../artifacts/render-plan.ts'
import {triage, zone, zones} from './examples.ts'

const paths = ['src/core/a.ts', 'src/mid/b.ts', 'src/app/c.ts', 'index.ts']
const components = [
  {path: 'src/app', dependsOn: ['src/mid']},
  {path: 'src/mid', dependsOn: ['src/core']},
  {path: 'src/core', dependsOn: []}
]

const oneZone = fc.record({
  gap: fc.constantFrom(1 as const, 2 as const, 3 as const),
  total: fc.integer({min: 3, max: 9}),
  path: fc.constantFrom(...paths),
  symbol: fc.constantFrom('f', 'g'),
  detector: fc.constantFrom('check-then-act', 'lazy-init-race'),
  confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
  status: fc.constantFrom('open', 'open', 'fixed', 'accepted: rare'),
  undecided: fc.boolean(),
  files: fc.integer({min: 0, max: 4}),
  line: fc.integer({min: 1, max: 30}),
  fix: fc.constantFrom('One fix.', 'Another fix.', '')
})

const toZone = (
  {undecided, files, total, line, ...parts}: typeof oneZone extends fc.Arbitrary<infer T> ? T : never,
  index: number
) =>
  zone(index + 1, {
    ...parts,
    total: Math.max(2 + parts.gap, Math.min(total, 6 + parts.gap)),
    ...{startLine: line, endLine: line + 5},
    key: `${parts.detector}/${parts.path}/${parts.symbol}/r${index}`,
    challenged: undecided ? [{kill: 'guarded', verdict: 'undecided', evidence: 'far away'}] : [],
    evidence: Array.from({length: files}, (_, file) => ({path: `src/e${file}.ts`, line: 1, note: ''}))
  })

const oneForeign = fc.record(
  {
    status: fc.constantFrom('open', 'open', 'fixed', 'accepted: old'),
    path: fc.constantFrom(...paths),
    symbol: fc.constantFrom('f', 'g'),
    risk: fc.constantFrom('critical' as const, 'high' as const, 'medium' as const, 'low' as const),
    fix: fc.constant('Mend it.'),
    advice: fc.constant('Run all of it.'),
    tested: fc.boolean(),
    dependents: fc.integer({min: 0, max: 40}),
    owners: fc.constantFrom(['@a'], ['@a', '@b']),
    after: fc.uniqueArray(fc.nat(12), {maxLength: 2})
  },
  {requiredKeys: ['status']}
)

const toForeign = (
  {after, ...parts}: typeof oneForeign extends fc.Arbitrary<infer T> ? T : never,
  index: number
) => ({
  ...{label: `X-${index}`, title: `zone ${index}`, text: '', line: index + 1, anchor: 'x'},
  ...parts,
  ...(after ? {after: after.map(other => `X-${other}`)} : {})
})

const list = fc.array(oneZone, {maxLength: 7}).map(drawn => drawn.map(toZone))
const foreignList = fc.array(oneForeign, {maxLength: 12}).map(drawn => drawn.map(toForeign))
/** Up to 2,000 zones. */
const many = fc.tuple(
  fc.array(oneZone, {maxLength: 1400, size: 'max'}).map(drawn => drawn.map(toZone)),
  fc.array(oneForeign, {maxLength: 600, size: 'max'}).map(drawn => drawn.map(toForeign))
)

function expectPlan(
  value: NextActions,
  drawn: {zones: readonly DangerZone[]; foreign: readonly ForeignZone[]}
): void {
  const at = positions(value)
  for (const {number, after} of value.actions)
    for (const before of after) expect(at.get(before)).toBeLessThan(at.get(number) ?? -1)
  const covered = new Set([
    ...value.actions.flatMap(action => action.zones),
    ...value.accepted.filter(({rationale}) => rationale !== '').map(({zone}) => zone)
  ])
  const labels = [...drawn.zones.map(({number}) => `DZ-${number}`), ...drawn.foreign.map(({label}) => label)]
  expect(labels.filter(label => !covered.has(label))).toEqual([])
  for (const {zones, rule, effortFrom, doneWhen, steps} of value.actions) {
    expect(zones.length).toBeGreaterThan(0)
    for (const text of [rule, effortFrom, doneWhen, ...steps])
      expect(text).not.toMatch(/^$|undefined|NaN|NA-0/)
  }
}

function positions(value: NextActions): Map<number, number> {
  return new Map(value.actions.map(({number}, index) => [number, index]))
}

it('lets nothing precede what it comes after, covers every zone, and changes nothing the second time', () => {
  fc.assert(
    fc.property(
      list,
      foreignList,
      fc.boolean(),
      fc.integer({min: 1, max: 4}),
      (own, foreign, layered, capacity) => {
        const all = zones(own, foreign)
        const input = {zones: all, capacity, ...(layered ? {architecture: {components}} : {})}
        const {value} = prescribe(input)
        expectPlan(value, all)
        expect(value.actions.some(({section}) => section === 'now')).toBe(value.actions.length > 0)
        for (const {title} of value.actions) expect(title).not.toMatch(/…$/)
        expect(prescribe({...input, previous: value}).value).toEqual(value)
      }
    )
  )
})

it('does so for as many as 2,000 zones', () => {
  fc.assert(
    fc.property(many, ([own, foreign]) => {
      const all = zones(own, foreign)
      const input = {zones: all, architecture: {components}}
      const {value} = prescribe(input)
      expectPlan(value, all)
      expect(prescribe({...input, previous: value}).value).toEqual(value)
    }),
    {numRuns: 5}
  )
})

it('does not depend on the order of the code map', () => {
  fc.assert(
    fc.property(list, foreignList, (own, foreign) => {
      const order = (value: NextActions) => value.actions.map(({key}) => key)
      const plan = prescribe({zones: zones(own, foreign), architecture: {components}}).value
      const other = prescribe({
        zones: zones(own, foreign),
        architecture: {components: components.toReversed()}
      }).value
      expect(order(other)).toEqual(order(plan))
    })
  )
})

it('keeps ticks, notes and order whatever a person does, through the file', () => {
  const shuffles = fc.array(fc.nat(20), {minLength: 20, maxLength: 20})
  fc.assert(
    fc.property(list, list, shuffles, fc.boolean(), (before, after, shuffle, judged) => {
      const first = prescribe({zones: zones(before)}).value
      const written = readNextActions(renderPlan(planNextActions(first))).value
      const edited: NextActions = {
        ...written,
        planned: written.actions.map(({number}) => number),
        actions: ['now', 'next', 'later', 'done'].flatMap(section =>
          written.actions
            .filter(action => action.section === section)
            .map((action, index): [number, Action] => [
              shuffle[index] ?? 0,
              {...action, notes: `note ${action.number}`}
            ])
            .sort(([a], [b]) => a - b)
            .map(([, action]) => action)
        )
      }
      const listed = edited.actions
        .slice(0, 1)
        .map(({key, number}) => ({action: `NA-${number}`, key, evidence: 'seen'}))
      const input = {zones: zones(after), ...(judged ? {triage: triage(listed)} : {})}
      const {value} = prescribe({...input, previous: edited})
      const notes = new Map(value.actions.map(({number, notes}) => [number, notes]))
      for (const {number} of edited.actions) expect(notes.get(number)).toBe(`note ${number}`)
      const again = readNextActions(renderPlan(planNextActions(value))).value
      expect(prescribe({...input, previous: again}).value).toEqual(value)
    }),
    {numRuns: 40}
  )
})
