import type {BlastRow} from '../../artifacts/detailed-design.ts'
import {compareText} from '../../base/compare.ts'
import type {Facts, ModuleId, SymbolId} from '../../facts/facts.ts'
import type {ImpactIndex} from '../../facts/impact.ts'

const maximumRows = 5
const namedDependents = 3

/**
 * The exported symbols of some modules that most declarations use, at most five, most used first. One that only its own
 * module's top level uses (`export default make()`) is left out.
 */
export function rankBlastRadius(modules: readonly ModuleId[], facts: Facts, impact: ImpactIndex): BlastRow[] {
  const own = new Set(modules)
  return facts.symbols
    .filter(({path, exportedAs}) => own.has(path) && exportedAs.length > 0)
    .map(({id}) => toRow(id, facts, impact))
    .filter(({d1, direct, path}) => d1 > 1 || (d1 === 1 && direct[0] !== path))
    .sort((a, b) => b.d1 - a.d1 || b.d2 - a.d2 || compareText(a.symbol, b.symbol))
    .slice(0, maximumRows)
}

function toRow(id: SymbolId, facts: Facts, impact: ImpactIndex): BlastRow {
  const [direct = []] = impact.dependents(id, 1)
  const symbol = facts.symbol(id)
  return {
    symbol: symbol?.label ?? symbol?.name ?? id,
    path: symbol?.path ?? pathOf(id),
    direct: [...new Set(direct.map(dependent => labelOf(dependent, facts)))].slice(0, namedDependents),
    ...impact.of(id)
  }
}

function labelOf(id: SymbolId, facts: Facts): string {
  const symbol = facts.symbol(id)
  return symbol?.label ?? symbol?.name ?? pathOf(id)
}

function pathOf(id: SymbolId): string {
  return id.slice(0, id.indexOf('#'))
}
