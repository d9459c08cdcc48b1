import {toCodeSpan} from '../../../artifacts/lines/code-span.ts'
import {boldField} from '../../../artifacts/lines/fields.ts'
import {readTriage} from '../../../artifacts/triage-report.ts'
import type {TriageRow} from '../../../artifacts/triage-row.ts'
import type {NewEntry} from '../../../hub/entry.ts'
import {toEntry} from './to-entry.ts'

/** The verdicts of TRIAGE.md, open items first. */
export function verdictEntries(text: string): NewEntry[] {
  const {open, settled} = readTriage(text).value
  return [...open, ...settled].map(verdictEntry)
}

function verdictEntry({key, verdict, file, line, excerpt, rule, next}: TriageRow): NewEntry {
  const text = [
    `### ${toCodeSpan(file)}: ${excerpt}`,
    '',
    ...boldField('Verdict', verdict),
    ...boldField('Rule', rule),
    ...boldField('Next', next)
  ].join('\n')
  return toEntry('verdict', key, text, {place: `${file}:${line}`})
}
