import {parseFragment} from '../../markdown/parse.ts'
import type {KeyTypeUse} from '../detailed-design.ts'
import {readItems, toBullets} from '../lines/bullets.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'

/** The key types with their places and how many modules import each, as Markdown lines. */
export function toKeyTypesBody(rows: readonly KeyTypeUse[]): string[] {
  return [
    '## Key types',
    '',
    'By the modules that import them by name, through whatever barrel, tests left out. A module that takes a whole namespace is not counted, so each figure is a lower bound.',
    '',
    ...toBullets(rows.map(toUse))
  ]
}

/** The inverse of {@link toKeyTypesBody}. */
export function fromKeyTypesBody(body: string): KeyTypeUse[] {
  return readItems(parseFragment(body), body).flatMap(fromUse)
}

function toUse({name, path, line, modules}: KeyTypeUse): string {
  return `${toCodeSpan(name)}, ${toCodeSpan(`${path}:${line}`)}: at least ${modules}`
}

function fromUse(text: string): KeyTypeUse[] {
  const name = takeCodeSpan(text)
  const place = takeCodeSpan(name?.rest.slice(', '.length) ?? '')
  const [, path, line] = /^(.*):(\d+)$/.exec(place?.value ?? '') ?? []
  const modules = /^: at least (\d+)$/.exec(place?.rest ?? '')?.[1]
  if (!name || path === undefined || modules === undefined) return []
  return [{name: name.value, path, line: Number(line), modules: Number(modules)}]
}
