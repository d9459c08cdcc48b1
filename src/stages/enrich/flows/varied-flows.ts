import {weightOf} from '../../../effects/effect-weight.ts'
import type {Flow} from '../flow.ts'

/**
 * A few of ranked flows, in their order: the first to each kind of effect, then the first that changes something outside, then the
 * first. Three ways from pages to one request say less than one way to the network and two to the database.
 */
export function variedFlows(ranked: readonly Flow[], most: number): Flow[] {
  const kinds = new Set<string>()
  const ofKinds = ranked.filter(({effect}) => {
    const kind = effect?.kind ?? ''
    const isNew = !kinds.has(kind)
    kinds.add(kind)
    return isNew
  })
  const changing = ranked.filter(({effect}) => effect && weightOf(effect.name) === 0)
  const kept = new Set([...new Set([...ofKinds, ...changing, ...ranked])].slice(0, most))
  return ranked.filter(flow => kept.has(flow))
}
