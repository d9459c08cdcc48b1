import {compareText, sortedUnique} from '../../../base/compare.ts'
import type {InvariantInput} from './input.ts'

/** Import statements between folders, each folder taken with everything below it. */
export interface FolderWeights {
  /** Paths of components and the folders above them, sorted; none that holds more than half of the components. */
  readonly folders: readonly string[]
  /** Statements in `from` that lead into `to`, neither of which holds the other; type-only ones count. */
  between(from: string, to: string): number
  /** Statements in the folder that lead out of it. */
  outward(folder: string): number
  /** Statements elsewhere that lead into it. */
  inward(folder: string): number
}

/** Sums the dependencies of components up to their folders. */
export function weighFolders({components, dependencies}: InvariantInput): FolderWeights {
  const paths = components.map(({path}) => path).filter(path => path !== '.')
  const folders = sortedUnique(paths.flatMap(withParents)).filter(
    folder => paths.filter(path => isWithin(path, folder)).length <= Math.max(1, components.length / 2)
  )
  const sum = (fits: (from: string, to: string) => boolean) =>
    dependencies.filter(({from, to}) => fits(from, to)).reduce((total, {weight}) => total + weight, 0)
  return {
    folders: folders.sort(compareText),
    between: (from, to) => sum((a, b) => isWithin(a, from) && isWithin(b, to)),
    outward: folder => sum((a, b) => isWithin(a, folder) && !isWithin(b, folder)),
    inward: folder => sum((a, b) => !isWithin(a, folder) && isWithin(b, folder))
  }
}

/** Whether a path is the folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function withParents(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
