import {parseFragment} from '../../markdown/parse.ts'
import {fromRefuted, toRefuted} from '../architecture/refuted.ts'
import type {DetailedDesign} from '../detailed-design.ts'
import {readItems, toBullets} from '../lines/bullets.ts'
import {filled} from './filled.ts'
import {fromFlowsBody, toFlowsBody} from './flows-body.ts'

/** What enrich says of the whole repository. */
export type EnrichedParts = Pick<
  DetailedDesign,
  'reach' | 'flows' | 'registries' | 'clusters' | 'hotspots' | 'coupling' | 'refuted'
>

type ListName = 'registries' | 'clusters' | 'hotspots' | 'coupling'

const lists: Readonly<Record<ListName, {readonly heading: string; readonly caption: string}>> = {
  registries: {
    heading: 'Registries',
    caption:
      'Modules that list most of a folder, and what lies there like the rest, stands in no list and is imported by no module outside of tests.'
  },
  clusters: {
    heading: 'Modules against their folders',
    caption:
      'A heuristic: modules grouped by who imports whom (Louvain, tests and re-exports left out). Named is a module that re-exports nothing and whose group is mostly another component, when at least four neighbours and four in five of all stand there, four times as many as in its own, it is not a common part that others import as well, something there imports it, and its component is not made for that other one as a whole.'
  },
  hotspots: {
    heading: 'Hotspots',
    caption:
      'Changed often and hard to follow: at least 10 commits and 20 branches (1 and one more for each `if`, loop, `case`, `catch`, `?:`, `&&`, `||`, `??`). Figures are the band that is reached. Merges, bots, and commits of more than 30 files are left out, renames are followed.'
  },
  coupling: {
    heading: 'Change together without an import',
    caption:
      'Pairs of source modules that neither imports the other: each in at least 5 commits, at least 5 of them shared, and shared by at least 30 % of their average. Commits are counted as for hotspots. Thresholds are those of code-maat; figures are the band that is reached, and a pair of modules that both stand in pairs above is left out.'
  }
}

const legend =
  'Risk is read from lower bounds. **High**: at least 10 declarations depend on it directly, or 30 at d=2, and besides either no test reaches its module (types need none) or a flow from an entry point to an effect passes it. **Raised**: only the first holds; or at least 3 depend on it directly, no test reaches its module and a flow passes it. Where no word stands, nothing is promised. Unresolved call sites are calls of that name, or of the name of one of its members, whose target stayed unknown: any of them may be one more, and of common names most are not.'

const ids: ReadonlySet<string> = new Set(['flows', 'refuted', 'reach-legend', ...Object.keys(lists)])

export function isEnrichedId(id: string): boolean {
  return ids.has(id)
}

/** Names and lines of the regions that say something, in document order. */
export function enrichedBodies(value: DetailedDesign): (readonly [string, readonly string[]])[] {
  const hasRisk = value.reach?.some(({blast}) => blast.length > 0) ?? false
  return [
    ...(filled(value.flows) ? [['flows', toFlowsBody(value.flows)] as const] : []),
    ...(Object.keys(lists) as ListName[]).flatMap(name => {
      const rows = value[name]
      return filled(rows) ? [[name, toListBody(name, rows)] as const] : []
    }),
    ...(filled(value.refuted)
      ? [['refuted', ['## Further refuted claims', '', ...toRefuted(value.refuted)]] as const]
      : []),
    ...(hasRisk ? [['reach-legend', ['## Blast radius and risk', '', legend]] as const] : [])
  ]
}

/** The inverse of {@link enrichedBodies}: `bodyOf` gives a region's text. */
export function fromEnrichedBodies(bodyOf: (id: string) => string | undefined): EnrichedParts {
  const read = <K extends keyof EnrichedParts>(id: K, from: (body: string) => EnrichedParts[K]) => {
    const body = bodyOf(id)
    return body === undefined ? {} : {[id]: from(body)}
  }
  const items = (body: string) => readItems(parseFragment(body), body)
  return {
    ...read('flows', fromFlowsBody),
    ...read('registries', items),
    ...read('clusters', items),
    ...read('hotspots', items),
    ...read('coupling', items),
    ...read('refuted', body => fromRefuted(parseFragment(body), body))
  }
}

/** The parts that enrich owns, to be handed on by a stage that does not make them. */
export function enrichedParts(value: DetailedDesign | undefined): EnrichedParts {
  const names = ['reach', 'flows', 'registries', 'clusters', 'hotspots', 'coupling', 'refuted'] as const
  return Object.fromEntries(names.flatMap(name => (value?.[name] === undefined ? [] : [[name, value[name]]])))
}

function toListBody(name: ListName, rows: readonly string[]): string[] {
  const {heading, caption} = lists[name]
  return [`## ${heading}`, '', caption, '', ...toBullets(rows)]
}
