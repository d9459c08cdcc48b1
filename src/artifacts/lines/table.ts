import type {Root, Table} from 'mdast'

/** A GFM table as lines. Cells are single-line inline Markdown; a pipe in them is escaped, also inside code. */
export function toTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(toCell).join(' | ')} |`
  return [line(header), `| ${header.map(() => '---').join(' | ')} |`, ...rows.map(line)]
}

/** The rows of the first table below `root`, header left out, as source Markdown; empty without a table. */
export function readTable(root: Root, source: string): string[][] {
  const table = root.children.find((child): child is Table => child.type === 'table')
  return (table?.children ?? []).slice(1).map(row => row.children.map(cell => cellSource(cell, source)))
}

/** A pipe that is escaped already stays: a second backslash would escape the first one and end the cell. */
function toCell(text: string): string {
  return text.replace(/(\\*)\|/g, (whole, slashes: string) =>
    slashes.length % 2 === 1 ? whole : `${slashes}\\|`
  )
}

function cellSource({children}: Table['children'][number]['children'][number], source: string): string {
  const start = children[0]?.position?.start.offset
  const end = children.at(-1)?.position?.end.offset
  return start === undefined || end === undefined ? '' : source.slice(start, end).replaceAll('\\|', '|')
}
