/** Words with the code spans in them whole. */
const word = /(?:(`+)[\s\S]*?\1(?!`)|\S)+/g
/** What would begin a list, heading, quote, table, rule or fence at the start of a line. */
const markup = /^(?:[-+*#>|=~]|\d{1,9}[.)]|`{3})/

/** Breaks a paragraph of Markdown into lines of at most `width` columns, except where a break would change its meaning. */
export function wrapParagraph(text: string, width: number): string[] {
  const lines: string[] = []
  for (const [part] of text.matchAll(word)) {
    const line = lines.at(-1)
    if (line === undefined) lines.push(part)
    else if (line.length + 1 + part.length <= width || markup.test(part))
      lines[lines.length - 1] = `${line} ${part}`
    else lines.push(part)
  }
  return lines
}
