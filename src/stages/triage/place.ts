import {resolvePath} from '../../claims/resolve-path.ts'
import type {CodeHit} from './code-hit.ts'
import {isDeclared, isWithin} from './code-hit.ts'
import type {Context} from './context.ts'
import type {NamedObject} from './objects.ts'

/** Where a clause says that something has to be. */
export interface ClausePlace {
  /** Files and folders that exist. */
  readonly paths: readonly string[]
  /** Declarations of the symbols that are named as the place. */
  readonly ranges: readonly CodeHit[]
  /** Places that are named and do not exist. */
  readonly missing: readonly NamedObject[]
  readonly named: boolean
}

/** Resolves the place objects of a clause. A symbol's declarations outside of a named path do not count. */
export function placeOf(objects: readonly NamedObject[], context: Context): ClausePlace {
  const paths: string[] = []
  const missing: NamedObject[] = []
  for (const object of objects.filter(({kind}) => kind === 'path')) {
    const found = resolvePath(object.text, {doc: context.task.file}, context.world)
    if (found && (found.kind === 'file' || found.kind === 'folder')) paths.push(found.path)
    else if (!found) missing.push(object)
  }
  const ranges: CodeHit[] = []
  for (const object of objects.filter(({kind}) => kind === 'symbol')) {
    const found = declarationsOf(object.text, context).filter(
      hit => isUnder(hit.path, paths) && hit.form !== 'parameter'
    )
    if (found.length === 0) missing.push(object)
    ranges.push(...found)
  }
  return {paths, ranges, missing, named: objects.length > 0}
}

/** Whether a hit stands in the place; true when none is named. */
export function isInPlace(hit: CodeHit, place: ClausePlace): boolean {
  if (place.ranges.length > 0) return place.ranges.some(range => isWithin(hit, range))
  return isUnder(hit.path, place.paths)
}

/** Whether a path is one of these or lies below one; true when there are none. */
export function isUnder(path: string, places: readonly string[]): boolean {
  return (
    places.length === 0 ||
    places.some(place => path === place || place === '' || path.startsWith(`${place}/`))
  )
}

/** The declarations of a name in sources; `Owner.member` only inside a declaration of its owner. */
export function declarationsOf(name: string, {index}: Context): CodeHit[] {
  const parts = name.split('.')
  const last = parts.at(-1) ?? name
  const owner = parts.length > 1 ? parts.at(-2) : undefined
  const declared = index.hitsOf(last).filter(isDeclared)
  return owner === undefined
    ? declared
    : declared.filter(hit => hit.owner?.toLowerCase() === owner.toLowerCase())
}
