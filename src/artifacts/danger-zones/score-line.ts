import type {Score} from '../danger-zone.ts'

/** `L:3 + B:2 + D:3 = 8`. */
export function writeScore({likelihood, blastRadius, detectionGap, total}: Score): string {
  return `L:${likelihood} + B:${blastRadius} + D:${detectionGap} = ${total}`
}

/** Reads {@link writeScore} back. The sum is computed, not believed. */
export function readScore(text: string): Score | undefined {
  const match = /L:\s*([1-3])\s*\+\s*B:\s*([1-3])\s*\+\s*D:\s*([1-3])/.exec(text)
  if (!match) return undefined
  const [likelihood = 1, blastRadius = 1, detectionGap = 1] = match.slice(1).map(Number)
  return {likelihood, blastRadius, detectionGap, total: likelihood + blastRadius + detectionGap}
}
