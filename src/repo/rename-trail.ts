import {sortedUnique} from '../base/compare.ts'
import {isArtifactPath, isDesignPath} from './file-name.ts'
import type {Change, LogEntry} from './git-log.ts'
import type {Commit, History} from './history.ts'

type Entries = Pick<History, 'commits' | 'renames' | 'removed'>

/**
 * Turns a log, newest first, into commits by today's names. A file that was renamed is followed back from HEAD;
 * artifacts are taken out, and commits that touch nothing else.
 */
export function toHistoryEntries(log: readonly LogEntry[], atHead: ReadonlySet<string>): Entries {
  const trail = new Map<string, string>()
  const renames = new Map<string, string>()
  const removed = new Map<string, string>()
  const named = log.map(entry => ({entry, files: entry.changes.map(change => follow(change, entry.hash))}))
  return {
    commits: named.flatMap(({entry, files}) => toCommit(entry, files.map(today))),
    renames: sorted(renames),
    removed: sorted(removed)
  }

  function follow({kind, path, from}: Change, hash: string): string {
    const name = trail.get(path) ?? path
    if (kind === 'removed' && !atHead.has(name) && !renames.has(name) && !removed.has(name))
      removed.set(name, hash)
    if (from === undefined) return name
    // Before this commit the new name, if there was one, meant another file.
    trail.delete(path)
    trail.set(from, name)
    if (!atHead.has(from)) note(from, name)
    return name
  }

  function note(from: string, name: string): void {
    const remover = removed.get(name)
    if (atHead.has(name) && !renames.has(from)) renames.set(from, name)
    else if (remover !== undefined && !removed.has(from)) removed.set(from, remover)
  }

  /** A commit of a side branch may come before the rename it did not know of. */
  function today(path: string): string {
    return atHead.has(path) ? path : (renames.get(path) ?? path)
  }
}

function toCommit({hash, time, author, email, subject}: LogEntry, paths: readonly string[]): Commit[] {
  const files = sortedUnique(paths.filter(path => !isOwn(path)))
  return files.length === 0 ? [] : [{hash, time, author, email, subject, files}]
}

function isOwn(path: string): boolean {
  return isArtifactPath(path) || isDesignPath(path) || path.startsWith('.groundtruth/')
}

function sorted(map: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(sortedUnique(map.keys()).map(key => [key, map.get(key) ?? '']))
}
