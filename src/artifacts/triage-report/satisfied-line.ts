import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {fromFieldText, toFieldText} from '../lines/fields.ts'
import type {SatisfiedAction} from '../triage-row.ts'

/** ``NA-3 (key `refactor/…`): evidence`` */
export function writeSatisfied({action, key, evidence}: SatisfiedAction): string {
  return `${action} (key ${toCodeSpan(key)}): ${toFieldText(evidence)}`
}

/** Reads {@link writeSatisfied} back; undefined for a line of another form. */
export function readSatisfied(line: string): SatisfiedAction | undefined {
  const head = /^(NA-\d+) \(key /.exec(line)
  const key = head && takeCodeSpan(line.slice(head[0].length))
  if (!head?.[1] || !key?.rest.startsWith('):')) return undefined
  return {action: head[1], key: key.value, evidence: fromFieldText(key.rest.slice(2))}
}
