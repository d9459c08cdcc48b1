import type {LogRow} from '../../hub/entry.ts'
import {toIso} from './time.ts'
import {visible} from './visible.ts'

/** A row of the log as `--json` prints it. */
export function rowFields(row: LogRow): object {
  if (row.kind === 'redaction') {
    const {redactedAt, ...rest} = row
    return {...rest, redactedAt: toIso(redactedAt)}
  }
  const {publishedAt, ...rest} = row
  return {...rest, publishedAt: toIso(publishedAt)}
}

/** A row for people, on lines of its own: where it stands and who wrote it, then its text, indented. */
export function rowText(row: LogRow): string {
  if (row.kind === 'redaction')
    return `${visible(`${row.seq} ${row.project} redaction of ${row.targetSeq} by ${row.author} at ${toIso(row.redactedAt)}: ${row.reason}`)}\n`
  const {seq, project, type, id, author, publishedAt, content, redacted} = row
  const head = visible(
    `${seq} ${project} ${type} ${JSON.stringify(id)} by ${author} at ${toIso(publishedAt)}`
  )
  if (redacted) return `${head}, redacted\n`
  return `${head}\n${indented(content)}`
}

function indented(text: string): string {
  const lines = text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n')
  return lines.map(line => `    ${visible(line)}\n`).join('')
}
