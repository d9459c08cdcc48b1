import type {Confidence, ForeignZone} from '../../danger-zone.ts'
import {readCategory} from './category.ts'
import {countedDependents, leadingFigure} from './dependents.ts'
import type {FieldTopic} from './field-names.ts'
import type {ForeignField} from './fields.ts'
import {type Level, levelInTitle, levelOf, riskOf, tierOf} from './level.ts'
import {readLabels, readOwners} from './names.ts'
import type {Piece} from './piece.ts'
import {readPlace} from './place.ts'
import {readForeignScore} from './score.ts'
import {readForeignStatus, statusInTitle, statusOfHeadings} from './status.ts'
import {saysTested} from './tested.ts'

/** A zone, and those of its fields that always hold one of a few words and held none. */
export interface ReadPiece {
  readonly zone: ForeignZone
  readonly unread: readonly ForeignField[]
}

/** What the text of a piece says, each only when it says so. `known` are the labels of all zones of the document. */
export function toZone(piece: Piece, label: string, text: string, known: ReadonlySet<string>): ReadPiece {
  const {fields, section} = piece
  const first = (...topics: FieldTopic[]) => fields.find(({topic}) => topics.includes(topic))?.text
  const level = ownLevel(piece)
  const tierLevel = level ?? levelOfHeadings(piece)
  const score = mapped(first('score'), readForeignScore)
  const blastRadius = first('blastRadius')
  const risk = tierLevel && riskOf(tierLevel)
  const optional = {
    tier: tierLevel && tierOf(tierLevel),
    ...readPlace(piece, text),
    anchor: section.anchor === '' ? undefined : section.anchor,
    score,
    fix: first('fix'),
    advice: first('advice'),
    risk,
    category: mapped(first('category'), readCategory),
    confidence: mapped(first('confidence'), readConfidence),
    dependents: readDependents(piece, blastRadius, first('dependents')),
    blastRadius,
    tested: mapped(first('tested'), saysTested),
    owners: nonEmpty(mapped(first('owners'), readOwners)),
    after: nonEmpty(
      readLabels(`${first('after') ?? ''} ${first('dependsOn') ?? ''}`, known).filter(name => name !== label)
    )
  }
  const zone = {label, title: piece.title, text, status: readStatus(piece), line: piece.line}
  return {zone: {...zone, ...defined(optional)}, unread: fields.filter(field => !isRead(field, known))}
}

function ownLevel({fields, title, headed}: Piece): Level | undefined {
  const field = fields.find(({topic, text}) => (topic === 'risk' || topic === 'severity') && levelOf(text))
  return field ? levelOf(field.text) : headed ? levelInTitle(title) : undefined
}

/** The level of the nearest heading that has one. */
function levelOfHeadings({section, headed}: Piece): Level | undefined {
  const titles = [...(headed ? [] : [section.title]), ...section.above.toReversed()]
  return titles.map(title => levelOf(title) ?? levelInTitle(title)).find(level => level !== undefined)
}

function readStatus({fields, title, section}: Piece): string {
  const own = fields.find(({topic}) => topic === 'status')?.text
  if (own !== undefined) return readForeignStatus(own)
  return statusInTitle(title) ?? statusOfHeadings([section.title, ...section.above.toReversed()])
}

function readConfidence(text: string): Confidence | undefined {
  const level = levelOf(text)
  return level === 'high' || level === 'medium' || level === 'low' ? level : undefined
}

/** From its field, else its blast radius, else the figure that its sentence starts with. */
function readDependents({lead}: Piece, blastRadius: string | undefined, field: string | undefined) {
  const stated = field === undefined ? undefined : (leadingFigure(field) ?? countedDependents(field))
  if (stated !== undefined) return stated
  if (blastRadius !== undefined) return countedDependents(blastRadius)
  const start = /^[~≈]?\d[^.;,:(]*/.exec(lead)?.[0]
  return start === undefined ? undefined : countedDependents(start)
}

/** Whether the value of a field that holds one of a few words was understood. */
function isRead({topic, text}: ForeignField, known: ReadonlySet<string>): boolean {
  if (topic === 'severity') return levelOf(text) !== undefined
  if (topic === 'confidence') return readConfidence(text) !== undefined
  if (topic === 'category') return readCategory(text) !== undefined
  if (topic === 'score') return readForeignScore(text) !== undefined
  return topic !== 'after' || readLabels(text, known).length > 0
}

function mapped<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text)
}

function nonEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list && list.length > 0 ? list : undefined
}

type Defined<T> = {[Key in keyof T]?: Exclude<T[Key], undefined>}

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T>
}
