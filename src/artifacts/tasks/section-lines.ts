/** A line of a section and where it stands, 1-based. */
export interface SectionLine {
  readonly line: number
  /** Without what is masked. */
  readonly text: string
}

/** What stands below the heading with this name up to the next of its level or above, from masked lines; empty without it. */
export function sectionLines(lines: readonly string[], name: string): SectionLine[] {
  const levels = lines.map(line => /^ {0,3}(#{1,6})[ \t]/.exec(line)?.[1]?.length)
  const start = lines.findIndex((line, index) => levels[index] !== undefined && isNamed(line, name))
  if (start < 0) return []
  const isEnd = (level: number | undefined, index: number) =>
    index > start && level !== undefined && level <= (levels[start] ?? 0)
  const end = levels.findIndex(isEnd)
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .map((text, index) => ({line: start + 2 + index, text: text.replaceAll('\0', '')}))
}

/** The section's Markdown. */
export function sectionText(section: readonly SectionLine[]): string {
  return section
    .map(({text}) => text)
    .join('\n')
    .trim()
}

function isNamed(line: string, name: string): boolean {
  const title = line.replace(/^ {0,3}#{1,6}[ \t]+|[ \t#:]+$/g, '')
  return title.toLowerCase() === name.toLowerCase()
}
