/** Plain text: a path that artifacts elsewhere make wrong would be a claim. */
const restLine = 'The rest is in DETAILED_DESIGN.md.'

/** Says that more of a part stands in the detailed design. */
export function toRest(isCut: boolean): string[] {
  return isCut ? ['', restLine] : []
}

/** Whether a body ends with the line of {@link toRest}. */
export function hasRest(body: string): boolean {
  return body.trimEnd().split('\n').includes(restLine)
}
