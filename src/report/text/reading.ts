import type {ReportedReading} from '../reading.ts'
import {said} from '../statement.ts'
import {claimLines} from './claims.ts'
import type {Paint} from './paint.ts'

/** How a line of a document was read, for people. */
export function readingText(report: ReportedReading, paint: Paint): string {
  const {path, line, reading, claims, dropped} = report
  const section = reading.headings.length > 0 ? `, under ${reading.headings.join(' > ')}` : ''
  const origin = reading.generated ? ', in a generated region' : ''
  return [
    `${path}:${line} ${typeWords[reading.type] ?? reading.type}${section}${origin}`,
    ...(reading.places.length > 0 ? [`  lies in: ${reading.places.join(', ')}`] : []),
    ...reading.sentences.flatMap(sentenceLines),
    ...reading.notes.map(note => `  note: ${note}`),
    ...claims.flatMap(claim => claimText(claim, paint)),
    ...dropped.map(
      claim => `  dropped: ${said(claim)}: it names nothing of this repository, or its place is not known`
    ),
    ...(claims.length === 0 ? ['  no claim'] : [])
  ]
    .map(text => `${text}\n`)
    .join('')
}

const typeWords: Readonly<Record<string, string>> = {
  prose: 'a paragraph or list item',
  heading: 'a heading',
  row: 'a table row',
  code: 'a code block',
  blank: 'a blank line',
  html: 'HTML',
  yaml: 'front matter'
}

function sentenceLines({text, reservation}: ReportedReading['reading']['sentences'][number]): string[] {
  const reason =
    reservation &&
    `  tells no present state, by "${reservation.word}" (${reservation.mood}): only links, leads and rules are read`
  return [`  sentence: ${text.replace(/\s+/g, ' ')}`, ...(reason ? [reason] : [])]
}

function claimText({claim, names, rule}: ReportedReading['claims'][number], paint: Paint): string[] {
  const {edgeKinds, certainty = 'stated', evidence} = claim
  const rules = {
    meant: 'meant, outside of the generated regions: check enforces it',
    offered: 'offered, in a generated region: it tells what holds'
  }
  return [
    `  ${claimLines([claim], paint).trimEnd()}`,
    ...(names.subject === undefined ? [] : [`    subject: ${names.subject}`]),
    ...(names.object === undefined ? [] : [`    object: ${names.object}`]),
    `    said: ${certainty}`,
    ...(edgeKinds ? [`    imports that count: ${edgeKinds.join(', ')}`] : []),
    ...(evidence.length > 0
      ? [`    evidence: ${evidence.map(({path, line}) => `${path}:${line}`).join(', ')}`]
      : []),
    ...(rule ? [`    rule: ${rules[rule]}`] : [])
  ]
}
