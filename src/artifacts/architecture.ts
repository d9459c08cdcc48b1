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
  /** By its declarations, members not counted: S below 20, M below 120, else L. Lines would move with every edit. */
  readonly size: 'S' | 'M' | 'L'
  /** Components it imports values of. */
  readonly dependsOn: readonly string[]
  /** Components it imports only types of. */
  readonly typesOf: readonly string[]
}

export interface EntryPointRow {
  readonly kind: string
  /** Command, subpath, script or route; several with commas between. */
  readonly name: string
  /** A source file, or the folder of several. */
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

/** A class, interface, type or enum that many modules import. */
export interface KeyTypeRow {
  readonly name: string
  /** The module that declares it. */
  readonly path: string
  /** First sentence of its doc comment, plain text. */
  readonly summary?: string
}

/** A part of the document that may be cut to its budget, the rest of which stands in DETAILED_DESIGN.md. */
export type CutPart = 'code-map' | 'key-types' | 'cross-cutting'

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
  /** Components from the bottom up, one line for each layer; or only a caption that says why there is no order. */
  readonly layers?: {readonly caption: string; readonly rows: readonly string[]}
  /** Rings of imports between files, at most three. */
  readonly cycles?: readonly string[]
  /** Rings over the limit. */
  readonly moreCycles?: number
  readonly components?: readonly ComponentRow[]
  /** Functions and variables, most imported first. */
  readonly mostImported?: readonly string[]
  /** Most imported first. */
  readonly keyTypes?: readonly KeyTypeRow[]
  readonly entryPoints?: readonly EntryPointRow[]
  /** Entry points over the budget. */
  readonly moreEntryPoints?: number
  /** Subpath patterns of `exports`, such as `./internal/*`. */
  readonly entryPatterns?: readonly string[]
  /** Offered: they hold today. */
  readonly invariants?: readonly string[]
  /** Where to change what: one sentence for each place that holds three or more alike. */
  readonly extensionPoints?: readonly string[]
  readonly crossCutting?: readonly string[]
  readonly environment?: readonly EnvironmentRow[]
  readonly coverage?: readonly string[]
  /** Parts that say that the rest of them stands elsewhere, sorted. */
  readonly cut?: readonly CutPart[]
  readonly flows?: readonly string[]
  readonly confidence?: readonly string[]
  readonly refuted?: readonly RefutedRow[]
}
