import type {Claim} from '../claim.ts'
import {type Cell, type Passage, type Sentence, sentencesOf} from '../passage.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {assertedPart} from './relation/denial.ts'
import type {ReadEdge} from './relation/lead.ts'
import {markMentions} from './relation/mentions.ts'
import {relatedEdges} from './relation/related-edges.ts'
import {subclassEdges} from './relation/subclasses.ts'
import {towardsEdges} from './relation/towards-edges.ts'
import {toClaim} from './rule.ts'

/** Sentences in which one named thing is said to import, use, call or depend on another. */
export function extractEdges(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || passage.type === 'heading' || !isAssertedIntro(passage.intro)) return []
  const parts = passage.type === 'row' ? passage.cells.slice(1).map(toPart) : [passage]
  const found = parts.flatMap(part => readPart(passage, sentencesOf(part).flatMap(splitLowerCase)))
  const distinct = found.filter(
    ({from, to}, index) => from !== to && found.findIndex(one => one.from === from && one.to === to) === index
  )
  return distinct.map(({from, to, at, certainty}) =>
    toClaim(passage, doc, at, {
      kind: 'edge',
      subject: from,
      object: to,
      ...(certainty === 'stated' ? {} : {certainty})
    })
  )
}

function readPart(passage: Passage, sentences: readonly Sentence[]): ReadEdge[] {
  return sentences.flatMap((sentence, index) => {
    const text = assertedPart(sentence.text)
    if (text.trim() === '' || /\?\s*$/.test(text) || !isAsserted(text)) return []
    const marked = markMentions({...sentence, text}, passage)
    if (marked.mentions.length === 0 && passage.leads.length === 0) return []
    const before = sentences[index - 1]
    return [
      ...relatedEdges({passage, marked, first: index === 0}),
      ...subclassEdges({marked, before: before && markMentions(before, passage)}),
      ...towardsEdges({passage, marked})
    ]
  })
}

/** Sentences that go on after a full stop in lower case: "is raised by `a`. this error is fatal". */
function splitLowerCase({text, start, runs}: Sentence): Sentence[] {
  const ends = [
    ...text.matchAll(/[.!](?=\s+(?:this|it|in|an?|the|when|if|these|they|each|all|used|needed)\s)/g)
  ]
  const bounds = [0, ...ends.map(({index}) => index + 1), text.length]
  return bounds.slice(1).map((end, index) => {
    const from = bounds[index] ?? 0
    const inside = runs.filter(run => run.end > start + from && run.start < start + end)
    return {text: text.slice(from, end), start: start + from, runs: inside}
  })
}

/** A cell with offsets into its own text. */
function toPart({text, runs}: Cell): Pick<Passage, 'text' | 'runs'> {
  const offset = runs[0]?.start ?? 0
  return {text, runs: runs.map(run => ({...run, start: run.start - offset, end: run.end - offset}))}
}
