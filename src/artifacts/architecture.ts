/** What a component is for. Generated ones quote the code and end with their source; one without a source is a person's. */
export interface Purpose {
  /** Plain text. */
  readonly text: string
  /** Markdown, e.g. `` `src/lock.ts` `acquire` ``. */
  readonly source?: string
}

/** A row of the code map. Lists are sorted, no duplicates. */
export interface ComponentRow {
  /** Folder or file, `.` for the root. */
  readonly path: string
  /** Whether only the files directly in the folder count, since sub-folders are rows of their own. */
  readonly partial: boolean
  readonly purpose?: Purpose
  /** Exported names a newcomer meets first, in order of how many modules import them. */
  readonly holds: readonly string[]
  /** S below 500 lines, M below 3,000, else L. */
  readonly size: 'S' | 'M' | 'L'
  /** Components it imports values of. */
  readonly dependsOn: readonly string[]
  /** Components it imports only types of. */
  readonly typesOf: readonly string[]
}

export interface EntryPointRow {
  readonly kind: string
  /** Command, subpath or script. */
  readonly name: string
  readonly path: string
  /** Exported values that most modules use, most first. */
  readonly symbols: readonly string[]
}

export interface EnvironmentRow {
  readonly name: string
  /** Modules that read it, sorted. */
  readonly paths: readonly string[]
  readonly fallback: 'yes' | 'no' | 'some'
}

/** A claim of the document itself, or of another, that the code contradicts. */
export interface RefutedRow {
  /** `ARCHITECTURE.md`. */
  readonly doc: string
  readonly heading: string
  /** Subject and object as written. */
  readonly name: string
  readonly reason: string
}

/**
 * ARCHITECTURE.md. Texts are single-line Markdown; a part that is undefined belongs to a stage that has not run and
 * is left as it stands.
 */
export interface Architecture {
  readonly title: string
  readonly overview?: readonly string[]
  readonly diagram?: {readonly caption: string; readonly mermaid?: string; readonly remark?: string}
  readonly components?: readonly ComponentRow[]
  readonly mostImported?: readonly string[]
  readonly entryPoints?: readonly EntryPointRow[]
  /** Entry points over the budget. */
  readonly moreEntryPoints?: number
  /** Subpath patterns of `exports`, such as `./internal/*`. */
  readonly entryPatterns?: readonly string[]
  /** Offered: they hold today. */
  readonly invariants?: readonly string[]
  readonly crossCutting?: readonly string[]
  readonly environment?: readonly EnvironmentRow[]
  readonly coverage?: readonly string[]
  readonly flows?: readonly string[]
  readonly confidence?: readonly string[]
  readonly refuted?: readonly RefutedRow[]
}
