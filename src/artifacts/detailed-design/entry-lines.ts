import type {EntryRow} from '../detailed-design.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'

const named = ', named at '

/** `` route `GET /x`, `src/app.ts:3` ``, or `` bin `tool`, `src/cli.ts`, named at package.json:3 ``. */
export function toEntry({kind, name, path, line, namedIn}: EntryRow): string {
  const place =
    namedIn === undefined
      ? toCodeSpan(`${path}:${line}`)
      : `${toCodeSpan(path)}${named}${toPlace(`${namedIn}:${line}`)}`
  return `${kind} ${toCodeSpan(name)}, ${place}`
}

/** The inverse of {@link toEntry}; nothing for another line. */
export function fromEntry(text: string): EntryRow[] {
  const [, kind, rest = ''] = /^([a-z]+) (`.*)$/.exec(text) ?? []
  const name = takeCodeSpan(rest)
  const first = takeCodeSpan(name?.rest.slice(', '.length) ?? '')
  if (kind === undefined || !name || !first) return []
  const row = {kind, name: name.value}
  if (!first.rest.startsWith(named)) return placeOf(first.value).map(place => ({...row, ...place}))
  const second = first.rest.slice(named.length)
  return placeOf(takeCodeSpan(second)?.value ?? second).map(({path, line}) => ({
    ...row,
    path: first.value,
    line,
    namedIn: path
  }))
}

/** Plain text where it stays as it is: in a code span, `package.json` would be an entry of the component's folder. */
function toPlace(place: string): string {
  return /^[A-Za-z\d./:-]+$/.test(place) ? place : toCodeSpan(place)
}

function placeOf(text: string): {path: string; line: number}[] {
  const [, path, line] = /^(.*):(\d+)$/.exec(text) ?? []
  return path === undefined ? [] : [{path, line: Number(line)}]
}
