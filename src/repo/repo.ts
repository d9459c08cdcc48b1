import type {Problem} from '../errors.ts'
import type {InstalledFiles} from './installed-files.ts'

/**
 * The analysed repository, read only.
 *
 * Paths are POSIX and relative to the root, without a leading `./`. What git ignores, `.git`, `node_modules`,
 * `.groundtruth` and everything behind a symbolic link is not listed.
 */
export interface Repo {
  /** Absolute folder on disk; undefined for a repository in memory. Never printed. */
  readonly absoluteRoot: string | undefined
  /** Every listed file, sorted by code unit, no duplicates. */
  readonly files: readonly string[]
  /** Whether `path` is a listed file. */
  has(path: string): boolean
  /** Whether `path` is a folder that holds a listed file (`''` is the root). */
  hasFolder(path: string): boolean
  /** Whether anything lies there at all, listed or not (an ignored build folder, a link). */
  exists(path: string): boolean
  /**
   * The file's text, byte order mark included; undefined when it is absent, no file, or not UTF-8.
   * The last two are added to `problems`.
   */
  read(path: string): string | undefined
  /**
   * What a pure function of the file's text gives for it, without reading it again where that is known: `name` stands for
   * the function, and `work` may use the path beside the text. Undefined as for `read`.
   */
  derive(path: string, name: string, work: (text: string) => string): string | undefined
  /** What its package managers installed. */
  readonly installed: InstalledFiles
  /** What could not be read so far, sorted by path. */
  problems(): readonly Problem[]
}

/** The folder that holds the artifacts: the root, `.context/`, `docs/`, or `--out`. */
export interface ArtifactStore {
  /** How a person would name an artifact there, e.g. `docs/ARCHITECTURE.md`. */
  nameOf(artifact: string): string
  /** The text on disk, undefined when absent. Throws `artifact/unreadable` when it is not UTF-8. */
  read(artifact: string): string | undefined
  /** Replaces the file at once and whole. Throws `artifact/unwritable`. */
  write(artifact: string, text: string): void
  remove(artifact: string): void
  /** Artifacts below `folder` (`design/`), sorted. */
  list(folder: string): readonly string[]
}

/** Texts that save work and nothing else: any of them may be gone, old or damaged at any time. */
export interface CacheFolder {
  read(name: string): string | undefined
  /** Replaces the text whole. Never throws. */
  write(name: string, text: string): void
}
