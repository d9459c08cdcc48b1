import {compareBy} from '../../base/compare.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'
import type {History} from '../../repo/history.ts'
import {complexityOf} from '../../syntax/complexity.ts'
import {countedCommits, countRevisions} from './commits.ts'

/** Bands by their lower ends: an exact count would move with every commit. The first is the threshold. */
const revisionBands = [10, 20, 50, 100, 200, 500, 1000]
const complexityBands = [20, 50, 100, 200, 500, 1000]
const maximumRows = 10

/** A source module that is changed often and hard to follow. */
export interface Hotspot {
  readonly path: ModuleId
  /** At least so many commits changed it. */
  readonly revisions: number
  /** At least so many branches. */
  readonly complexity: number
}

/** At most ten, by the product of both bands, then by path. Empty for a shallow clone, which does not know the past. */
export function findHotspots(facts: Facts, history: History): Hotspot[] {
  if (history.shallow) return []
  const revisions = countRevisions(countedCommits(history))
  return facts.modules
    .flatMap(({id, role}) => {
      const changed = role === 'source' ? bandOf(revisions.get(id) ?? 0, revisionBands) : undefined
      const ast = changed === undefined ? undefined : facts.ast(id)
      const complexity = ast && bandOf(complexityOf(ast.program), complexityBands)
      return changed === undefined || complexity === undefined
        ? []
        : [{path: id, revisions: changed, complexity}]
    })
    .sort(
      compareBy(
        each => -each.revisions * each.complexity,
        ({path}) => path
      )
    )
    .slice(0, maximumRows)
}

function bandOf(count: number, bands: readonly number[]): number | undefined {
  return bands.findLast(band => count >= band)
}
