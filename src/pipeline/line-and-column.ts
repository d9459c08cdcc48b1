/** Where an offset in UTF-16 code units lies, both 1-based. CRLF counts as one line break. */
export function lineAndColumn(text: string, offset: number): {line: number; column: number} {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return {line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1}
}
