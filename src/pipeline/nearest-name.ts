/** The name that `word` most likely meant: at most a third of its letters differ. Undefined when none is that near. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const near = names
    .map(name => ({name, distance: editDistance(word.toLowerCase(), name.toLowerCase())}))
    .filter(({name, distance}) => distance <= Math.max(1, Math.floor(Math.max(word.length, name.length) / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return near[0]?.name
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
 *
 * Source: optimal string alignment, a restriction of F. Damerau, A technique for computer detection and correction of spelling errors, 1964.
 */
function editDistance(left: string, right: string): number {
  let before: number[] = []
  let above = Array.from({length: right.length + 1}, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current.push(
        Math.min(
          at(above, column) + 1,
          at(current, column - 1) + 1,
          at(above, column - 1) + (same ? 0 : 1),
          swapped && row > 1 && column > 1 ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY
        )
      )
    }
    before = above
    above = current
  }
  return at(above, right.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
