import type {Table} from 'mdast'
import {plainText} from '../../../markdown/plain-text.ts'
import {leadingFigure} from './dependents.ts'
import {type Level, levelOf} from './level.ts'
import type {OutlineSection} from './outline.ts'

/** A row of a table that sums zones up. */
export interface SummaryRow {
  /** The zone as the row calls it; may be empty. */
  readonly name: string
  readonly label?: string
  readonly module?: string
  readonly level?: Level
  readonly dependents?: number
  readonly status?: string
  readonly fix?: string
  readonly section: OutlineSection
  readonly table: Table
  /** 1-based, and offsets of the row in the source. */
  readonly line: number
  readonly start: number
  readonly end: number
}

const columns = {
  name: ['zone', 'danger zone', 'danger', 'hazard', 'finding', 'issue', 'title', 'name', 'problem'],
  label: ['#', 'id', 'no', 'no.', 'nr', 'label', 'dz'],
  module: ['module', 'file', 'path', 'location', 'where', 'component', 'package', 'area', 'files'],
  level: ['risk', 'severity', 'tier', 'level', 'risk level'],
  dependents: [
    'd=1',
    'dependents',
    'direct dependents',
    'callers',
    'direct callers',
    'importers',
    'direct importers'
  ],
  status: ['status', 'state'],
  fix: ['fix', 'suggested fix', 'mitigation', 'remedy', 'recommendation']
} as const

/** The rows of the tables that have a column for the zone, or one for its label or module beside one for its risk. */
export function summaryRows(sections: readonly OutlineSection[]): SummaryRow[] {
  return sections.flatMap(section =>
    section.content.flatMap(node => (node.type === 'table' ? rowsOf(node, section) : []))
  )
}

function rowsOf(table: Table, section: OutlineSection): SummaryRow[] {
  const [head, ...rows] = table.children
  const heads = (head?.children ?? []).map(cell => plainText(cell).toLowerCase())
  const at = (names: readonly string[]) => heads.findIndex(name => names.includes(name))
  const named = at(columns.name) >= 0
  const sorted = at(columns.level) >= 0 && (at(columns.label) >= 0 || at(columns.module) >= 0)
  if (!named && !sorted) return []
  return rows.map(row => {
    const cell = (names: readonly string[]) => {
      const found = row.children[at(names)]
      return found ? plainText(found) : ''
    }
    const level = levelOf(cell(columns.level))
    const dependents = leadingFigure(cell(columns.dependents))
    return {
      ...{name: cell(columns.name), section, table, line: row.position?.start.line ?? 1},
      ...{start: row.position?.start.offset ?? 0, end: row.position?.end.offset ?? 0},
      ...filled('label', cell(columns.label)),
      ...filled('module', cell(columns.module)),
      ...filled('status', cell(columns.status)),
      ...filled('fix', cell(columns.fix)),
      ...(level ? {level} : {}),
      ...(dependents === undefined ? {} : {dependents})
    }
  })
}

function filled<Key extends string>(key: Key, text: string): {[One in Key]?: string} {
  return /^(?:|-|—|–|n\/a|\?)$/i.test(text) ? {} : ({[key]: text} as {[One in Key]: string})
}
