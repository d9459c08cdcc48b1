import type {WordWeights} from './frequency.ts'
import type {Passage} from './passages.ts'
import {stemsOf} from './stems.ts'

/** Finds the passages that may hold enough of a text without reading each of them. */
export interface Postings {
  /** In the order of the passages: all that hold at least `share` of the text's words by weight, and others. */
  candidates(text: string, share: number): readonly Passage[]
}

/** Passages by the stems they hold. */
export function createPostings(passages: readonly Passage[], weights: WordWeights): Postings {
  const positions = new Map<string, number[]>()
  passages.forEach(({stems}, position) => {
    for (const stem of stems) {
      const list = positions.get(stem)
      if (list) list.push(position)
      else positions.set(stem, [position])
    }
  })
  return {
    candidates: (text, share) => {
      const found = new Set(needed(text, share, weights).flatMap(stem => positions.get(stem) ?? []))
      return [...found].sort((left, right) => left - right).flatMap(position => passages[position] ?? [])
    }
  }
}

/** The rarest stems: those left out weigh less than the share together, so that one of these must be held. */
function needed(text: string, share: number, weights: WordWeights): string[] {
  const stems = [...new Set(stemsOf(text))].sort((left, right) => weights.of(right) - weights.of(left))
  let rest = stems.reduce((sum, stem) => sum + weights.of(stem), 0)
  const enough = rest * share
  const kept: string[] = []
  for (const stem of stems) {
    if (rest < enough) break
    kept.push(stem)
    rest -= weights.of(stem)
  }
  return kept
}
