const kinds = [
  {begin: '<!-- AC:BEGIN -->', end: '<!-- AC:END -->', heading: /^acceptance criteria\b/i},
  {begin: '<!-- DOD:BEGIN -->', end: '<!-- DOD:END -->', heading: /^definition of done\b/i}
]

/**
 * Which lines of a task of Backlog.md hold criteria: those between the markers, and of a kind without markers, as older
 * files have it, those below its heading.
 */
export function criteriaLines(lines: readonly string[]): (line: number) => boolean {
  const held = new Set<number>()
  for (const kind of kinds) {
    const marked = lines.some(line => line.trim() === kind.begin)
    let inside = false
    lines.forEach((line, index) => {
      const heading = /^ {0,3}#{1,6}[ \t]+(.*)$/.exec(line)?.[1]
      if (marked) inside = line.trim() === kind.begin || (inside && line.trim() !== kind.end)
      else if (heading !== undefined) inside = kind.heading.test(heading)
      if (inside) held.add(index + 1)
    })
  }
  return line => held.has(line)
}
