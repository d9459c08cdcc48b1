/** What the files of a folder have in common. */
export interface Kinship {
  readonly relation: 'extends' | 'implements' | 'type' | 'made by'
  /** The class, interface, type or function. */
  readonly name: string
  /** The module that declares it. */
  readonly path: string
}

/** A place that holds three or more alike, so that one more goes there. */
export interface ExtensionPoint {
  /** File names, folder names, or names of what is registered; sorted, three at least. */
  readonly members: readonly string[]
  /** Folder that holds the members, or the module that registers them. */
  readonly path: string
  /** The module that lists them. */
  readonly listedIn?: string
  /** Of most entries of the folder. */
  readonly kinship?: Kinship
  /** The list or table of the module `path` that holds the members, which are then names. */
  readonly list?: string
  /** What code registers: `command`, `route`; members are then names and not files. */
  readonly registers?: string
}

/** Fewer are no pattern. */
export const fewestAlike = 3
/** Share of a folder's entries that must be alike, or listed, before the folder is the place for one more. */
export const shareOfFolder = 0.6
