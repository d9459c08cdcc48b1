import type {Certainty, Claim} from '../claim.ts'
import {isAside} from '../clause.ts'
import {isCodeName} from '../code-name.ts'
import {type Passage, type Run, type Sentence, sentencesOf} from '../passage.ts'
import {isFileName, isPathLike} from '../path-like.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {asides, positionAt, toClaim} from './rule.ts'

/** Code spans that name a declaration, with the file or folder that the text gives them as home. */
export function extractSymbols(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || !isAssertedIntro(passage.intro)) return []
  return sentencesOf(passage).flatMap(sentence => {
    if (isAsserted(sentence.text))
      return [...fromCode(passage, doc, sentence), ...fromProse(passage, doc, sentence)]
    const {text, start} = sentence
    const runs = sentence.runs.filter(run => isAside(text, run.start - start))
    const isCalm = (offset: number) => isAside(text, offset)
    return asides([
      ...fromCode(passage, doc, {text, start, runs}),
      ...fromProse(passage, doc, sentence, isCalm)
    ])
  })
}

function fromCode(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  return sentence.runs.flatMap(run => {
    if (run.type !== 'code' || !isCodeName(run.text) || isPathLike(run.text)) return []
    const home = homeOf(passage, sentence, run)
    return [toClaim(passage, doc, run, {kind: 'symbol', subject: run.text, ...home})]
  })
}

/** Names of three or more parts in plain prose (`FRAGMENT_LOAD_ERROR`, `config.retryDelayMs`) are no words. */
function fromProse(
  passage: Passage,
  doc: string,
  sentence: Sentence,
  holds: (offset: number) => boolean = () => true
): Claim[] {
  const home = homeOf(passage, sentence, undefined)
  const names =
    /(?<![\w./@-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z]+\.[a-z]+(?:[A-Z][a-z]+){2,}|[a-z]+(?:[A-Z][a-z]+){2,})(?![\w/-]|\.\w)/g
  return sentence.runs.flatMap(run => {
    if (run.type !== 'text') return []
    return [...run.text.matchAll(names)].flatMap(({0: name, index}) => {
      // Without a place only a member of something is hardly a word.
      if (home.object === undefined && !name.includes('.')) return []
      if (!holds(run.start + index - sentence.start)) return []
      const position = positionAt(passage, run.start + index)
      return toClaim(passage, doc, position, {kind: 'symbol', subject: name, ...home, certainty: 'implied'})
    })
  })
}

interface Home {
  readonly object?: string
  readonly certainty?: Certainty
}

/** Where the text says a name is at home: in words beside it, else by the path that leads its item, row or section. */
function homeOf(passage: Passage, sentence: Sentence, run: Run | undefined): Home {
  const stated =
    run && (homeInColumn(passage, run) ?? statedHome(sentence, run) ?? homeOfLead(passage, sentence, run))
  if (stated !== undefined) return {object: stated}
  const lead =
    passage.leads.find(({text}) => isPathLike(text)) ??
    passage.headingRuns.find(({type, text}) => type !== 'text' && isPathLike(text))
  const others = sentence.runs.filter(
    ({type, text}) => type !== 'text' && isPathLike(text) && text !== lead?.text
  )
  // A second path in the sentence leaves open which of them is meant.
  if (!lead || others.length > 0) return {}
  return {object: lead.text, certainty: 'implied'}
}

const declares =
  /^`?[\s—–:-]*(?:(?:file|module|which|that|it)\s+)*(?:only\s+)?(?:exports?|defines?|declares?|exposes?|contains?|holds?|implements?|provides?)\s+(?:(?:a|an|the|its|class|function|type|interface|hook|component|enum|constant|method|helper|both|public|main|single)\s+)*`?$/i
const livesIn =
  /^`?\s*(?:(?:class|function|type|interface|hook|component|enum|constant|method|helper)\s+)?(?:(?:is|are)\s+)?(?:(?:defined|declared|exported|implemented|lives?|found|located)\s+)?(?:in|from)\s+(?:the\s+)?(?:file\s+|module\s+)?`?$/i

