import type {LinkedBlock} from './script-block.ts'

/** The `src` attribute of an opening `<script …>` tag that ends at or after `end`; undefined when it has none in quotes. */
export function linkedBlock(text: string, end: number, exports: boolean): LinkedBlock | undefined {
  const start = text.lastIndexOf('<script', end)
  const tag = start < 0 ? undefined : text.slice(start, end)
  const match = tag === undefined ? null : /\ssrc\s*=\s*("[^"]+"|'[^']+')/.exec(tag)
  const specifier = match?.[1]
  if (!match || specifier === undefined) return undefined
  const specifierEnd = start + match.index + match[0].length
  return {kind: 'linked', start, specifierStart: specifierEnd - specifier.length, specifierEnd, exports}
}
