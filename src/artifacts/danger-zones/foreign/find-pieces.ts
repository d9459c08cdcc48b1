import type {RootContent} from 'mdast'
import {readForeignFields, readPartFields} from './fields.ts'
import {headingKind, isPart, isPast, nameOf} from './heading-kind.ts'
import {readItems} from './item-pieces.ts'
import {levelInTitle} from './level.ts'
import type {OutlineSection} from './outline.ts'
import {readParagraphs} from './paragraph-pieces.ts'
import {namedPaths, onlySourceFile, wholePath} from './paths.ts'
import type {Piece} from './piece.ts'
import {repeatedNames} from './repeated-names.ts'
import {saysNothing} from './says-nothing.ts'
import {nameOfHeading} from './title.ts'
import {slugOf} from './zone-labels.ts'

/** A section with all that stands below it. */
interface Branch {
  readonly section: OutlineSection
  readonly below: readonly OutlineSection[]
}

/**
 * The zones of a document in source order: headings with a label (`### DZ-H3: …`) or a number; list items that start in
 * bold, with code or with a label, and below a heading that sorts zones or names a module any sentence; headings with
 * nothing but running text; below a heading that sorts zones, and in a document without any other zone below its title,
 * paragraphs that name one source file.
 *
 * Where zones have a label, a number or a module's heading above them, running text alone makes a zone only when it says
 * a risk, holds a field, names one source file, or stands below a heading that sorts zones: else it is taken for a remark.
 */
export function findPieces(sections: readonly OutlineSection[], source: string): Piece[] {
  const repeated = repeatedNames(sections, source)
  const pieces: Piece[] = []
  const prose: Piece[] = []
  for (let index = 0; index < sections.length; index++) {
    const branch = branchAt(sections, index)
    if (isOutside(branch.section)) continue
    const headed = readHeaded(branch, source, repeated)
    const items = headed ? [] : readItems(branch.section, source, repeated)
    const text = headed || items.length > 0 ? undefined : readProse(branch, source)
    pieces.push(...(headed ? [headed] : items))
    if (isSortedText(branch) && items.length === 0) pieces.push(...readParagraphs(branch.section, source))
    if (text) prose.push(text)
    if (headed || text) index += branch.below.length
  }
  const kept = pieces.some(isMarked) ? prose.filter(piece => isTellingProse(piece, source)) : prose
  const all = [...pieces, ...kept].toSorted((a, b) => a.start - b.start)
  return all.length > 0 ? all : sections.filter(isTop).flatMap(section => readParagraphs(section, source))
}

/** A heading that sorts zones and has only text below it. */
function isSortedText({section, below}: Branch): boolean {
  return section.depth > 1 && below.length === 0 && headingKind(section.title) === 'group'
}

/** The text below the title, and before any heading. */
function isTop({depth}: OutlineSection): boolean {
  return depth < 2
}

function branchAt(sections: readonly OutlineSection[], index: number): Branch {
  const section = sections[index] as OutlineSection
  const rest = sections.slice(index + 1)
  const end = rest.findIndex(({depth}) => depth <= section.depth)
  return {section, below: section.depth === 0 ? [] : end === -1 ? rest : rest.slice(0, end)}
}

/** Whether the section or one above it is about something else than zones; a label says that it is one all the same. */
function isOutside({title, above}: OutlineSection): boolean {
  if (nameOfHeading(title, false)) return above.some(isPast)
  return [title, ...above].some(text => ['intro', 'aside'].includes(headingKind(text)))
}

/** A zone whose heading has a label, or a number while nothing below it is a zone of its own. */
function readHeaded(
  {section, below}: Branch,
  source: string,
  repeated: ReadonlySet<string>
): Piece | undefined {
  if (section.depth < 2) return undefined
  const name = nameOfHeading(
    section.title,
    below.every(({title}) => isPart(title))
  )
  if (!name || below.some(({title}) => nameOfHeading(title, false))) return undefined
  const labelled = nameOfHeading(section.title, false) !== undefined
  if (!labelled && (section.content.length === 0 || readItems(section, source, repeated).length > 1))
    return undefined
  return {...headedPiece({section, below}, source), ...name}
}

/** A heading without label that has running text, and below it nothing but headings that name pieces of a zone. */
function readProse({section, below}: Branch, source: string): Piece | undefined {
  if (section.depth < 2 || section.generated || headingKind(section.title) === 'group') return undefined
  if (!below.every(({title}) => isPart(title))) return undefined
  const nodes = [...section.content, ...below.flatMap(({content}) => content)]
  if (!nodes.some(isProse)) return undefined
  return headedPiece({section, below}, source)
}

function headedPiece({section, below}: Branch, source: string): Piece {
  const fields = [
    ...readForeignFields(section.content, source),
    ...below.flatMap(part => [...readForeignFields(part.content, source), ...readPartFields([part], source)])
  ]
  const text = source.slice(section.start, section.end)
  return {
    ...{title: section.title, slug: slugOf(section.title), place: 1, section, lead: '', headed: true},
    ...{start: section.start, end: section.start + text.trimEnd().length, line: section.line, fields}
  }
}

/** Running text or a list that is no list of boxes to tick. */
function isProse(node: RootContent): boolean {
  if (node.type === 'list') return node.children.some(({checked}) => typeof checked !== 'boolean')
  return node.type === 'paragraph' && !saysNothing(node)
}

/** Whether its writer marks zones by more than a list. */
function isMarked({ownLabel, section}: Piece): boolean {
  return (
    ownLabel !== undefined ||
    nameOfHeading(section.title, true) !== undefined ||
    wholePath(nameOf(section.title)) !== undefined
  )
}

function isTellingProse({section, fields, title, start, end}: Piece, source: string): boolean {
  return (
    fields.length > 0 ||
    levelInTitle(title) !== undefined ||
    section.above.some(text => headingKind(text) === 'group') ||
    wholePath(nameOf(title)) !== undefined ||
    namedPaths(title).length > 0 ||
    onlySourceFile(source.slice(start, end)) !== undefined
  )
}
