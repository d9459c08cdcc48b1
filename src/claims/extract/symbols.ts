import type {Certainty, Claim} from '../claim.ts'
import {isCodeName} from '../code-name.ts'
import {type Passage, type Run, type Sentence, sentencesOf} from '../passage.ts'
import {isFileName, isPathLike} from '../path-like.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {positionAt, toClaim} from './rule.ts'

/** Code spans that name a declaration, with the file or folder that the text gives them as home. */
export function extractSymbols(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || !isAssertedIntro(passage.intro)) return []
  return sentencesOf(passage).flatMap(sentence => {
    if (!isAsserted(sentence.text)) return []
    return [...fromCode(passage, doc, sentence), ...fromProse(passage, doc, sentence)]
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
function fromProse(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const home = homeOf(passage, sentence, undefined)
  if (home.object === undefined) return []
  const names =
    /(?<![\w./@-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z]+\.[a-z]+(?:[A-Z][a-z]+){2,}|[a-z]+(?:[A-Z][a-z]+){2,})(?![\w/-]|\.\w)/g
  return sentence.runs.flatMap(run => {
    if (run.type !== 'text') return []
    return [...run.text.matchAll(names)].map(({0: name, index}) => {
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
  const stated = run && statedHome(sentence, run)
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

/** `a.ts` (`name`), `name` (`a.ts`), `name` in `a.ts`, `a.ts` exports `name`, `a.ts#name`. */
function statedHome({text, start, runs}: Sentence, run: Run): string | undefined {
  const naming = runs.filter(({type}) => type !== 'text')
  const index = naming.indexOf(run)
  const [before, after] = [naming[index - 1], naming[index + 1]]
  const between = (one: Run, other: Run) => text.slice(one.end - start, other.start - start)
  if (before && isFileName(before.text) && isPathLike(before.text)) {
    const words = between(before, run)
    if (/^\s*\($/.test(words) && text[run.end - start] === ')') return before.text
    if (declares.test(words)) return before.text
  }
  if (after && isFileName(after.text) && isPathLike(after.text)) {
    const words = between(run, after)
    if (/^\s*\($/.test(words) && text[after.end - start] === ')') return after.text
    if (livesIn.test(words)) return after.text
  }
  return undefined
}
