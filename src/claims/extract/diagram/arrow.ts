/** A line of a diagram that leads from one thing to another. */
export interface Arrow {
  /** Labels as written. */
  readonly from: string
  readonly to: string
  /** Whether it says that the first depends on the second, that it does not, that it sends it something, or leaves it open. */
  readonly says: 'dependency' | 'denial' | 'message' | 'nothing'
  /** Lines below the first of the diagram. */
  readonly offset: number
}
