import type {Root} from 'mdast'
import type {Architecture, ComponentRow} from '../architecture.ts'
import {fromCodeList, toCodeList} from '../lines/code-list.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {toRest} from '../lines/rest-line.ts'
import {readTable, toTable} from '../lines/table.ts'
import {fromPurposeCell, toPurposeCell} from './purpose-cell.ts'

const caption =
  'Purpose is a quotation with its source, or empty: fill it in your own words, and it is kept. "Holds" names exports, values before types, what more modules import first; "types of" are imports that bring types alone; "(rest)" is what no other row holds of a folder. Size by declarations: S below 20, M below 120, else L.'
const header = ['component', 'purpose', 'holds', 'size', 'depends on']
const rest = ' (rest)'
const mostImported = 'Functions and variables, most imported first: '

/** The code map as Markdown lines. */
export function toCodeMap(
  components: readonly ComponentRow[],
  most: readonly string[],
  isCut = false
): string[] {
  return [
    caption,
    '',
    ...toTable(header, components.map(toCells)),
    ...(most.length === 0 ? [] : ['', `${mostImported}${toCodeList(most)}.`]),
    ...toRest(isCut)
  ]
}

/** The inverse of {@link toCodeMap}; what does not read as a row is left out. */
export function fromCodeMap(root: Root, source: string): Pick<Architecture, 'components' | 'mostImported'> {
  const paragraphs = root.children
    .filter(({type}) => type === 'paragraph')
    .map(({position}) => source.slice(position?.start.offset, position?.end.offset))
  const most = paragraphs.find(text => text.startsWith(mostImported))
  return {
    components: readTable(root, source).flatMap(fromCells),
    mostImported: most === undefined ? [] : fromCodeList(most)
  }
}

function toCells({path, partial, purpose, holds, size, dependsOn, typesOf}: ComponentRow): string[] {
  const types = typesOf.length === 0 ? '' : `types of ${toCodeList(typesOf)}`
  return [
    `${toCodeSpan(path)}${partial ? rest : ''}`,
    toPurposeCell(purpose),
    toCodeList(holds),
    size,
    [toCodeList(dependsOn), types].filter(text => text !== '').join('; ')
  ]
}

function fromCells([
  first = '',
  purpose = '',
  holds = '',
  size = '',
  depends = ''
]: string[]): ComponentRow[] {
  const path = takeCodeSpan(first)
  if (!path || !isSize(size)) return []
  const [values = '', types = ''] = depends.startsWith('types of ')
    ? ['', depends]
    : depends.split('; types of ')
  const read = fromPurposeCell(purpose)
  return [
    {
      path: path.value,
      partial: path.rest === rest,
      ...(read ? {purpose: read} : {}),
      holds: fromCodeList(holds),
      size,
      dependsOn: fromCodeList(values),
      typesOf: fromCodeList(types)
    }
  ]
}

function isSize(text: string): text is ComponentRow['size'] {
  return text === 'S' || text === 'M' || text === 'L'
}
