import {groupBy} from '../../../base/group-by.ts'
import {type EffectSite, findEffectSites} from '../../../effects/effect-sites.ts'
import type {Facts, SymbolId} from '../../../facts/facts.ts'
import {isWithin, moduleOf} from './call-graph.ts'
import type {IsDeferred, Lines} from './deferred-code.ts'

/** The effects that a declaration has when it runs; of a handler in place those between its lines. */
export type SitesOf = (id: SymbolId, handler?: Lines) => readonly EffectSite[]

export function createSitesOf(facts: Facts, isDeferred: IsDeferred): SitesOf {
  const sites = findEffectSites(facts)
  const byOwner = groupBy(sites, ({owner}) => owner)
  const byModule = groupBy(sites, ({path}) => path)
  return (id, handler) => {
    if (handler)
      return (byModule.get(moduleOf(id)) ?? []).filter(
        ({path, line}) => isWithin(line, handler) && !isDeferred(path, line, handler)
      )
    const symbol = facts.symbol(id)
    return (byOwner.get(id) ?? []).filter(
      ({path, line}) => !isDeferred(path, line, symbol?.callable ? symbol : undefined)
    )
  }
}
