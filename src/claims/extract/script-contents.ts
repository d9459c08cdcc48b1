import type {Claim} from '../claim.ts'
import {type Passage, type Run, type Sentence, sentencesOf} from '../passage.ts'
import {readScriptCall} from '../script-call.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {namingRuns, toClaim} from './rule.ts'

const calls = '(calls|runs|invokes|executes|wraps)'
/** Between a script and what it calls: "The `test` script simply calls the `vitest` binary". */
const stated = new RegExp(
  `^\`? (?:npm |package )?script(?: in \\S+)? (?:simply |just |only |first )?${calls} (?:the )?\`?$`,
  'i'
)
/** "`npm test` (runs `cleanup` first)" */
const first = new RegExp(`(?:^|[(—–-]\\s*)(?:it |this |which |also )?${calls} (?:the )?\`?$`, 'i')

/** What a package script is said to call. */
export function extractScriptContents(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || passage.type === 'heading' || !isAssertedIntro(passage.intro)) return []
  return sentencesOf(passage).flatMap(sentence =>
    isAsserted(sentence.text) ? fromSentence(passage, doc, sentence) : []
  )
}

function fromSentence(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const {text, start, runs} = sentence
  const named = namingRuns(runs).filter(({type}) => type === 'code')
  return named.flatMap((what, index) => {
    const script = named[index - 1]
    const words = script
      ? text.slice(script.end - start, what.start - start)
      : text.slice(0, what.start - start)
    const after = text.slice(what.end - start)
    const [, plain] = (script && stated.exec(words)) || []
    if (script && plain !== undefined && /^[\w:.-]+$/.test(script.text))
      return [contents(passage, doc, what, script.text, plain, '')]
    const isFirst = /^`?\s+first\b/i.test(after)
    const [, verb] = (isFirst && first.exec(words)) || []
    const subject = script?.text ?? headingScript(passage)
    if (verb === undefined || subject === undefined || !readScriptCall(subject)) return []
    return [contents(passage, doc, what, subject, verb, ' first')]
  })
}

function contents(
  passage: Passage,
  doc: string,
  what: Run,
  script: string,
  verb: string,
  order: string
): Claim {
  const object = readScriptCall(what.text)?.script ?? what.text
  const subject = `${script} ${verb.toLowerCase()} ${object}${order}`
  return toClaim(passage, doc, what, {kind: 'command', subject, object})
}

function headingScript({headingRuns}: Passage): string | undefined {
  const named = namingRuns(headingRuns)
  return named.length === 1 ? named[0]?.text : undefined
}
