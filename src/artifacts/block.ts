/**
 * A generated piece of a document.
 *
 * `region` stands between begin and end comments; a `zone` runs from its `<a id>` line to its key comment; an `action`
 * and a `row` are a list item that ends with a key comment.
 */
export type BlockKind = 'region' | 'zone' | 'action' | 'row'

export interface Block {
  readonly kind: BlockKind
  /** Region name, or key. Unique in its document. */
  readonly id: string
  /** Markdown between the markers, without a final newline. */
  readonly body: string
}

/** A second-level heading and the blocks below it, in the order they should have. */
export interface Section {
  /** Markdown of the heading line without `## `; undefined for blocks before the first heading. */
  readonly heading: string | undefined
  readonly blocks: readonly Block[]
}

/** What a stage wants to stand in a document. Blocks that are not named are left alone unless `owns` says otherwise. */
export interface DocumentPlan {
  /** First-level heading, written only into a new file. */
  readonly title: string
  /** In document order; a section that is missing in the file is inserted at its place. */
  readonly sections: readonly Section[]
  /** Whether this stage owns a block: an owned block that the plan does not hold is removed. */
  owns(kind: BlockKind, id: string): boolean
  /** The file's last line, `next DZ=12`. */
  readonly next?: {readonly prefix: string; readonly number: number}
  /** Parts of a block that belong to the person. */
  readonly personal: PersonalParts
}

/** What a person owns inside a block, by document. */
export interface PersonalParts {
  /** The body without what a person owns: the hash is taken over this. */
  strip(kind: BlockKind, body: string): string
  /** The new body with what a person owns carried over from the old one. */
  carry(kind: BlockKind, oldBody: string, newBody: string): string
}

/** What to do with a block that a person edited where no person may. */
export type EditPolicy = 'stop' | 'adopt' | 'discard'
