import {imperative} from './verbs.ts'

/** Sentences that point elsewhere and ask for nothing. */
const aside =
  /^(?:_?(?:spec|see|refs?|note|related|context|depends(?: on)?|requirements?|boundary|source|background|links?|why|leverage|acceptance|estimate|files?|done when|github issue)\b[^`]{0,20}?:|see\b|e\.g\.|i\.e\.|github issue #\d+\.?$|https?:\/\/\S+$)/i

/** `so that …` says what for; up to a place that follows it. */
const purpose = /,?\s+so (?:that|a|an|the|it|we|they|users?)\s[^+·—|.;]*(?=\s[+·—|]\s|[.;]|$)/g

/** A last remark in italics after a dash tells how things stand. */
const remark = /\s[—–]\s+([_*])(?!\1)\S[\s\S]*\1\.?$/
/** Examples are one way to do it. */
const examples = /\s*\((?:e\.g\.|for example|for instance|such as|like)[^()]*\)/gi

/**
 * Splits an item into clauses: numbered parts, semicolons, sentences, sub-bullets, and `and` or a comma before an imperative.
 * Code spans and quotes are never split. Ids, labels and asides are left out. At least one clause unless the item is empty.
 */
export function splitClauses(item: string): string[] {
  const {masked, restore} = maskSpans(stripLabels(item))
  const work = masked.replace(purpose, '').replace(remark, '').replace(examples, '')
  const parts = splitOutside(work)
    .flatMap(splitImperatives)
    .map(part => stripLabels(part.trim().replace(/[.;,]+$/, '')))
    .filter(part => part !== '')
  const clauses = parts.map(restore)
  const asking = clauses.filter(clause => !aside.test(clause))
  return asking.length > 0 ? asking : clauses
}

/** Takes ids (`T001`, `**H-21**`), labels (`[P]`, `[US1]`, `(P)`) and conventional prefixes (`feat:`) off the front. */
export function stripLabels(text: string): string {
  const label =
    /^(?:(?:\*\*|__)?(?:[A-Z]{1,10}(?:[-.]?\d+)(?:\.\d+)*[a-z]?|\d+(?:\.\d+)+|\d{1,3}\.|#\d+)(?:\*\*|__)?[:.)]?\s+|\[[A-Z]{1,4}\d*\]\s+|\([A-Z]\)\s+|\(\d{1,2}\)\s+|(?:feat|fix|chore|refactor|perf|bug|todo)(?:\([^)]*\))?:\s+|\*\*[^*]{1,40}:?\*\*:?\s+)/
  let rest = text.trim()
  for (let match = label.exec(rest); match; match = label.exec(rest)) rest = rest.slice(match[0].length)
  return rest
}

/** Splits where a new part begins, unless a parenthesis is open there. */
function splitOutside(text: string): string[] {
  const parts: string[] = []
  let start = 0
  for (const match of text.matchAll(/;\s+|\s-\s(?=\S)|\s\(\d{1,2}\)\s|[.!?]\s+(?=[A-Z\uE000])|\n/g)) {
    if (insideParentheses(text, match.index)) continue
    parts.push(text.slice(start, match.index))
    start = match.index + match[0].length
  }
  return [...parts, text.slice(start)]
}

function splitImperatives(part: string): string[] {
  const pieces: string[] = []
  let start = 0
  for (const match of part.matchAll(/(?:,\s+(?:and\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?|\s+then\s+)/g)) {
    const rest = part.slice(match.index + match[0].length)
    if (!imperative.test(rest) || insideParentheses(part, match.index)) continue
    pieces.push(part.slice(start, match.index))
    start = match.index + match[0].length
  }
  return [...pieces, part.slice(start)]
}

function insideParentheses(text: string, offset: number): boolean {
  const before = text.slice(0, offset)
  return before.split('(').length > before.split(')').length
}

/** Puts a stand-in for each code span and quotation, so that their punctuation splits nothing. */
function maskSpans(text: string): {masked: string; restore(part: string): string} {
  const spans: string[] = []
  const masked = text.replace(
    /(`+)(?:(?!\1)[\s\S])+\1|"[^"\n]*"|“[^”\n]*”/g,
    span => `\uE000${spans.push(span) - 1}\uE001`
  )
  const restore = (part: string) =>
    part.replace(/\uE000(\d+)\uE001/g, (_, index) => spans[Number(index)] ?? '')
  return {masked, restore}
}
