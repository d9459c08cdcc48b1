import {compareBy} from '../../base/compare.ts'
import {stronglyConnected, toGraph} from '../../base/graph.ts'
import type {LoadRing} from '../../claims/load-rings.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'
import {costOf, homesOf, type Link, linkOf, listNames} from './cut-cost.ts'

/** The import whose loss breaks a ring at the least cost. */
export interface Cut {
  readonly from: ModuleId
  readonly to: ModuleId
  /** 1-based, of the first statement. */
  readonly line: number
  /** Values it takes, sorted; `*` for the whole module. */
  readonly names: readonly string[]
  /** What it costs and what it brings, single-line Markdown. */
  readonly reason: string
}

interface Option extends Cut {
  /** Whether no ring of the members is left without it. */
  readonly whole: boolean
  readonly effort: number
}

/**
 * The cheapest link of a shortest loop. One that breaks the whole ring comes first: it lies on every loop, so also on this
 * one. Then the least effort: an import that only types need, names that can be had from elsewhere, few names.
 */
export function cheapestCut(loop: readonly ModuleId[], ring: LoadRing, facts: Facts): Cut {
  const options = loop.map((from, index) =>
    toOption(linkOf(from, loop[index + 1] ?? loop[0] ?? '', ring, facts), loop, ring, facts)
  )
  const [best] = options.sort(
    compareBy(
      ({whole}) => (whole ? 0 : 1),
      ({effort}) => effort,
      ({from}) => from
    )
  )
  const {whole, effort, ...cut} = best as Option
  return cut
}

function toOption(link: Link, loop: readonly ModuleId[], ring: LoadRing, facts: Facts): Option {
  const rest = ring.edges.filter(({from, to}) => from !== link.from || to !== link.to)
  const homes = homesOf(link, facts)
  const direct = homes.length > 0 && !closesRing([...rest, ...homes.map(to => ({from: link.from, to}))])
  const whole = direct || !closesRing(rest)
  const {effort, words} = costOf(link, direct ? homes : [], facts)
  const gain = whole ? 'without it no ring of these files is left' : othersStay(loop, ring)
  return {
    from: link.from,
    to: link.to,
    line: Math.min(...link.edges.map(({line}) => line)),
    names: link.names,
    reason: `${words}; ${gain}`,
    whole,
    effort
  }
}

/** A file that every loop goes through lies on this one, too. */
function othersStay(loop: readonly ModuleId[], {edges}: LoadRing): string {
  const hubs = loop.filter(id => !closesRing(edges.filter(({from, to}) => from !== id && to !== id)))
  const all = hubs.length === 0 ? '' : `, all of them through ${listNames(hubs)},`
  return `it breaks this loop, while others${all} stay`
}

function closesRing(edges: readonly {readonly from: ModuleId; readonly to: ModuleId}[]): boolean {
  const graph = toGraph(
    [],
    edges.map(({from, to}) => [from, to] as const)
  )
  return stronglyConnected(graph).some(members => members.length > 1)
}
