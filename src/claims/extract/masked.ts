import type {Sentence} from '../passage.ts'
import {namingRuns} from './rule.ts'

/** The sentence with `◆` for each character of its code spans and links, so that offsets stay. */
export function maskNames({text, start, runs}: Sentence): string {
  let masked = text
  for (const run of namingRuns(runs)) {
    const [from, to] = [run.start - start, run.end - start]
    masked = masked.slice(0, from) + '◆'.repeat(to - from) + masked.slice(to)
  }
  return masked
}
