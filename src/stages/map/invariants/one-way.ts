import {compareBy} from '../../../base/compare.ts'
import {declaringModules} from './declaring-modules.ts'
import {type FolderWeights, isWithin, weighFolders} from './folder-weights.ts'
import {alternatives, enoughEvidence, type InvariantInput, type InvariantRule} from './input.ts'
import {isProduct} from './is-product.ts'
import {createTakenModules, type TakenModules} from './taken-modules.ts'

const maximumTargets = 4
const maximumOffered = 4

interface OneWay {
  readonly folder: string
  /** Folders that import it and that it does not import, most imports first. */
  readonly importers: readonly string[]
  readonly reverse: number
}

/**
 * Folders that never import what imports them, type-only imports counted. A folder stands for all below it where that
 * holds, and nothing is said that follows from what was said before.
 */
export const oneWay: InvariantRule = input => {
  const weights = weighFolders(input)
  const taken = createTakenModules(input.facts)
  const found = weights.folders
    .filter(folder => weights.outward(folder) > 0)
    .map(folder => toOneWay(folder, {weights, taken}, input))
    .filter(({importers}) => importers.length > 0)
    .sort(
      compareBy(
        ({reverse}) => -reverse,
        ({folder}) => folder
      )
    )
  return withoutImplied(found)
    .slice(0, maximumOffered)
    .map(({folder, importers, reverse}) => ({
      text: `\`${folder}\` does not import ${alternatives(importers, 'or')}.`,
      holds: weights.outward(folder),
      of: weights.outward(folder),
      counted: `imports that leave it; the reverse: ${reverse}`
    }))
}

interface Measured {
  readonly weights: FolderWeights
  readonly taken: TakenModules
}

function toOneWay(folder: string, {weights, taken}: Measured, input: InvariantInput): OneWay {
  const fits = (other: string) =>
    !isWithin(other, folder) &&
    !isWithin(folder, other) &&
    weights.between(folder, other) === 0 &&
    isUsedBy(other, folder, {weights, taken})
  const candidates = weights.folders.filter(fits)
  const reached = candidates.length === 0 ? [] : reachedThroughBarrels(folder, input)
  const all = candidates.filter(
    path => isProduct(path, input) && !reached.some(module => isWithin(module, path))
  )
  const highest = all.filter(path => !all.some(other => other !== path && isWithin(path, other)))
  const importers = highest
    .sort(
      compareBy(
        path => -weights.between(path, folder),
        path => path
      )
    )
    .slice(0, maximumTargets)
  return {
    folder,
    importers,
    reverse: importers.reduce((sum, path) => sum + weights.between(path, folder), 0)
  }
}

/** Whether a folder imports another often enough, directly at least once, else what it declares through barrels. */
function isUsedBy(other: string, folder: string, {weights, taken}: Measured): boolean {
  const direct = weights.between(other, folder)
  if (direct === 0 || direct >= enoughEvidence) return direct > 0
  return taken.count(other, folder) >= enoughEvidence
}

/** Modules whose declarations the folder takes, wherever it imports them from: through a barrel it would know them, too. */
function reachedThroughBarrels(folder: string, {facts}: InvariantInput): string[] {
  const own = facts.imports.filter(
    ({test, from, to}) => !test && isWithin(from, folder) && !isWithin(to, folder)
  )
  return own.flatMap(edge => declaringModules(edge, facts))
}

function withoutImplied(found: readonly OneWay[]): OneWay[] {
  const said: OneWay[] = []
  for (const {folder, importers, reverse} of found) {
    const fresh = importers.filter(path => !said.some(one => implies(one, folder, path)))
    if (fresh.length === importers.length) said.push({folder, importers, reverse})
  }
  return said
}

function implies({folder, importers}: OneWay, inner: string, importer: string): boolean {
  return isWithin(inner, folder) && importers.some(path => isWithin(importer, path))
}
