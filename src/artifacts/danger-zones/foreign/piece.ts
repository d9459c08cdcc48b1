import type {ForeignField} from './fields.ts'
import type {OutlineSection} from './outline.ts'

/** The part of a document that describes one zone, before it has a label that no other has. */
export interface Piece {
  readonly title: string
  readonly ownLabel?: string
  /** GitHub's slug of the heading it stands at or below, and its place there: `slug-place` when it has no own label. */
  readonly slug: string
  readonly place: number
  readonly section: OutlineSection
  /** Offsets of its text. */
  readonly start: number
  readonly end: number
  /** 1-based line that the zone starts at. */
  readonly line: number
  /** What follows the title in the same sentence or paragraph. */
  readonly lead: string
  /** The code that its title starts with or consists of. */
  readonly code?: string
  readonly fields: readonly ForeignField[]
  /** Of a zone with a heading of its own; an item stands below somebody else's. */
  readonly headed: boolean
}
