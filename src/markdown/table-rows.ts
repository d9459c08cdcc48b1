import type {PhrasingContent, Table} from 'mdast'
import {plainText} from './plain-text.ts'

/** One row, cells by the plain text of their column's head; a missing cell is empty. */
export type Row = Readonly<Record<string, readonly PhrasingContent[]>>

/** The rows below the head, in order. Of two columns with one name the first counts. */
export function tableRows(table: Table): Row[] {
  const [head, ...rows] = table.children
  const names = (head?.children ?? []).map(cell => plainText(cell))
  return rows.map(row =>
    Object.fromEntries(names.map((name, column) => [name, row.children[column]?.children ?? []]).reverse())
  )
}
