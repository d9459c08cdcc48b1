const longest = 110
/** Of the first of several numbered sentences. */
const ordinal = /^\d+\\?[.)]\s+/
/** Words: what is left of a cut must still say something. */
const fewest = 3

/**
 * The first clause of a sentence as a title: no full stop, lower case. One of more than 110 characters ends at an
 * earlier comma or colon, if it has one: a title is never broken off.
 */
export function toTitle(text: string): string {
  const sentence = upTo(/[.;]/, text.replace(ordinal, ''))
  const clause = sentence.length <= longest ? sentence : shorten(sentence)
  return lowerFirst(clause)
}

/** What stands before the first such mark that a blank or the end follows, code looked over. */
function upTo({source}: RegExp, text: string): string {
  const clause = new RegExp(`^(?:\`[^\`]*\`|[^\`])*?(?=(?:${source})(?:\\s|$)|$)`).exec(text)?.[0] ?? text
  return clause.trim()
}

function shorten(text: string): string {
  const clause = upTo(/[,:]/, text)
  return clause.split(' ').length < fewest ? text : clause
}

/** The text without its final full stop. */
export function withoutStop(text: string): string {
  return text.replace(/(?<!\.)\.$/, '')
}

/** Lower case for a first word that is plainly no name. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]*(?:\s|,|$)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
