/** Lines of a document, 1-based, both ends included. */
export interface LineRange {
  readonly first: number
  readonly last: number
}
