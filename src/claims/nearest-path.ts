import {compareBy} from '../base/compare.ts'
import {readPathText} from './path-text.ts'
import type {World} from './world.ts'

/**
 * The path an author probably meant: where git says it was renamed to, else the one file of that name, else the one
 * path whose spelling is closest. Undefined when nothing is close, or several are equally so.
 */
export function nearestPath(text: string, world: World): string | undefined {
  const {path} = readPathText(text)
  const wanted = path.replace(/^(\.\.?\/)+|^\//g, '')
  if (wanted === '') return undefined
  return (
    renamedTo(wanted, world) ??
    sameName(wanted, world) ??
    sameStem(wanted, world) ??
    sameSpelling(wanted, world)
  )
}

function renamedTo(path: string, world: World): string | undefined {
  const target = world.history?.renames.get(path)
  return target !== undefined && world.repo.has(target) ? target : undefined
}

/** The one path of that name; tests and fixtures count only when nothing else has it. */
function sameName(path: string, world: World): string | undefined {
  const all = world.paths.endingWith(nameOf(path))
  const shipped = all.filter(candidate => !['test', 'fixture'].includes(world.facts.layout.roleOf(candidate)))
  return only(shipped.length > 0 ? shipped : all)
}

/** The same stem with another extension, in the same folder first. */
function sameStem(path: string, world: World): string | undefined {
  const stem = (text: string) => text.replace(/(?<=[^/.])\.[^/]+$/, '')
  return only(world.repo.files.filter(file => stem(file) === stem(path)))
}

/** Spelling compares names within a folder, or names anywhere without case and separators. */
function sameSpelling(path: string, world: World): string | undefined {
  const candidates = [...world.repo.files, ...world.paths.folders]
  const plain = (text: string) => nameOf(text).toLowerCase().replaceAll(/[-_]/g, '')
  const alike = only(candidates.filter(candidate => plain(candidate) === plain(path)))
  if (alike !== undefined) return alike
  const limit = Math.min(3, Math.floor(nameOf(path).length / 4))
  const ranked = candidates
    .filter(candidate => Math.abs(candidate.length - path.length) <= limit)
    .map(candidate => ({candidate, distance: editDistance(path, candidate, limit)}))
    .filter(({distance}) => distance <= limit)
    .sort(
      compareBy(
        ({distance}) => distance,
        ({candidate}) => candidate
      )
    )
  const [first, second] = ranked
  return first && first.distance !== second?.distance ? first.candidate : undefined
}

/** Levenshtein distance, given up as `limit + 1` once it must exceed `limit`. */
export function editDistance(one: string, other: string, limit: number): number {
  let previous = Array.from({length: other.length + 1}, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1
      const change = (previous[column - 1] ?? 0) + same
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    if (Math.min(...current) > limit) return limit + 1
    previous = current
  }
  return previous[other.length] ?? 0
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function only(paths: readonly string[]): string | undefined {
  return paths.length === 1 ? paths[0] : undefined
}
