import fc from 'fast-check'
import {expect, it} from 'vitest'
import type {Action, NextActions} from '../../../src/artifacts/action.ts'
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
  total: fc.constantFrom(7, 8, 9),
  path: fc.constantFrom(...paths),
  symbol: fc.constantFrom('f', 'g'),
  confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
  status: fc.constantFrom('open', 'open', 'fixed', 'accepted: rare'),
  undecided: fc.boolean(),
  files: fc.integer({min: 0, max: 4}),
  fix: fc.constantFrom('One fix.', 'Another fix.', '')
})

const list = fc.array(oneZone, {maxLength: 7}).map(drawn =>
  drawn.map(({undecided, files, total, ...parts}, index) =>
    zone(index + 1, {
      ...parts,
      total: Math.min(9, total - 3 + parts.gap),
      key: `d/${parts.path}/${parts.symbol}/r${index}`,
      challenged: undecided ? [{kill: 'guarded', verdict: 'undecided', evidence: 'far away'}] : [],
      evidence: Array.from({length: files}, (_, file) => ({path: `src/e${file}.ts`, line: 1, note: ''}))
    })
  )
)

function positions(value: NextActions): Map<number, number> {
  return new Map(value.actions.map(({number}, index) => [number, index]))
}

it('lets nothing precede what it comes after, covers every zone, and changes nothing the second time', () => {
  fc.assert(
    fc.property(list, fc.boolean(), fc.integer({min: 1, max: 4}), (drawn, layered, capacity) => {
      const input = {zones: zones(drawn), capacity, ...(layered ? {architecture: {components}} : {})}
      const {value} = prescribe(input)
      const at = positions(value)
      for (const {number, after} of value.actions)
        for (const before of after) expect(at.get(before)).toBeLessThan(at.get(number) ?? -1)
      const covered = new Set([
        ...value.actions.flatMap(action => action.zones),
        ...value.accepted.map(({zone}) => zone)
      ])
      expect(covered.size).toBe(drawn.length)
      expect(value.actions.some(({section}) => section === 'now')).toBe(value.actions.length > 0)
      for (const {title} of value.actions) expect(title).not.toMatch(/…$/)
      expect(prescribe({...input, previous: value}).value).toEqual(value)
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
