/** A tiny repository and where its imports lead. */
export interface ResolutionCase {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  /** Link to target, as an installation makes them; root-relative. */
  readonly links: Readonly<Record<string, string>>
  /** As `from:line specifier -> to kind flags…`, `… = package` or `…: cause`, sorted. */
  readonly expected: readonly string[]
  /** Lines of `expected` on which TypeScript's own resolution says something else, and why: `line # reason`. */
  readonly others: readonly string[]
}

/**
 * The cases of a page: a `##` heading, fenced files (`ts title=src/a.ts`), empty files by name (`files`), and what is
 * expected (`edges`).
 */
export function readCases(page: string): ResolutionCase[] {
  return page
    .split(/^## /m)
    .slice(1)
    .map(section => {
      const fences = [...section.matchAll(/^```(\S+)(?: title=(\S+))?\n([\s\S]*?)^```$/gm)]
      const linesOf = (language: string) =>
        fences.filter(fence => fence[1] === language).flatMap(fence => toLines(fence[3] ?? ''))
      const titled = fences.flatMap(fence => (fence[2] === undefined ? [] : [[fence[2], fence[3] ?? '']]))
      return {
        title: section.slice(0, section.indexOf('\n')),
        files: {
          ...Object.fromEntries(linesOf('files').map(path => [path, ''])),
          ...Object.fromEntries(titled)
        },
        links: Object.fromEntries(linesOf('links').map(line => line.split(' -> '))),
        expected: linesOf('edges').sort(),
        others: linesOf('typescript')
      }
    })
}

function toLines(text: string): string[] {
  return text.split('\n').filter(line => line !== '')
}
