import {escapeInline, parseInline} from '../../markdown/inline.ts'
import {parseFragment} from '../../markdown/parse.ts'
import {plainText} from '../../markdown/plain-text.ts'
import type {PersonalParts} from '../block.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {type Field, fieldText, findField, offsets, readFields, toFieldText} from '../lines/fields.ts'
import {writeNotes} from '../lines/notes.ts'
import type {TriageRow, TriageVerdict} from '../triage-row.ts'

const verdicts: readonly TriageVerdict[] = [
  'implemented-tested',
  'implemented-untested',
  'stale-premise',
  'partial',
  'not-implemented',
  'phantom',
  'not-checkable',
  'cannot-tell'
]

/** A row as a list item, without its key comment. Fields that are empty are left out. */
export function writeRow(row: TriageRow): string {
  return [
    `- **${row.verdict}** ${toCodeSpan(`${row.file}:${row.line}`)} "${escapeInline(row.excerpt)}"`,
    ...field('Rule', row.rule),
    ...field('Evidence', row.evidence),
    ...field('Tests', row.tests),
    ...field('Next', row.next),
    ...writeNotes(row.notes).map(line => (line === '' ? '' : `  ${line}`))
  ].join('\n')
}

/** Reads {@link writeRow} back; undefined for an item whose head is no row's. */
export function readRow(body: string, key: string): TriageRow | undefined {
  const fields = fieldsOf(body)
  const head = readHead(body)
  if (!head) return undefined
  const notes = findField(fields, 'Notes')?.block ?? ''
  return {
    key,
    ...head,
    rule: fieldText(fields, 'Rule'),
    evidence: fieldText(fields, 'Evidence'),
    tests: fieldText(fields, 'Tests'),
    next: fieldText(fields, 'Next'),
    ...(notes === '' ? {} : {notes})
  }
}

/** In a row the person owns the notes. */
export const rowPersonal: PersonalParts = {
  strip(kind, body) {
    const notes = kind === 'row' ? findField(fieldsOf(body), 'Notes') : undefined
    return notes ? (body.slice(0, notes.start) + body.slice(notes.end)).trimEnd() : body
  },
  carry(kind, oldBody, newBody) {
    const old = kind === 'row' ? findField(fieldsOf(oldBody), 'Notes') : undefined
    if (!old || findField(fieldsOf(newBody), 'Notes')) return newBody
    return `${newBody}\n${oldBody.slice(old.start, old.end).trimEnd()}`
  }
}

function readHead(body: string): Pick<TriageRow, 'verdict' | 'file' | 'line' | 'excerpt'> | undefined {
  const paragraph = itemOf(body)?.children[0]
  if (paragraph?.type !== 'paragraph') return undefined
  const text = body.slice(...offsets(paragraph))
  const verdict = verdicts.find(word => text.startsWith(`**${word}** `) || text.startsWith(`__${word}__ `))
  const place = verdict && takeCodeSpan(text.slice(verdict.length + 5))
  const anchor = place && /^(.*):(\d+)$/.exec(place.value)
  if (!verdict || !place || !anchor) return undefined
  const quoted = plainText(parseInline(place.rest))
  return {
    verdict,
    file: anchor[1] ?? '',
    line: Number(anchor[2]),
    excerpt: quoted.replace(/^"([\s\S]*)"$/, '$1')
  }
}

function itemOf(body: string) {
  const [list] = parseFragment(body).children
  return list?.type === 'list' ? list.children[0] : undefined
}

function fieldsOf(body: string): Field[] {
  const item = itemOf(body)
  return item ? readFields(item, body) : []
}

function field(name: string, text: string): string[] {
  return text === '' ? [] : [`  - ${name}: ${toFieldText(text)}`]
}
