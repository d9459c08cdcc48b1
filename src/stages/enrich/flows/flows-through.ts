import {sortedUnique} from '../../../base/compare.ts'
import type {Facts, SymbolId} from '../../../facts/facts.ts'
import type {Flow} from '../flow.ts'
import {flowName} from './flow-text.ts'
import {isForDevelopers} from './for-developers.ts'

/** Gives the names of the flows to an effect that pass a declaration or one of its members, sorted; scripts of the project left out. */
export function createFlowsThrough(
  flows: readonly Flow[],
  facts: Facts
): (id: SymbolId) => readonly string[] {
  const names = new Map<SymbolId, Set<string>>()
  const add = (id: SymbolId, name: string) => names.set(id, (names.get(id) ?? new Set()).add(name))
  for (const flow of flows) {
    if (!flow.effect || isForDevelopers(flow)) continue
    const name = flowName(flow, facts)
    for (const {symbol} of flow.steps) {
      add(symbol, name)
      const dot = symbol.indexOf('.', symbol.indexOf('#'))
      if (dot >= 0) add(symbol.slice(0, dot), name)
    }
  }
  return id => sortedUnique(names.get(id) ?? [])
}
