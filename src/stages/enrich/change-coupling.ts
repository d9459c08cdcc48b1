import {compareBy, compareText} from '../../base/compare.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'
import type {Commit, History} from '../../repo/history.ts'
import {countedCommits, countRevisions} from './commits.ts'
import {moduleOf} from './flows/call-graph.ts'

/** Thresholds of code-maat (github.com/adamtornhill/code-maat). */
const minimumRevisions = 5
const minimumShared = 5
const minimumCoupling = 0.3
const maximumNamed = 10
/** Lower ends of bands: finer ones would move with every commit. */
const couplingBands = [0.3, 0.5, 0.7, 0.9]

/** Two modules that change together though neither imports the other; `from` comes first by name. */
export interface CoupledPair {
  readonly from: ModuleId
  readonly to: ModuleId
  /** Share of their average revisions that they have in common, as the lower end of a band: 0.3, 0.5, 0.7, 0.9. */
  readonly degree: number
}

/**
 * Pairs of source modules over the thresholds, the closest first, then by names. Empty for a shallow clone.
 */
export function findChangeCoupling(facts: Facts, history: History): CoupledPair[] {
  if (history.shallow) return []
  const commits = countedCommits(history)
  const revisions = countRevisions(commits)
  const sources = new Set(
    facts.modules
      .filter(({id, role}) => role === 'source' && (revisions.get(id) ?? 0) >= minimumRevisions)
      .map(({id}) => id)
  )
  const linked = linkedPairs(facts)
  return [...countShared(commits, sources)]
    .filter(([pair, shared]) => shared >= minimumShared && !linked.has(pair))
    .flatMap(([pair, shared]) => {
      const [from = '', to = ''] = pair.split('\n')
      const average = ((revisions.get(from) ?? 0) + (revisions.get(to) ?? 0)) / 2
      const degree = couplingBands.findLast(band => shared / average >= band)
      return shared / average < minimumCoupling || degree === undefined ? [] : [{from, to, degree}]
    })
    .sort(
      compareBy(
        ({degree}) => -degree,
        ({from}) => from,
        ({to}) => to
      )
    )
}

/** At most ten pairs, each with a module that no pair above it shows: of files that all change together one says enough. */
export function namedPairs(pairs: readonly CoupledPair[]): CoupledPair[] {
  const shown = new Set<ModuleId>()
  const named: CoupledPair[] = []
  for (const pair of pairs) {
    if (named.length === maximumNamed) break
    if (shown.has(pair.from) && shown.has(pair.to)) continue
    shown.add(pair.from).add(pair.to)
    named.push(pair)
  }
  return named
}

function countShared(commits: readonly Commit[], sources: ReadonlySet<ModuleId>): Map<string, number> {
  const shared = new Map<string, number>()
  for (const {files} of commits) {
    const own = files.filter(file => sources.has(file))
    own.forEach((from, index) => {
      for (const to of own.slice(index + 1)) {
        const pair = pairOf(from, to)
        shared.set(pair, (shared.get(pair) ?? 0) + 1)
      }
    })
  }
  return shared
}

/** Pairs of which one imports the other, also a name of it through whatever barrel. */
function linkedPairs(facts: Facts): ReadonlySet<string> {
  const pairs = new Set<string>()
  for (const {from, to, names} of facts.imports) {
    pairs.add(pairOf(from, to))
    for (const {imported} of names) {
      const symbol = facts.module(to)?.exports.find(({name}) => name === imported)?.symbol
      if (symbol !== undefined) pairs.add(pairOf(from, moduleOf(symbol)))
    }
  }
  return pairs
}

function pairOf(a: string, b: string): string {
  return compareText(a, b) < 0 ? `${a}\n${b}` : `${b}\n${a}`
}
