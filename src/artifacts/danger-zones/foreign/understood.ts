import type {Nodes, RootContent, Table} from 'mdast'
import {plainText} from '../../../markdown/plain-text.ts'
import {headingKind} from './heading-kind.ts'
import type {OutlineSection} from './outline.ts'
import {saysNothing} from './says-nothing.ts'
import type {LineRange} from './unread-lines.ts'

const leftByUs = /^Notes on DZ-\d+: .*\(no longer found\):/

/** What surrounds the zones of a document. */
export interface Surroundings {
  readonly sections: readonly OutlineSection[]
  /** Whether there is a zone, or a block of ours: without any, nothing is an introduction to them. */
  readonly hasZones: boolean
  /** Tables whose rows are told one by one. */
  readonly tables: ReadonlySet<Table>
  /** The offset of the first zone directly below the heading. */
  firstZone(section: OutlineSection): number
  /** Whether something below the heading went into a zone. */
  holdsZones(section: OutlineSection): boolean
}

/**
 * The lines that need no zone: comments, rules and anchors; headings that sort zones, hold some or have nothing below
 * them; the text directly below the title, before any zone there, and below headings such as `Summary`, `Legend` or `About`; a `None` that says
 * so; notes that we left.
 */
export function understoodLines({
  sections,
  hasZones,
  tables,
  firstZone,
  holdsZones
}: Surroundings): LineRange[] {
  const top = sections.find(({depth}) => depth === 1)
  return sections.flatMap(section => {
    const {title, depth, line, lastLine, content} = section
    const opens = depth === 0 || section === top
    const explains = hasZones && (opens || headingKind(title) === 'intro')
    const end = opens ? firstZone(section) : Number.POSITIVE_INFINITY
    const silent = content
      .filter(node => (explains && !isOneOf(tables, node) && startOf(node) < end) || isSilent(node))
      .map(rangeOf)
    const known =
      opens || explains || headingKind(title) === 'group' || holdsZones(section) || content.every(isSilent)
    return [...silent, ...(known && depth > 0 ? [{start: line, end: lastLine}] : [])]
  })
}

function startOf(node: RootContent): number {
  return node.position?.start.offset ?? 0
}

function isOneOf(tables: ReadonlySet<Table>, node: RootContent): boolean {
  return node.type === 'table' && tables.has(node)
}

function isSilent(node: RootContent): boolean {
  if (node.type === 'thematicBreak' || node.type === 'definition' || node.type === 'yaml') return true
  if (node.type === 'html') return node.value.replace(/<!--[\s\S]*?(?:-->|$)|<[^>]*>/g, '').trim() === ''
  if (node.type === 'blockquote') return leftByUs.test(plainText(node))
  return saysNothing(node)
}

/** The lines of a node that came from a parser. */
export function rangeOf({position}: Nodes): LineRange {
  return {start: position?.start.line ?? 1, end: position?.end.line ?? 1}
}
