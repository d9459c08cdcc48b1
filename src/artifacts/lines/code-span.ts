/** A code span that shows `text` as it is, whatever backticks it holds. Source: CommonMark 0.31, section 6.1. */
export function toCodeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(run => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const padded = /^`|`$|^ .*[^ ].* $/.test(text) ? ` ${text} ` : text
  return `${fence}${padded}${fence}`
}

/** The content of the code span at the start of `text` and what follows it. */
export function takeCodeSpan(text: string): {value: string; rest: string} | undefined {
  const match = /^(`+)(?!`)(.+?)(?<!`)\1(?!`)/.exec(text)
  const content = match?.[2]
  if (!match || content === undefined) return undefined
  const value = /^ .*[^ ].* $/.test(content) ? content.slice(1, -1) : content
  return {value, rest: text.slice(match[0].length)}
}
