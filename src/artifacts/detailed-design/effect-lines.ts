import type {EffectRow, VariableRow} from '../detailed-design.ts'
import {fromCodeList, toCodeList} from '../lines/code-list.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'

/** `` file built-ins: `src/a.ts:1`, `src/b.ts:3` and 2 more ``. */
export function toEffect({effect, places, more}: EffectRow): string {
  const shown = toCodeList(places.map(({path, line}) => `${path}:${line}`))
  return `${effect}: ${shown}${more === 0 ? '' : ` and ${more} more`}`
}

/** The inverse of {@link toEffect}; nothing for another line. */
export function fromEffect(line: string): EffectRow[] {
  const [, effect, rest = ''] = /^([a-z][a-z -]*): (`.*)$/.exec(line) ?? []
  if (effect === undefined) return []
  const more = Number(/ and (\d+) more$/.exec(rest)?.[1] ?? 0)
  return [{effect, places: fromCodeList(rest).flatMap(toPlace), more}]
}

/** `` `HOME`, `src/a.ts:3`, default beside it ``. */
export function toVariable({name, path, line, hasDefault}: VariableRow): string {
  return `${toCodeSpan(name)}, ${toCodeSpan(`${path}:${line}`)}${hasDefault ? ', default beside it' : ''}`
}

/** The inverse of {@link toVariable}; nothing for another line. */
export function fromVariable(line: string): VariableRow[] {
  const name = takeCodeSpan(line)
  const place = takeCodeSpan(name?.rest.slice(', '.length) ?? '')
  if (!name || !place) return []
  return toPlace(place.value).map(at => ({name: name.value, ...at, hasDefault: place.rest !== ''}))
}

function toPlace(text: string): {path: string; line: number}[] {
  const [, path, line] = /^(.*):(\d+)$/.exec(text) ?? []
  return path === undefined ? [] : [{path, line: Number(line)}]
}
