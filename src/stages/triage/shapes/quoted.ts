/** The words of a text that match, with at most three before them and without markup: a few words to quote. */
export function quoted(text: string, pattern: RegExp): string {
  const match = pattern.exec(text)
  if (!match) return ''
  const before = text.slice(0, match.index).trim().split(/\s+/).slice(-3)
  return [...before, match[0].trim()]
    .join(' ')
    .replace(/[`*_"]/g, '')
    .trim()
}
