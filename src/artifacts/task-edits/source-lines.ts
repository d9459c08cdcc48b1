/** A line of a text as it stands there. */
export interface SourceLine {
  readonly text: string
  /** `\n`, `\r\n`, `\r`, or `''` for a last line that nothing ends. */
  readonly end: string
}

/** The lines of a text; joined again they give it byte for byte. */
export function toSourceLines(text: string): SourceLine[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)]
    .map(([, line = '', end = '']) => ({text: line, end}))
    .filter(({text: line, end}, index, all) => index < all.length - 1 || line !== '' || end !== '')
}

export function joinSourceLines(lines: readonly SourceLine[]): string {
  return lines.map(({text, end}) => text + end).join('')
}
