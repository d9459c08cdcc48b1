import type {BlastRow} from '../../artifacts/detailed-design.ts'
import {compareText} from '../../base/compare.ts'
import {groupBy} from '../../base/group-by.ts'
import type {Facts, ModuleId, SymbolId} from '../../facts/facts.ts'
import type {ImpactIndex} from '../../facts/impact.ts'
import {moduleOf} from './flows/call-graph.ts'
import {riskOf} from './risk.ts'

const maximumRows = 5
const namedDependents = 3
const namedFlows = 3

export interface BlastSources {
  readonly facts: Facts
  readonly impact: ImpactIndex
  /** Names of the flows to an effect that pass a declaration, sorted. */
  flowsThrough(id: SymbolId): readonly string[]
  /** Whether a test reaches the module through imports. */
  isTested(module: ModuleId): boolean
}

/**
 * The exported symbols of some modules that most declarations use, at most five, most used first. One that only its own
 * module's top level uses (`export default make()`) is left out.
 */
export function rankBlastRadius(modules: readonly ModuleId[], sources: BlastSources): BlastRow[] {
  const own = new Set(modules)
  return sources.facts.symbols
    .filter(({path, exportedAs}) => own.has(path) && exportedAs.length > 0)
    .map(({id}) => ({id, ...reachOf(id, sources)}))
    .filter(({d1, direct, path}) => d1 > 1 || (d1 === 1 && direct[0] !== path))
    .sort((a, b) => b.d1 - a.d1 || b.d2 - a.d2 || compareText(a.symbol, b.symbol))
    .slice(0, maximumRows)
    .map(row => toRow(row, sources))
}

type Reach = Omit<BlastRow, 'risk' | 'flows' | 'moreFlows'>

function reachOf(id: SymbolId, {facts, impact}: BlastSources): Reach {
  const [direct = []] = impact.dependents(id, 1)
  const symbol = facts.symbol(id)
  return {
    symbol: symbol?.label ?? symbol?.name ?? id,
    path: symbol?.path ?? moduleOf(id),
    direct: namesOf(direct, facts).slice(0, namedDependents),
    ...impact.of(id)
  }
}

function toRow(
  {id, ...reach}: Reach & {readonly id: SymbolId},
  {facts, flowsThrough, isTested}: BlastSources
): BlastRow {
  const flows = flowsThrough(id)
  const kind = facts.symbol(id)?.kind
  // A type has no code that a test could run.
  const isType = kind === 'interface' || kind === 'type'
  const risk = riskOf({...reach, isTested: isType || isTested(reach.path), isOnFlow: flows.length > 0})
  return {
    ...reach,
    ...(risk ? {risk} : {}),
    flows: flows.slice(0, namedFlows),
    moreFlows: Math.max(0, flows.length - namedFlows)
  }
}

/** Those that share a label (`GET`, `POST` of many routes) go by their modules. */
function namesOf(ids: readonly SymbolId[], facts: Facts): string[] {
  const sharing = groupBy(ids, id => labelOf(id, facts))
  return [
    ...new Set(
      ids.map(id => {
        const label = labelOf(id, facts)
        return (sharing.get(label)?.length ?? 0) > 1 ? moduleOf(id) : label
      })
    )
  ]
}

function labelOf(id: SymbolId, facts: Facts): string {
  const symbol = facts.symbol(id)
  return symbol?.label ?? symbol?.name ?? moduleOf(id)
}
