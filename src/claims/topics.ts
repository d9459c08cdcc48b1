import {isCodeName} from './code-name.ts'
import {isPackageName} from './package-name.ts'
import type {Passage, Run, Topic} from './passage.ts'
import {isPathLike} from './path-like.ts'

/** Where a document says that names are at home; undefined where it gives two. */
export interface Homes {
  /** Files and folders by their last part without extension, in lower case. */
  readonly byStem: ReadonlyMap<string, string | undefined>
  /** Files and folders by the declarations that their items say they hold. */
  readonly byName: ReadonlyMap<string, string | undefined>
}

/** Headings that only say what kind of statement follows: their section is about what the heading above names. */
const generic =
  /^(rules?|constraints?|boundar(y|ies)|invariants?|restrictions?|limits?|dependenc(y|ies)|responsibilit(y|ies)|imports?|notes?)$/i

/**
 * Gives each passage what its section is about: what the heading names, at the home that an item of the document gives
 * it. `## The Linter object` is about `lib/linter/` where an item says that `lib/linter/` holds the `Linter` class.
 */
export function withTopics(passages: readonly Passage[]): Passage[] {
  const homes = homesIn(passages)
  return passages.map(passage => {
    const topic = topicOf(passage, homes)
    return {...passage, homes: homes.byStem, ...(topic ? {topic} : {})}
  })
}

function topicOf({headings, headingTrail = []}: Passage, homes: Homes): Topic | undefined {
  for (let index = headings.length - 1; index >= 0; index--) {
    const topic = fromHeading(headings[index] ?? '', headingTrail[index] ?? [], homes)
    if (topic) return topic
    if (!generic.test((headings[index] ?? '').trim())) return undefined
  }
  return undefined
}

function fromHeading(heading: string, runs: readonly Run[], homes: Homes): Topic | undefined {
  const named = runs.filter(({type}) => type !== 'text')
  const [only] = named
  if (named.length > 1) return undefined
  if (only) return fromName(only.text.trim(), homes)
  if (isPathLike(heading.trim()) && heading.includes('/')) return {text: heading.trim()}
  const words = heading
    .trim()
    .replace(/^the\s+/i, '')
    .replace(/\s+(object|class|module|package|folder|layer)$/i, '')
  const home = /^[\w-]+$/.test(words) ? homes.byStem.get(words.toLowerCase()) : undefined
  return home === undefined ? undefined : {text: home}
}

function fromName(name: string, homes: Homes): Topic | undefined {
  if (isPathLike(name)) return {text: name}
  const declaring = homes.byName.get(name)
  if (declaring !== undefined) return {text: declaring, symbol: name}
  const home = homes.byStem.get(name.toLowerCase())
  if (home !== undefined) return {text: home}
  return isPackageName(name) || isCodeName(name) ? {text: name} : undefined
}

const holds =
  /\b(?:contains?|is|holds?|defines?|implements?|provides?|exports?)\s+(?:the|an?)\s+(?:[\w-]+\s+)?`([A-Za-z_$][\w$]*)`\s+(?:class|object|function|component|interface|type)\b/g

/** The homes that the items of a document give: `lib/linter/` by its stem and by the class that it is said to hold. */
export function homesIn(passages: readonly Passage[]): Homes {
  const byStem = new Map<string, string | undefined>()
  const byName = new Map<string, string | undefined>()
  for (const {type, item, leads, text} of passages) {
    const [lead] = leads
    if (type !== 'prose' || !item || !lead || !isPathLike(lead.text)) continue
    put(byStem, stemOf(lead.text), lead.text)
    for (const [, name = ''] of text.matchAll(holds)) put(byName, name, lead.text)
  }
  return {byStem, byName}
}

/** The home of a bare name, `cli` or `Linter`; undefined when the document gives it none. */
export function homeOf(name: string, {byName, byStem}: Homes): string | undefined {
  return byName.get(name) ?? (/^[a-z][\w-]*$/.test(name) ? byStem.get(name) : undefined)
}

function put(homes: Map<string, string | undefined>, name: string, path: string): void {
  homes.set(name, homes.has(name) && homes.get(name) !== path ? undefined : path)
}

function stemOf(path: string): string {
  const bare = path.replace(/\/+$/, '')
  return bare
    .slice(bare.lastIndexOf('/') + 1)
    .replace(/(?<=.)\.\w+$/, '')
    .toLowerCase()
}
