import type {Commit, History, Patch} from '../../../../src/repo/history.ts'

export interface Told {
  readonly subject: string
  /** Lines that the commit added, by path. */
  readonly added: Record<string, readonly string[]>
}

/** A history of commits, oldest first, a minute apart; every line of a file is as old as its last commit. */
export function historyOf(...told: readonly Told[]): History {
  const commits = told.map(
    ({subject, added}, index): Commit => ({
      hash: `${index}`.padStart(40, 'a'),
      time: 1_000_000 + index * 60,
      author: 'Ada',
      subject,
      files: Object.keys(added).sort()
    })
  )
  const patches = new Map(told.map(({added}, index) => [commits[index]?.hash ?? '', patchesOf(added)]))
  return {
    head: commits.at(-1)?.hash ?? '',
    shallow: false,
    commits: commits.toReversed(),
    renames: new Map(),
    removed: new Map(),
    blame: path => {
      const last = commits.findLast(({files}) => files.includes(path))
      return last ? Array.from({length: 200}, () => last.time) : undefined
    },
    versions: () => [],
    patches: hashes => new Map(hashes.map(hash => [hash, patches.get(hash) ?? []]))
  }
}

function patchesOf(added: Told['added']): Patch[] {
  return Object.entries(added).map(([path, lines]) => ({path, added: lines, removed: []}))
}
