import type {Mention} from './mentions.ts'

/**
 * Who a verb speaks of. `named`: the mentions right before it. `it`: a pronoun or nothing, so what leads the item, row or
 * section. `words`: a group or thing in plain words. `open`: something the clause says otherwise.
 */
export type Subject =
  | {readonly kind: 'named'; readonly mentions: readonly Mention[]; readonly loose: boolean}
  | {readonly kind: 'it'; readonly how: 'pronoun' | 'nothing'}
  | {readonly kind: 'words'; readonly text: string}
  | {readonly kind: 'open'; readonly modal: boolean}

const gloss = '(?:\\s*\\([^()]*\\))?'
const noun =
  '(?:[*_]*\\s+(?:class|module|package|folder|layer|file|component|app|application|script|service|command|folders|modules|packages|files|layers))?'
const adverbs =
  '(?:(?:also|only|directly|simply|then|internally|itself|themselves|always|currently|both|each|all|mainly|mostly|primarily|in turn|now|just|already|further|heavily|thus)\\s+)*'
const list = `(◆+${gloss}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+(?:and|&|\\+)\\s+)(?:the\\s+)?◆+${gloss})*)`
const named = new RegExp(
  `${list}${noun}\\s*(?:,?\\s*(?:which|that|who)\\s+|[—–:]\\s*|-{1,2}\\s+|\\s+)${adverbs}$`,
  'i'
)
const boundary = /[.;:!?(]|,|—|–|\s-{1,2}\s|\b(?:and|but|so|while|whereas|which|that|then)\b/gi
const pronoun =
  /^\W*(?:it|they|this|these|which|that|(?:this|the|each) (?:file|module|package|folder|class|layer|component|object|function|hook|script|one))\s+$/i
const modal =
  /\b(?:can|could|may|might|must|should|shall|will|would|to|cannot|please|do|does|did|let|lets|let's)\s+(?:\w+ly\s+|also\s+|only\s+)?$/i
const condition = /^\W*(?:if|when|whenever|once|while|where|until|before|after|unless|whether|in case)\b/i
const group = /^[\s*_"'([-]*((?:[A-Za-z][\w-]*,?\s+){0,5}[A-Za-z][\w-]*)\s+$/i

/** A mention with an aside after it: "`a` (used by `b`)", "`a`, used by `b`". */
const aside = new RegExp(`◆${noun}\\s*[,(]\\s*${adverbs}$`, 'i')

/** Finds the subject of the verb that starts at `at`. */
export function subjectBefore(
  masked: string,
  at: number,
  mentions: readonly Mention[],
  passive: boolean
): Subject {
  const before = masked.slice(0, at)
  const annotated = passive && aside.test(before) ? mentions.findLast(({end}) => end <= at) : undefined
  if (annotated) return {kind: 'named', mentions: [annotated], loose: false}
  if (modal.test(before)) return {kind: 'open', modal: true}
  const holder = holderOf(before, mentions)
  if (holder && new RegExp(`[(]\\s*(?:(?:it|which)\\s+)?${adverbs}$`, 'i').test(before))
    return {kind: 'named', mentions: [holder], loose: false}
  const clause = before.slice(clauseStart(before))
  if (condition.test(clause)) return {kind: 'open', modal: true}
  const direct = named.exec(before)
  if (direct) return namedSubject(before, direct, mentions)
  if (new RegExp(`^\\W*${adverbs}$`, 'i').test(clause)) return {kind: 'it', how: 'nothing'}
  const bare = clause.replace(new RegExp(`${adverbs}$`, 'i'), '')
  if (pronoun.test(bare)) return {kind: 'it', how: 'pronoun'}
  const words = group.exec(before.replace(new RegExp(`${adverbs}$`, 'i'), ''))
  return words?.[1] === undefined ? {kind: 'open', modal: false} : {kind: 'words', text: words[1]}
}

/** The mention whose parentheses are open: "`a.ts` (parses with". */
export function holderOf(before: string, mentions: readonly Mention[]): Mention | undefined {
  const open = before.lastIndexOf('(')
  if (open < 0 || before.indexOf(')', open) >= 0) return undefined
  const outside = before.slice(0, open)
  return new RegExp(`◆${noun}\\s*$`, 'i').test(outside)
    ? mentions.findLast(({end}) => end <= open)
    : undefined
}

/** Offset after the last mark or joining word at which another clause may begin. */
function clauseStart(before: string): number {
  let start = 0
  for (const found of before.matchAll(boundary)) start = found.index + found[0].length
  return start
}

function namedSubject(before: string, found: RegExpExecArray, mentions: readonly Mention[]): Subject {
  const {index, 1: written = ''} = found
  const isListed = ({start, end}: Mention) =>
    start >= index && end <= index + written.length && !isInParentheses(written, start - index)
  const all = mentions.filter(isListed)
  // "In `a`, `b` uses `c`" is no list: only joined with "and" do several things act.
  const joined = /◆[^◆]*\b(?:and)\b|◆\s*[&+]\s*◆/i.test(written.replace(/\([^()]*\)/g, ''))
  const acting = joined ? all : all.slice(-1)
  const first = acting[0]
  const leading = before.slice(0, first?.start ?? index)
  return {kind: 'named', mentions: acting, loose: isPartOf(leading)}
}

function isInParentheses(text: string, at: number): boolean {
  const before = text.slice(0, at)
  return before.split('(').length > before.split(')').length
}

/** Whether the words before a mention make it a part of another thing: "the types of `a`". "Files in `a`" act as `a` does. */
function isPartOf(leading: string): boolean {
  if (
    !/\b(?:of|in|from|for|with|to|by|on|via|than|into|between|inside|within|under|as|like|and|using|through)\s+(?:the\s+|its\s+|an?\s+)?$/i.test(
      leading
    )
  )
    return false
  return !/\b(?:code|files?|modules?|everything|anything|components|packages|functions|scripts)\s+(?:of|in|inside|under|within|from)\s+(?:the\s+)?$/i.test(
    leading
  )
}