const more = /^`?\s*(?:,|and|or|,\s*and|&)\s*(?:the\s+)?`?$/i
const declaringColumn =
  /^((main|key|public|named) )?(exports?|declares|defines|declarations|symbols|public api)$/i
const declaring = /^\W*(?:exports?|defines?|declares?|exposes?|implements?|provides?)\s+(?:the\s+)?`?$/i

/** The module of a row, for names below a heading such as `exports`. */
function homeInColumn({type, cells, leads: [lead]}: Passage, run: Run): string | undefined {
  if (type !== 'row' || !lead || !isPathLike(lead.text)) return undefined
  const cell = cells.find(({runs}) => runs.includes(run))
  return cell && cell !== cells[0] && declaringColumn.test(cell.header.trim()) ? lead.text : undefined
}

/** "Declares `a`, `b` and `c`", below the heading or in the item of a file. */
function homeOfLead(passage: Passage, {text, start, runs}: Sentence, run: Run): string | undefined {
  const lead = passage.leads[0] ?? passage.headingRuns.find(({type}) => type !== 'text')
  if (!lead || !isFile(lead.text)) return undefined
  const list = listBefore(runs, run, text, start)
  const [first] = list
  return first && declaring.test(text.slice(0, first.start - start)) ? lead.text : undefined
}

/** The names of the list that a name ends, itself included. */
function listBefore(runs: readonly Run[], run: Run, text: string, start: number): Run[] {
  const naming = runs.filter(({type}) => type !== 'text')
  let first = naming.indexOf(run)
  for (let before = naming[first - 1]; before; before = naming[first - 1]) {
    const next = naming[first]
    if (!next || !isCodeName(before.text) || !more.test(text.slice(before.end - start, next.start - start)))
      break
    first--
  }
  return naming.slice(first, naming.indexOf(run) + 1)
}

/** `a.ts` (`name`), `name` (`a.ts`), `name` in `a.ts`, `a.ts` exports `name`, `a.ts#name`. */
function statedHome(sentence: Sentence, run: Run): string | undefined {
  const {text, start, runs} = sentence
  const naming = runs.filter(({type}) => type !== 'text')
  const index = naming.indexOf(run)
  const [before, after] = [naming[index - 1], naming[index + 1]]
  const between = (one: Run, other: Run) => text.slice(one.end - start, other.start - start)
  if (before && isFile(before.text)) {
    const words = between(before, run)
    if (/^\s*\($/.test(words) && text[run.end - start] === ')') return before.text
    if (declares.test(words)) return before.text
  }
  const [first] = listBefore(runs, run, text, start)
  const owner = first && first !== run ? naming[naming.indexOf(first) - 1] : undefined
  if (first && owner && isFile(owner.text) && declares.test(between(owner, first))) return owner.text
  if (after && isFile(after.text)) {
    const words = between(run, after)
    if (/^\s*\($/.test(words) && text[after.end - start] === ')') return after.text
    if (livesIn.test(words)) return after.text
  }
  return after && isCodeName(after.text) && more.test(between(run, after))
    ? sharedHome(sentence, after)
    : undefined
}

/** "`a` and `b` in `c.ts`": a list before its home; one in parentheses is that of the last name alone. */
function sharedHome({text, start, runs}: Sentence, run: Run): string | undefined {
  const naming = runs.filter(({type}) => type !== 'text')
  const after = naming[naming.indexOf(run) + 1]
  if (!after) return undefined
  const words = text.slice(run.end - start, after.start - start)
  if (isFile(after.text)) return livesIn.test(words) ? after.text : undefined
  return isCodeName(after.text) && more.test(words) ? sharedHome({text, start, runs}, after) : undefined
}

/** Whether a text is the path of a file, perhaps with a line: `src/a.ts:42`. */
function isFile(text: string): boolean {
  return isPathLike(text) && isFileName(text.replace(/(#L\d+(-L\d+)?|:\d+(-\d+)?)$/, ''))
}
