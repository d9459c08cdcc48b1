/** Where a new remark may begin: a sentence, a dash, a parenthesis, the end of struck text, a label. */
const border =
  /(?<=[.!?;])\s+|\s+(?:—|–|--?)\s+|\s+\(|~~\s*|\s+(?=(?:skipped|reason|rationale|why(?: not)?)\b[^:.]{0,20}:)/gi

const reason =
  /\b(?:skipped|rejected|dropped|declined|cancell?ed|abandoned|supersed\w+|replaced|obsolete|duplicates?|already|no longer|(?:not|un)[ -]?(?:needed|necessary|worth|useful|enough|applicable)|no \w+ needed|won['’]?t (?:do|fix)|will not|wontfix|decided|out of scope|covered by|deferred|postponed|moot|because|redundant|moved to|merged into|revisit|reason|rationale|instead)\b/i

/**
 * Why a skipped item was skipped, in its author's words: from the first remark after the item's own words that gives a
 * reason to the end. Undefined when none does.
 */
export function rationaleOf(text: string): string | undefined {
  const starts = [...text.matchAll(border)].map(match => match.index + match[0].length)
  const start = starts.find((from, index) => reason.test(text.slice(from, starts[index + 1])))
  return start === undefined ? undefined : text.slice(start).replace(/\)$/, '').trim()
}

/** Whether a remark stands behind the item's own words that may be a reason: it is then not said to lack one. */
export function mayHaveRationale(text: string): boolean {
  return /\s(?:—|–|--?)\s|\s\(|~~\s*\S|[.!?]\s+\S/.test(text)
}
