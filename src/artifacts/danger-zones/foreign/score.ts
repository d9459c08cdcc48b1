import type {Score} from '../../danger-zone.ts'

const part = (letter: string, word: string) => `(?:${letter}|${word})\\s*[:=]?\\s*([1-3])(?![\\d.])`
const parts = new RegExp(
  `${part('L', 'likelihood')}\\s*[+,;|/]?\\s*${part('B', 'blast[ -]radius')}\\s*[+,;|/]?\\s*${part('D', 'detection[ -]gap')}`,
  'i'
)

/**
 * A score whose three parts are given: `L:3 + B:2 + D:3 = 8`, `L3 B2 D3`, `Likelihood 3, Blast radius 2, Detection gap 3`.
 * The sum is computed, not believed. A bare total has no parts and is no score.
 */
export function readForeignScore(text: string): Score | undefined {
  const match = parts.exec(text.replace(/[*_`]/g, ''))
  if (!match) return undefined
  const [likelihood = 1, blastRadius = 1, detectionGap = 1] = match.slice(1).map(Number)
  return {likelihood, blastRadius, detectionGap, total: likelihood + blastRadius + detectionGap}
}
