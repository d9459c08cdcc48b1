import {parseFragment} from '../markdown/parse.ts'

/** The body with each heading one level deeper; one at level 6 stays. */
export function deepenHeadings(body: string): string {
  return editHeadings(body, line => (/^ {0,3}#{1,5}(?!#)/.test(line) ? line.replace('#', '##') : line))
}

/** The body with each heading one level up; one at level 1 stays. */
export function raiseHeadings(body: string): string {
  return editHeadings(body, line => line.replace('##', '#'))
}

/** Only a heading at the top level of the body, not one in a list, a quotation or code; underlined ones stay. */
function editHeadings(body: string, edit: (line: string) => string): string {
  let result = body
  for (const node of parseFragment(body).children.toReversed()) {
    if (node.type !== 'heading') continue
    const start = node.position?.start.offset ?? 0
    const end = node.position?.end.offset ?? 0
    result = result.slice(0, start) + edit(result.slice(start, end)) + result.slice(end)
  }
  return result
}
