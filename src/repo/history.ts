/** One commit that touches more than artifacts. */
export interface Commit {
  readonly hash: string
  /** Author date, seconds since the epoch. */
  readonly time: number
  readonly author: string
  /** Address of the author. */
  readonly email?: string
  readonly subject: string
  /** Root-relative POSIX paths, renames followed to their name at HEAD; sorted. */
  readonly files: readonly string[]
}

/** What a commit changed in one file that it left behind. */
export interface Patch {
  /** Relative to the root, as it was at that commit. */
  readonly path: string
  /** Lines without their line ends, in source order. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** What git knows. Absent git, no repository, or no commit: there is no History at all. */
export interface History {
  readonly head: string
  /** Author date of HEAD, seconds since the epoch; undefined when it is not known. */
  headTime?(): number | undefined
  /** A shallow clone sees only part of the past: counts from it are not comparable. */
  readonly shallow: boolean
  /** Newest first; commits that touch only artifacts are left out. */
  readonly commits: readonly Commit[]
  /** Old path to path at HEAD, for files that were renamed. */
  readonly renames: ReadonlyMap<string, string>
  /** Paths that once existed and no longer do, with the hash of the commit that removed them. */
  readonly removed: ReadonlyMap<string, string>
  /** Seconds since the epoch of the last change of each line, index 0 is line 1; undefined when not tracked. */
  blame(path: string): readonly number[] | undefined
  /**
   * The distinct texts of a file at HEAD, its parents, MERGE_HEAD and the merge base, in this order.
   * Used to tell a merge from an edit.
   */
  versions(path: string): readonly string[]
  /** What each of these commits changed, files that it removed left out. Absent where no lines are known. */
  patches?(hashes: readonly string[]): ReadonlyMap<string, readonly Patch[]>
}
