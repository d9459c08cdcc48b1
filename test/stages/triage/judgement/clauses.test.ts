import {expect, it} from 'vitest'
import {splitClauses} from '../../../../src/stages/triage/clauses.ts'

it.each([
  ['Add a chart — _`drawChart` added_', ['Add a chart']],
  ['Add a chart — *no polling, it waits*', ['Add a chart']],
  ['Add a `chart_of_day` — and a legend', ['Add a `chart_of_day` — and a legend']],
  ['Add a chart — `snake_case_name` draws it', ['Add a chart — `snake_case_name` draws it']]
])('leaves out how things stand: %s', (item, expected) => {
  expect(splitClauses(item)).toEqual(expected)
})

it.each([
  ['Add a chart library (e.g., `plotkit` or chart.js) to the page', ['Add a chart library to the page']],
  ['Read settings (such as `timeout`)', ['Read settings']],
  ['Add methods (`save`, `load`) to the store', ['Add methods (`save`, `load`) to the store']]
])('leaves out examples: %s', (item, expected) => {
  expect(splitClauses(item)).toEqual(expected)
})
