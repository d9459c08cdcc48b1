import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'

/** Lines of a file, 1-based and inclusive. */
export interface Place {
  readonly path: string
  readonly startLine: number
  readonly endLine: number
}

/** `` `src/hub/lock.ts:42-50` ``, or with one number where both lines are the same. */
export function writePlace({path, startLine, endLine}: Place): string {
  return toCodeSpan(startLine === endLine ? `${path}:${startLine}` : `${path}:${startLine}-${endLine}`)
}

/** The place that `text` starts with and what follows it. */
export function takePlace(text: string): (Place & {rest: string}) | undefined {
  const span = takeCodeSpan(text)
  const match = span && /^(.+):(\d+)(?:-(\d+))?$/.exec(span.value)
  if (!span || !match) return undefined
  const [, path = '', start, end = start] = match
  return {path, startLine: Number(start), endLine: Number(end), rest: span.rest}
}
