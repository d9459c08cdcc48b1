import {compareBy, sortedUnique} from '../../../base/compare.ts'
import {weightOf} from '../../../effects/effect-weight.ts'
import type {Flow} from '../flow.ts'
import {isForDevelopers} from './for-developers.ts'

const maximumFlows = 10
/** Two steps and an effect, or three steps: a chain of two says no more than a row of the code map. */
const fewestEnds = 3

/** Many ways lead to the one place that sends requests or queries. */
const maximumToOneEnd = 2
/** Without an effect a chain tells little. */
const maximumWithout = 3

/**
 * At most ten flows that cross most components, ways in from outside before scripts, those that only ask whether a file is there last; then
 * those that change something outside, shorter ones, and by name. One that goes at least half of its way between modules with flows above it tells their story again
 * and is left out. Flows without an effect stand in only where there is none with one.
 */
export function rankFlows(flows: readonly Flow[], componentOf: (path: string) => string | undefined): Flow[] {
  const long = flows.filter(({steps, effect}) => steps.length + (effect ? 1 : 0) >= fewestEnds)
  const ending = long.filter(({effect}) => effect)
  const ranked = (ending.length > 0 ? ending : long)
    .map(flow => ({
      flow,
      developers: isForDevelopers(flow) ? 1 : 0,
      crossed: crossedBy(flow, componentOf),
      weight: flow.effect ? weightOf(flow.effect.name) : 0,
      key: keyOf(flow)
    }))
    .sort(
      compareBy(
        ({developers}) => developers,
        ({weight}) => (weight === 2 ? 1 : 0),
        ({crossed}) => -crossed,
        ({weight}) => weight,
        ({flow}) => flow.steps.length,
        ({key}) => key
      )
    )
  return distinct(
    ranked.map(({flow}) => flow),
    ending.length > 0 ? maximumFlows : maximumWithout
  )
}

function crossedBy({steps}: Flow, componentOf: (path: string) => string | undefined): number {
  return sortedUnique(steps.map(({path}) => componentOf(path) ?? '')).length
}

function keyOf({entry, steps, effect}: Flow): string {
  const ends = steps.map(({symbol}) => symbol).join('\n')
  return `${entry.kind}\n${entry.name}\n${entry.path}\n${ends}\n${effect?.name ?? ''}`
}

function distinct(flows: readonly Flow[], most: number): Flow[] {
  const shown = new Set<string>()
  const scripts = new Set<string>()
  const ends = new Map<string, number>()
  const kept: Flow[] = []
  for (const flow of flows) {
    if (kept.length === most) break
    const ways = waysOf(flow)
    if (isForDevelopers(flow) && scripts.has(flow.entry.path)) continue
    if (ways.filter(way => shown.has(way)).length * 2 >= ways.length) continue
    const end = endOf(flow)
    if ((ends.get(end) ?? 0) >= maximumToOneEnd) continue
    ends.set(end, (ends.get(end) ?? 0) + 1)
    for (const way of ways) shown.add(way)
    scripts.add(flow.entry.path)
    kept.push(flow)
  }
  return kept
}

function endOf({steps, effect}: Flow): string {
  return effect ? `${effect.path}:${effect.line}` : (steps.at(-1)?.symbol ?? '')
}

/** Each pair of neighbouring modules, what is reached outside as one of them; of a flow in one module its calls. */
function waysOf({steps, effect}: Flow): string[] {
  const ends = effect ? [effect.kind] : []
  const modules = pairsOf([...steps.map(({path}) => path), ...ends])
  return modules.length > 1 ? modules : pairsOf([...steps.map(({symbol}) => symbol), ...ends])
}

function pairsOf(ends: readonly string[]): string[] {
  return ends.slice(1).flatMap((end, index) => (ends[index] === end ? [] : [`${ends[index]}\n${end}`]))
}
