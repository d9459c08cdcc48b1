import type {Heading, Root} from 'mdast'
import type {Problem} from '../../errors.ts'
import {parseFragment} from '../../markdown/parse.ts'
import type {DangerZone, Score, Tier} from '../danger-zone.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {
  boldField,
  type Field,
  fieldText,
  findField,
  fromFieldText,
  offsets,
  readFields,
  toFieldText
} from '../lines/fields.ts'
import {writeNotes} from '../lines/notes.ts'
import {fromNumbered, toNumbered} from '../lines/numbered.ts'
import {oneLine} from '../lines/one-line.ts'
import {readChallenges, writeChallenges} from './challenge-line.ts'
import {readEvidence, writeEvidence} from './evidence-line.ts'
import {readImpact, writeImpact} from './impact-line.ts'
import {takePlace, writePlace} from './place.ts'
import {readScore, writeScore} from './score-line.ts'
import {readAcceptance} from './status.ts'
import {categories, confidences, oneOf, tiers} from './words.ts'

/**
 * A zone from its anchor to its last field, without the key comment. A field whose text is empty is left out.
 * An accepted zone stands apart from its tier's section and therefore names the tier.
 */
export function writeZone(zone: DangerZone): string {
  return [
    `<a id="dz-${zone.number}"></a>`,
    `### DZ-${zone.number}: ${toCodeSpan(zone.path)}: ${toFieldText(zone.title)}`,
    '',
    ...boldField('Status', zone.status),
    ...boldField('Formerly', zone.formerly === undefined ? '' : `DZ-${zone.formerly}`),
    ...boldField('Tier', readAcceptance(zone.status) ? zone.tier : ''),
    ...boldField('Category', zone.category),
    ...boldField('Confidence', zone.confidence),
    ...boldField('Risk score', writeScore(zone.score)),
    ...boldField('Location', `${writePlace(zone)} (${toCodeSpan(zone.symbol)})`),
    ...boldField('Failure mode', zone.failureMode),
    ...boldField('Triggering precondition', zone.precondition),
    ...boldField('Failure path', toNumbered(zone.failurePath)),
    ...boldField('Why it is silent', zone.silence),
    ...boldField('Blast radius', writeImpact(zone.impact)),
    ...boldField('Detection gap', zone.detectionGap),
    ...boldField('Evidence', writeEvidence(zone.evidence)),
    ...boldField('Challenged', writeChallenges(zone.challenged)),
    ...boldField('Suggested fix', zone.fix),
    ...boldField('Falsified by', zone.falsifiedBy),
    ...writeNotes(zone.notes)
  ].join('\n')
}

/** Where a zone body was found. */
export interface ZoneContext {
  readonly key: string
  /** 1-based line of the body in its document. */
  readonly line: number
  /** Tier of the section the zone stands in, when that section has one. */
  readonly tier: Tier | undefined
}

/**
 * Reads {@link writeZone} back. A field that is missing or that holds no known word takes its most cautious value and
 * gives a problem.
 */
export function readZone(
  body: string,
  {key, line, tier}: ZoneContext
): {value: DangerZone; problems: Problem[]} {
  const root = parseFragment(body)
  const fields = readFields(root, body)
  const heading = readHeading(body, root)
  const problems: Problem[] = []
  const missing = (name: string) => {
    problems.push({kind: 'zone-field', line, message: `DZ-${heading.number} has no readable ${name}`})
  }
  const place = takePlace(fieldText(fields, 'Location'))
  if (!place) missing('Location')
  const formerly = /DZ-(\d+)/.exec(fieldText(fields, 'Formerly'))?.[1]
  const notes = findField(fields, 'Notes')?.block
  const value: DangerZone = {
    number: heading.number,
    key,
    detector: key.split('/')[0] ?? key,
    tier: oneOf(tiers, fieldText(fields, 'Tier')) ?? tier ?? 'elevated',
    status: fieldText(fields, 'Status') || 'open',
    category: readWord(categories, 'Category', fields, 'state-machine', missing),
    confidence: readWord(confidences, 'Confidence', fields, 'low', missing),
    score: readScoreField(fields, missing),
    path: place?.path ?? heading.path,
    startLine: place?.startLine ?? 1,
    endLine: place?.endLine ?? 1,
    symbol: takeCodeSpan((place?.rest ?? '').trimStart().replace(/^\(/, ''))?.value ?? 'module',
    title: heading.title,
    failureMode: fieldText(fields, 'Failure mode'),
    precondition: fieldText(fields, 'Triggering precondition'),
    failurePath: fromNumbered(fieldText(fields, 'Failure path')),
    silence: fieldText(fields, 'Why it is silent'),
    impact: readImpact(fieldText(fields, 'Blast radius')),
    detectionGap: fieldText(fields, 'Detection gap'),
    evidence: readEvidence(fieldText(fields, 'Evidence')),
    challenged: readChallenges(fieldText(fields, 'Challenged')),
    fix: fieldText(fields, 'Suggested fix'),
    falsifiedBy: fieldText(fields, 'Falsified by'),
    ...(formerly === undefined ? {} : {formerly: Number(formerly)}),
    ...(notes ? {notes} : {})
  }
  return {value, problems}
}

/** The parts of `### DZ-7: \`path\`: title`. */
interface ZoneHeading {
  readonly number: number
  readonly path: string
  readonly title: string
}

function readHeading(body: string, root: Root): ZoneHeading {
  const node = root.children.find((child): child is Heading => child.type === 'heading')
  const line = node ? oneLine(body.slice(...offsets(node))) : ''
  const match = /^#{1,6}\s+DZ-(\d+):\s*(.*)$/.exec(line)
  const rest = match?.[2] ?? ''
  const span = takeCodeSpan(rest)
  const title = (span?.rest ?? rest).replace(/^:\s*/, '')
  return {number: Number(match?.[1] ?? 0), path: span?.value ?? '', title: fromFieldText(title)}
}

function readWord<Word extends string>(
  words: readonly Word[],
  name: string,
  fields: readonly Field[],
  fallback: Word,
  missing: (name: string) => void
): Word {
  const word = oneOf(words, fieldText(fields, name))
  if (word === undefined) missing(name)
  return word ?? fallback
}

function readScoreField(fields: readonly Field[], missing: (name: string) => void): Score {
  const score = readScore(fieldText(fields, 'Risk score'))
  if (!score) missing('Risk score')
  return score ?? {likelihood: 1, blastRadius: 1, detectionGap: 1, total: 3}
}
