const MAX_LENGTH = 60

/**
 * Source text as a Markdown code span of one line and at most 60 characters of code.
 * The fence is longer than any run of backticks inside, as CommonMark asks (section 6.1).
 */
export function excerpt(text: string): string {
  // A break after a bracket is layout of many lines; in one line it is a hole.
  const line = text
    .replace(/([([{])\s*\n\s*|\s*\n\s*([)\]}])/g, '$1$2')
    .replace(/\s+/g, ' ')
    .trim()
  const short = line.length > MAX_LENGTH ? `${cut(line, MAX_LENGTH - 1)}…` : line
  const longest = Math.max(0, ...(short.match(/`+/g) ?? []).map(run => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = short.startsWith('`') || short.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${short}${pad}${fence}`
}

/** Cuts without leaving half of a surrogate pair. */
function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length).trimEnd()
}
