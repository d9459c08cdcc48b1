import {readdirSync, readFileSync} from 'node:fs'
import {expect, it} from 'vitest'
import {readDangerZones} from '../../../src/artifacts/danger-zones.ts'
import {planNextActions, readNextActions} from '../../../src/artifacts/next-actions.ts'
import {prescribe} from '../../../src/stages/prescribe/index.ts'
import {renderPlan} from '../../artifacts/render-plan.ts'

const folder = 'fixtures/danger-zones'
const forms = readdirSync(folder)
  .filter(name => name.endsWith('.md'))
  .sort()

it.each(forms)('%s gives a plan that cites or accepts each of its zones, the same every time', name => {
  const zones = readDangerZones(readFileSync(`${folder}/${name}`, 'utf8')).value
  const labels = [...zones.zones.map(({number}) => `DZ-${number}`), ...zones.foreign.map(({label}) => label)]
  expect(labels.length).toBeGreaterThanOrEqual(3)

  const plan = prescribe({zones}).value
  const cited = new Set([
    ...plan.actions.flatMap(action => action.zones),
    ...plan.accepted.map(({zone}) => zone)
  ])
  expect(labels.filter(label => !cited.has(label))).toEqual([])

  const text = renderPlan(planNextActions(plan))
  const previous = readNextActions(text).value
  expect(previous).toEqual(plan)
  expect(renderPlan(planNextActions(prescribe({zones, previous}).value))).toBe(text)
})

it('holds every form that the documentation names', () => {
  expect(forms).toEqual([
    'bold-fields.md',
    'by-module-without-figures.md',
    'by-module.md',
    'free-text.md',
    'mixed.md',
    'own.md'
  ])
})
