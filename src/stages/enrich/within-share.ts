/**
 * Characters that enrich may write into ARCHITECTURE.md, captions left out: of the contract's 4,000 tokens (characters / 4) those
 * that map's budget leaves it, 360 for flows and 170 for refuted claims.
 */
export const shares = {flows: 1250, refuted: 620} as const

/** The first of the texts that fit together; always the first one. */
export function withinShare<T>(rows: readonly T[], characters: number, textOf: (row: T) => string): T[] {
  let used = 0
  const end = rows.findIndex(row => {
    used += textOf(row).length
    return used > characters
  })
  return end < 0 ? [...rows] : rows.slice(0, Math.max(1, end))
}
