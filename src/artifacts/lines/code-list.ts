import {takeCodeSpan, toCodeSpan} from './code-span.ts'

/** `` `a`, `b` ``; nothing for an empty list. */
export function toCodeList(names: readonly string[]): string {
  return names.map(toCodeSpan).join(', ')
}

/** The contents of every code span in a line of Markdown, in order. */
export function fromCodeList(text: string): string[] {
  const names: string[] = []
  for (let rest = text; rest !== ''; ) {
    const start = rest.indexOf('`')
    if (start < 0) break
    const span = takeCodeSpan(rest.slice(start))
    if (!span) break
    names.push(span.value)
    rest = span.rest
  }
  return names
}
