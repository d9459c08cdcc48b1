import type {Piece} from './piece.ts'

/** GitHub's slug of a heading, a remark in parentheses at its end left out: such remarks change. */
export function slugOf(title: string): string {
  const name = title.replace(/\s*\([^()]*\)\s*$/, '').toLowerCase()
  const slug = name
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
  return slug === '' ? 'zone' : slug
}

/** A label for each piece, in order: its own while nobody before it and none of `taken` has it, else `heading-slug-n`. */
export function labelPieces(
  pieces: readonly Pick<Piece, 'ownLabel' | 'slug' | 'place'>[],
  taken: Iterable<string>
): string[] {
  const used = new Set(taken)
  return pieces.map(({ownLabel, slug, place}) => {
    const found = ownLabel !== undefined && !used.has(ownLabel) ? ownLabel : firstFree(slug, place, used)
    used.add(found)
    return found
  })
}

function firstFree(slug: string, place: number, used: ReadonlySet<string>): string {
  let number = place
  while (used.has(`${slug}-${number}`)) number++
  return `${slug}-${number}`
}
