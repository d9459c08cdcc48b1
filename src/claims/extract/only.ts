import type {Claim} from '../claim.ts'
import type {Passage, Run, Sentence} from '../passage.ts'
import {maskNames} from './masked.ts'
import {namingRuns, positionAt, toClaim} from './rule.ts'
import {isSide, subjectBefore} from './subject.ts'

const verbs = '(?:imports?|depends? on|touch(?:es)?|uses?|accesses|access|talks? to|calls?)'
const active = new RegExp(
  `^\\s*(?:may|can|should|must|is allowed to)?\\s*${verbs}\\s+(?:from\\s+)?(?:the\\s+)?$`,
  'i'
)
const passive =
  /^\s*(?:is|are|may be|must be|can be|may|must|can|should)\s+(?:only (?:be )?imported (?:by|from|in)|(?:be )?imported only (?:by|from|in)|imported (?:by|from|in)\s+only)\s+(?:the\s+)?$/i

/** "Only `a` may import `b`", "`b` is imported only by `a`", "only `a` and `c` import `b`". */
export function fromOnly(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  return [...fromOneOnly(passage, doc, sentence), ...fromSomeOnly(passage, doc, sentence)]
}

const someOnly =
  /^[\s*_-]*only (?:the )?(◆+(?:(?:,| and|, and| or|, or) ◆+)+) (?:may |can |should |must )?(?:imports?|depends? on) (?:from )?◆+[\s.)]*$/i

function fromSomeOnly(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const named = namingRuns(sentence.runs)
  const [first] = named
  const target = named.at(-1)
  if (!first || !target || !named.every(isSide) || !someOnly.test(maskNames(sentence))) return []
  const allowed = named.slice(0, -1).map(({text}) => text)
  return [
    toClaim(passage, doc, first, {
      kind: 'absence',
      subject: `all but ${allowed.join(', ')}`,
      object: target.text
    })
  ]
}

function fromOneOnly(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const [first, second, third] = namingRuns(sentence.runs).filter(isSide)
  if (!first || !second || third) return []
  const at = (offset: number) => offset - sentence.start
  const before = sentence.text.slice(0, at(first.start))
  const words = sentence.text.slice(at(first.end), at(second.start))
  const after = sentence.text.slice(at(second.end))
  if (!/^\s*[.)]?\s*$/.test(after) || !/^[\s*_-]*(only)?\s*(the)?\s*$/i.test(before)) return []
  const pair: readonly Run[] =
    /only/i.test(before) && active.test(words) ? [first, second] : passive.test(words) ? [second, first] : []
  const [allowed, target] = pair
  if (!allowed || !target) return []
  const isUse = /\b(use|uses|access|accesses|talks?|calls?)\b/i.test(words)
  return [
    toClaim(passage, doc, first, {
      kind: 'absence',
      subject: `all but ${allowed.text}`,
      object: target.text,
      ...(isUse ? {certainty: 'implied' as const} : {})
    })
  ]
}

const nothingIn =
  /^\W*(?:nothing|no (?:file|module|code)|none of the (?:files|modules)) (?:in|under|inside) ◆+\s+(?:(?:may|ever) )?(?:imports?|depends? on|uses?) (?:from )?◆+\W*$/i
const importsNothing =
  /^[\s\W]*◆+[\s—–:-]*(?:imports|depends on|may import|must import|requires) nothing(?: else)?(?: of (?:the|this) (?:package|repository|project))?\W*$/i
const importsOnly =
  /^[\s\W]*◆+[\s—–:-]*(?:(?:may|must|can|should) )?(?:only (?:imports?|depends? on)|(?:imports?|depends? on) only|(?:imports?|depends? only on)|depends? only on)\s+(?:from )?◆+(?:(?:,| and|, and| or) ◆+)*\W*$/i

/** "`a` imports nothing", "`a` depends only on `b` and `c`", "nothing in `a` imports `b`". */
export function fromNothing(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const masked = maskNames(sentence)
  const [first, ...others] = namingRuns(sentence.runs).filter(isSide)
  if (!first) return []
  const make = (object: string) => [
    toClaim(passage, doc, first, {kind: 'absence', subject: first.text, object})
  ]
  const [second] = others
  if (nothingIn.test(masked)) return second ? make(second.text) : []
  if (importsNothing.test(masked)) return make('anything')
  if (!importsOnly.test(masked) || !/only/i.test(masked) || !second) return []
  return make(`anything but ${others.map(({text}) => text).join(', ')}`)
}

const none = '\\b(?:has|have|with|ships with) (?:no|zero) (?:other )?'
/** How a module is said to stand alone, and what is absent then. */
const alone: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`${none}(?:internal|local|workspace) (?:dependencies|imports)\\b`, 'i'), 'anything'],
  [
    new RegExp(`${none}(?:runtime|production|external|third-party|npm) dependencies\\b`, 'i'),
    'runtime dependencies'
  ],
  [/\b(?:can|may) be used (?:standalone|stand-alone|on its own)\b/i, 'other packages']
]

const zero = /(?:^|[.;:—–]\s+)\W*(?:the )?(@?[A-Za-z][\w./-]*) has (?:zero|no) (?:runtime )?dependencies\b/i

/** "Lib has zero dependencies": of the package of that name. */
export function fromZero(passage: Passage, doc: string, {text, start}: Sentence): Claim[] {
  const found = zero.exec(text.replaceAll('`', ' '))
  const word = found?.[1] ?? ''
  if (!found || /^(it|this|that|which|package|library|project|module|and)$/i.test(word)) return []
  const position = positionAt(passage, start + found.index)
  return [toClaim(passage, doc, position, {kind: 'absence', subject: word, object: 'runtime dependencies'})]
}

/** "`a` (the store) and `b` sit at the bottom with no local dependencies", "it can be used standalone". */
export function fromStandalone(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  return alone.flatMap(([pattern, object]) => {
    const found = pattern.exec(sentence.text)
    if (!found) return []
    const position = positionAt(passage, sentence.start + found.index)
    return subjectsOf(passage, sentence, found.index).map(subject =>
      toClaim(passage, doc, position, {kind: 'absence', subject, object})
    )
  })
}

/** The names of a list that starts the sentence, words in parentheses left out, else what its subject stands for. */
function subjectsOf(passage: Passage, sentence: Sentence, index: number): string[] {
  const before = {...sentence, text: sentence.text.slice(0, index)}
  const words = maskNames({...before, runs: sentence.runs.filter(({end}) => end - sentence.start <= index)})
  const bare = words.replace(/\([^()]*\)/g, gap => ' '.repeat(gap.length))
  const list = /(?:^|[:;] )[^\w◆]*(?:both )?(◆+(?:\s*(?:,|and|, and)\s*◆+)*)(?:\s+\w+){0,5}\s+$/.exec(bare)
  if (!list) {
    const subject = subjectBefore(passage, sentence, index)
    return subject ? [subject.text] : []
  }
  const from = list.index + list[0].indexOf(list[1] ?? '')
  const to = from + (list[1] ?? '').length
  const inList = ({start}: Run) => start - sentence.start >= from && start - sentence.start < to
  return namingRuns(sentence.runs)
    .filter(run => isSide(run) && inList(run) && bare[run.start - sentence.start] === '◆')
    .map(({text}) => text)
}
