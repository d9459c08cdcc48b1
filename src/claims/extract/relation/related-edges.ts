import type {Certainty} from '../../claim.ts'
import type {Passage} from '../../passage.ts'
import {wholeProject} from '../../whole-project.ts'
import {positionAt} from '../rule.ts'
import {glossed} from './gloss.ts'
import {leadOf, type ReadEdge} from './lead.ts'
import type {MarkedSentence, Mention} from './mentions.ts'
import {speaksOfProject} from './project.ts'
import {isInstruction, type Relation, readRelations} from './read-relations.ts'

interface Reading {
  readonly passage: Passage
  readonly marked: MarkedSentence
  /** Whether the sentence is the first of its passage. */
  readonly first: boolean
}

interface Actor {
  readonly texts: readonly string[]
  readonly certainty: Certainty
  readonly at?: Mention
}

/** The edges that the verbs of a sentence state. */
export function relatedEdges(reading: Reading): ReadEdge[] {
  const edges: ReadEdge[] = []
  let before: Actor | undefined
  let taken: readonly Mention[] = []
  for (const relation of readRelations(reading.marked)) {
    const actor = actorOf(withoutTaken(relation, taken), reading, before)
    taken = relation.objects
    if (!actor) continue
    if (relation.subject.kind === 'named' && !relation.passive) before = actor
    edges.push(...edgesOf(relation, actor, reading))
  }
  return edges
}

/** "`a` imports `b`, and `c` imports `d`": what the verb before took acts only where nothing else does. */
function withoutTaken(relation: Relation, taken: readonly Mention[]): Relation {
  const {subject} = relation
  if (subject.kind !== 'named') return relation
  const others = subject.mentions.filter(mention => !taken.includes(mention))
  return {
    ...relation,
    subject: {...subject, mentions: others.length > 0 ? others : subject.mentions.slice(-1)}
  }
}

function actorOf(relation: Relation, reading: Reading, before: Actor | undefined): Actor | undefined {
  const {subject, certainty} = relation
  switch (subject.kind) {
    case 'named': {
      const [at] = subject.mentions
      const isLoose = subject.loose || subject.mentions.some(({bare, foreign}) => bare || foreign)
      const texts = subject.mentions.map(({text}) => text)
      return at && {texts, certainty: isLoose ? 'aside' : certainty, at}
    }
    case 'words':
      return {texts: splitWords(subject.text), certainty: certainty === 'drawn' ? 'aside' : soft(certainty)}
    case 'it':
      return before && !relation.passive
        ? {...before, certainty: soft(certainty)}
        : leading(relation, reading)
    default:
      return subject.modal ? undefined : leading(relation, reading)
  }
}

/** What leads stands for a missing subject; how firmly depends on how near it is. */
function leading(relation: Relation, {passage, marked, first}: Reading): Actor | undefined {
  const {subject, certainty, verb} = relation
  const lead = leadOf(passage, marked)
  if (!lead) return projectAs(relation, marked.text)
  const isNear = lead.from !== 'heading' || first
  if (isInstruction(relation))
    return /import/i.test(verb) ? undefined : {texts: [lead.text], certainty: 'aside'}
  const isPlain = subject.kind === 'it' && isNear
  // The agent of "used by `b`" is named; only what is used goes without saying.
  const firm = relation.passive ? certainty : soft(certainty)
  return {texts: [lead.text], certainty: isPlain ? firm : 'aside'}
}

/** "Dynamic import of `x`", "Uses `x`" under a heading that names nothing. */
function projectAs(relation: Relation, text: string): Actor | undefined {
  const {subject, certainty, verb} = relation
  if (relation.passive || subject.kind !== 'it' || subject.how !== 'nothing' || isInstruction(relation))
    return undefined
  if (/ of$/i.test(verb)) return {texts: [wholeProject], certainty}
  return speaksOfProject(text) ? {texts: [wholeProject], certainty: 'aside'} : undefined
}

/** Without a subject beside it "uses" says no more than an arrow. */
function soft(certainty: Certainty): Certainty {
  return certainty === 'implied' ? 'drawn' : certainty
}

function splitWords(text: string): string[] {
  const parts = text.split(/\s*(?:,\s*(?:and\s+)?|\band\b)\s*/).filter(Boolean)
  // A single word would be taken for a declaration of that name.
  return parts.map(part => (/\s/.test(part) ? part : `the ${part}`))
}

function edgesOf(relation: Relation, actor: Actor, {passage}: Reading): ReadEdge[] {
  const {objects, passive, words, verb} = relation
  const others = objects.map(({text, bare, foreign}) => ({text, isLoose: bare || foreign}))
  if (words !== undefined) others.push(...wordsAs(words, passive, passage))
  const at = actor.at ?? objects[0] ?? positionAt(passage, passage.runs[0]?.start ?? 0)
  return actor.texts.flatMap(text =>
    others.map(other => {
      const [from, to] = passive ? [other.text, text] : [text, other.text]
      const isAside = other.isLoose && !(passive && /used|needed|required/i.test(verb))
      return {from, to, at, certainty: isAside ? 'aside' : actor.certainty}
    })
  )
}

function wordsAs(words: string, passive: boolean, passage: Passage): {text: string; isLoose: boolean}[] {
  if (passive) return [{text: words, isLoose: false}]
  const meant = glossed(words, passage)
  return meant === undefined ? [] : [{text: meant, isLoose: false}]
}
