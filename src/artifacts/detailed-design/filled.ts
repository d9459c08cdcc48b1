/** A region that would say nothing is not there. */
export function filled<T>(rows: readonly T[] | undefined): rows is readonly T[] {
  return rows !== undefined && rows.length > 0
}
