const longest = 110

/** The first clause of a sentence as a title: no full stop, lower case, at most 110 characters. */
export function toTitle(text: string): string {
  const clause = /^(?:`[^`]*`|[^`])*?(?=[.;](?:\s|$)|$)/.exec(text)?.[0] ?? text
  return lowerFirst(shorten(clause.trim()))
}

/** The text without its final full stop. */
export function withoutStop(text: string): string {
  return text.replace(/(?<!\.)\.$/, '')
}

/** Lower case for a first word that is plainly no name. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]*(?:\s|,|$)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** Cut at a blank outside of code. */
function shorten(text: string): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, text.lastIndexOf(' ', longest))
  const inCode = (cut.match(/`/g)?.length ?? 0) % 2 === 1
  return `${(inCode ? cut.slice(0, cut.lastIndexOf('`')) : cut).trimEnd()} …`
}
