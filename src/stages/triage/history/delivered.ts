import type {World} from '../../../claims/world.ts'
import type {Commit, Patch} from '../../../repo/history.ts'

/** Lines of one file that some commits brought and that still stand. */
export interface DeliveredFile {
  readonly path: string
  readonly test: boolean
  /** 1-based, ascending. */
  readonly lines: readonly number[]
}

/** What commits brought into the code and what of it still stands. Reading is lazy and remembered by commit. */
export type Delivered = (commits: readonly Commit[]) => readonly DeliveredFile[]

const readRoles: ReadonlySet<string> = new Set(['source', 'test', 'config', 'declaration', 'other'])
const textFile = /(?:^|\/)docs?\/|\.(?:md|mdx|txt|lock|svg|snap|map|csv)$|(?:^|\/)[^/]*-lock\.[^/]*$/i

/** @param planning folders of task files: what lies in them plans and implements nothing */
export function createDelivered(world: World, planning: ReadonlySet<string>): Delivered {
  const byCommit = new Map<string, ReadonlyMap<string, readonly number[]>>()
  return commits => {
    const missing = commits.filter(({hash}) => !byCommit.has(hash))
    const patches = world.history?.patches?.(missing.map(({hash}) => hash))
    for (const {hash} of missing) byCommit.set(hash, standing(patches?.get(hash) ?? [], planning, world))
    const files = new Map<string, Set<number>>()
    for (const {hash} of commits)
      for (const [path, lines] of byCommit.get(hash) ?? []) {
        const known = files.get(path) ?? new Set()
        for (const line of lines) known.add(line)
        files.set(path, known)
      }
    return [...files]
      .map(([path, lines]) => ({
        path,
        test: world.facts.layout.roleOf(path) === 'test',
        lines: [...lines].sort((left, right) => left - right)
      }))
      .sort((left, right) => (left.path < right.path ? -1 : 1))
  }
}

/** The lines of the files of today that a commit's patches added; lines without a word belong to nobody. */
function standing(
  patches: readonly Patch[],
  planning: ReadonlySet<string>,
  {repo, facts, history}: World
): Map<string, readonly number[]> {
  const files = new Map<string, readonly number[]>()
  for (const {path: before, added} of patches) {
    const path = history?.renames.get(before) ?? before
    if (textFile.test(path) || isBelow(path, planning) || !readRoles.has(facts.layout.roleOf(path))) continue
    const text = repo.has(path) ? repo.read(path) : undefined
    const wanted = new Set(added.map(line => line.trim()).filter(isTelling))
    if (text === undefined || wanted.size === 0) continue
    const lines = text.split('\n').flatMap((line, index) => (wanted.has(line.trim()) ? [index + 1] : []))
    if (lines.length > 0) files.set(path, lines)
  }
  return files
}

/** Whether the path lies in or below one of the folders. */
function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
    if (folders.has(folder)) return true
  return false
}

/** The folder of a path, `''` for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** A comment implements nothing, nor does a bracket. */
function isTelling(line: string): boolean {
  return /[A-Za-z]{3}/.test(line) && !/^(?:\/\/|\/?\*|#(?!!)|import\b)/.test(line)
}
