import type {ImportEdge, ModuleId} from '../../facts/facts.ts'
import {moduleOf} from '../../facts/module-of.ts'
import type {Place} from '../claim.ts'
import type {World} from '../world.ts'
import type {ModuleSide} from './edge-sides.ts'

/** Imports, tests left out, that take what the object declares through a module that hands it on; by path and line. */
export function barrelCrossings(from: ReadonlySet<ModuleId>, to: ModuleSide, world: World): Place[] {
  return world.facts.imports
    .filter(edge => !edge.test && from.has(edge.from) && !from.has(edge.to) && takesFrom(edge, to, world))
    .map(({from: path, line}) => ({path, line}))
}

function takesFrom({to: barrel, names}: ImportEdge, to: ModuleSide, world: World): boolean {
  const handed = (world.facts.module(barrel)?.exports ?? []).filter(
    ({reexported, symbol}) => reexported && symbol !== undefined && to.modules.has(moduleOf(symbol))
  )
  if (handed.length === 0) return false
  return names.some(({imported}) => imported === '*' || handed.some(({name}) => name === imported))
}
