import type {ListItem} from 'mdast'
import {parseFragment} from '../../markdown/parse.ts'
import type {CycleRow} from '../detailed-design.ts'
import {fromCodeList, toCodeList} from '../lines/code-list.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {fieldText, offsets, readFields, toFieldText} from '../lines/fields.ts'

const caption =
  'Files that import each other, one entry for each group in which every file reaches every other. Counted are imports that bring values and are followed while a file loads: type-only imports, tests, `import()` and `require()` inside functions are left out. The cut is the import of the shortest loop that costs least; one that breaks the whole group comes first.'

/** Rings of imports as Markdown lines. */
export function toCyclesBody(rows: readonly CycleRow[]): string[] {
  return ['## Rings of imports', '', caption, '', ...rows.flatMap(toLines)]
}

/** The inverse of {@link toCyclesBody}. */
export function fromCyclesBody(body: string): CycleRow[] {
  return parseFragment(body).children.flatMap(child =>
    child.type === 'list' ? child.children.flatMap(item => fromItem(item, body)) : []
  )
}

function toLines({members, moreMembers, loop, cut}: CycleRow): string[] {
  const {from, to, line, reason} = cut
  return [
    `- Ring: ${toCodeList(members)}${moreMembers === 0 ? '' : ` and ${moreMembers} more`}`,
    `  - Shortest loop: ${toCodeList(loop)}`,
    `  - Cheapest to cut: ${toCodeSpan(`${from}:${line}`)} imports ${toCodeSpan(to)}; ${toFieldText(reason)}`
  ]
}

function fromItem(item: ListItem, body: string): CycleRow[] {
  const first = item.children[0]
  const [start, end] = first?.type === 'paragraph' ? offsets(first) : [0, 0]
  const text = body.slice(start, end)
  const fields = readFields(item, body)
  const cut = fromCut(fieldText(fields, 'Cheapest to cut'))
  if (!text.startsWith('Ring:') || !cut) return []
  return [
    {
      members: fromCodeList(text),
      moreMembers: Number(/ and (\d+) more$/.exec(text)?.[1] ?? 0),
      loop: fromCodeList(fieldText(fields, 'Shortest loop')),
      cut
    }
  ]
}

function fromCut(text: string): CycleRow['cut'] | undefined {
  const place = takeCodeSpan(text)
  const at = /^(.*):(\d+)$/.exec(place?.value ?? '')
  const to = takeCodeSpan(place?.rest.replace(/^ imports /, '') ?? '')
  if (!at || !to) return undefined
  return {from: at[1] ?? '', line: Number(at[2]), to: to.value, reason: to.rest.replace(/^; /, '')}
}
