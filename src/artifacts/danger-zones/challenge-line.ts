import type {Challenge} from '../danger-zone.ts'
import {protect, splitUnprotected, unprotect} from '../lines/protect.ts'

/** Between two challenges; evidence that holds the same characters has its semicolon escaped. */
const separator = /; (?=[*_][\w -]+?[*_] (?:survived|undecided)(?:\\*[:;]|$))/
const challenge = /^[*_]([\w -]+?)[*_] (survived|undecided)(?:: (.*))?$/

/** `*guarded* survived: no lock around it; *bounded* undecided: the caller is in another package`. */
export function writeChallenges(challenges: readonly Challenge[]): string {
  return challenges.map(writeOne).join('; ')
}

/** Reads {@link writeChallenges} back; parts of another form are left out. */
export function readChallenges(text: string): Challenge[] {
  return splitUnprotected(text, separator).flatMap(part => {
    const match = challenge.exec(part)
    if (!match) return []
    const verdict = match[2] === 'undecided' ? 'undecided' : 'survived'
    return [{kill: match[1] ?? '', verdict, evidence: unprotect(match[3] ?? '', separator)} as const]
  })
}

function writeOne({kill, verdict, evidence}: Challenge): string {
  const head = `*${kill}* ${verdict}`
  return evidence === '' ? head : `${head}: ${protect(evidence, separator)}`
}
