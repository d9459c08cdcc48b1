import {coverage, type WordWeights} from './frequency.ts'
import type {Passage} from './passages.ts'
import {stemsOf} from './stems.ts'

/** The passage that holds most of what a clause says. */
export interface Match {
  readonly passage: Passage
  /** Share of the clause's words by weight, 0 to 1. */
  readonly covered: number
  /** The same, every word that the code does not hold counted as the rarest. */
  readonly strictly: number
  /** As `strictly`, for the titles of a test alone. */
  readonly titled: number
  /** The words of the clause that it holds, as the clause writes them; the rarest three. */
  readonly shared: readonly string[]
}

/** The best match; of equal ones the first. Undefined without passages. */
export function bestPassage(
  text: string,
  passages: readonly Passage[],
  weights: WordWeights
): Match | undefined {
  const wanted = new Set(stemsOf(text))
  let best: Omit<Match, 'shared'> | undefined
  for (const passage of passages) {
    const covered = coverage(wanted, passage.stems, weights.of)
    const titled = coverage(wanted, passage.title, weights.strictly)
    if (best && covered + titled <= best.covered + best.titled) continue
    best = {passage, covered, titled, strictly: coverage(wanted, passage.stems, weights.strictly)}
  }
  return best && {...best, shared: sharedWords(text, best.passage, weights)}
}

function sharedWords(text: string, {stems}: Passage, weights: WordWeights): string[] {
  const words = new Map<string, string>()
  for (const word of text.match(/[A-Za-z][\w-]*|\d{2,}/g) ?? []) {
    const [stem, ...others] = stemsOf(word)
    if (stem !== undefined && [stem, ...others].every(each => stems.has(each)))
      words.set(stem, words.get(stem) ?? word)
  }
  return [...words]
    .sort(([left], [right]) => weights.of(right) - weights.of(left))
    .slice(0, 3)
    .map(([, word]) => word)
}
