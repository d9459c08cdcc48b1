import type {Table, TableCell} from 'mdast'
import {parseFragment} from '../../markdown/parse.ts'
import {fromCodeList} from '../lines/code-list.ts'
import {toCodeSpan} from '../lines/code-span.ts'
import {readTable} from '../lines/table.ts'
import {fromPurposeCell} from './purpose-cell.ts'

const gone = / \(gone\): /

/** The code map without the purposes that a person wrote, and without the list of kept ones. */
export function stripPurposes(body: string): string {
  const table = splice(withoutGone(body), (_path, cell) => (isPersons(cell) ? '' : cell))
  return table.trimEnd()
}

/** The new code map with a person's purposes of the old one; those whose row is gone are listed below it. */
export function carryPurposes(oldBody: string, newBody: string): string {
  const kept = personalPurposes(oldBody)
  const body = withoutGone(newBody).trimEnd()
  const paths = rowPaths(body)
  const lost = [...kept].filter(([path]) => !paths.includes(path))
  const filled = splice(body, (path, cell) => kept.get(path) ?? cell)
  if (lost.length === 0) return filled
  return [filled, '', ...lost.map(([path, text]) => `- ${toCodeSpan(path)} (gone): ${text}`)].join('\n')
}

/** The old code map with a person's purposes set to those of the new one: what was there before they wrote over it. */
export function restorePurposes(oldBody: string, newBody: string): string {
  const fresh = new Map<string, string>()
  splice(newBody, (path, cell) => {
    fresh.set(path, cell)
    return cell
  })
  return splice(withoutGone(oldBody).trimEnd(), (path, cell) =>
    isPersons(cell) ? (fresh.get(path) ?? '') : cell
  )
}

/** A person's purposes as a list, for a code map that vanishes; `''` when there are none. */
export function leavePurposes(body: string): string {
  return [...personalPurposes(body)].map(([path, text]) => `- ${toCodeSpan(path)}: ${text}`).join('\n')
}

function personalPurposes(body: string): Map<string, string> {
  const kept = new Map<string, string>()
  for (const line of body.split(/\r?\n/)) {
    const match = /^[-*+] /.test(line) && gone.exec(line)
    const path = fromCodeList(line)[0]
    if (match && path !== undefined) kept.set(path, line.slice(match.index + match[0].length))
  }
  splice(body, (path, cell) => {
    if (isPersons(cell)) kept.set(path, cell)
    return cell
  })
  return kept
}

function isPersons(cell: string): boolean {
  const purpose = fromPurposeCell(cell)
  return purpose !== undefined && purpose.source === undefined
}

function withoutGone(body: string): string {
  return body
    .split('\n')
    .filter(line => !(/^[-*+] `/.test(line) && gone.test(line)))
    .join('\n')
}

function rowPaths(body: string): string[] {
  return readTable(parseFragment(body), body).map(([first = '']) => fromCodeList(first)[0] ?? '')
}

/** Replaces the text of each purpose cell, raw Markdown with pipes escaped; the rest stays byte for byte. */
function splice(body: string, replace: (path: string, cell: string) => string): string {
  const table = parseFragment(body).children.find((child): child is Table => child.type === 'table')
  let result = body
  for (const row of (table?.children ?? []).slice(1).reverse()) {
    const [first, second] = row.children
    if (!first || !second) continue
    const range = contentRange(second, body)
    const path = fromCodeList(body.slice(...contentRange(first, body)))[0] ?? ''
    const next = replace(path, body.slice(...range))
    result = result.slice(0, range[0]) + next + result.slice(range[1])
  }
  return result
}

/** Offsets of a cell's text; an empty cell gives the place after its opening pipe. */
function contentRange(cell: TableCell, body: string): [number, number] {
  const start = cell.children[0]?.position?.start.offset
  const end = cell.children.at(-1)?.position?.end.offset
  if (start !== undefined && end !== undefined) return [start, end]
  const from = cell.position?.start.offset ?? 0
  const inside = body[from] === '|' ? from + 1 : from
  return [inside + (body[inside] === ' ' ? 1 : 0), inside + (body[inside] === ' ' ? 1 : 0)]
}
