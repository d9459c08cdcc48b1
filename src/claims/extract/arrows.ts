import type {Certainty, Claim} from '../claim.ts'
import {isCodeName} from '../code-name.ts'
import {isPackageName} from '../package-name.ts'
import type {Passage} from '../passage.ts'
import {isPathLike} from '../path-like.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {namingRuns, toClaim} from './rule.ts'

const arrow = /\s*(?:→|⟶|➜|➔|-{1,3}>|={1,2}>)\s*/
const reversed = /\s*(?:←|⟵|<-{1,3})\s*/

/** Arrows in plain code blocks and between code spans: `cli → pipeline → facts`, each end a name of one word. */
export function extractArrows(passage: Passage, doc: string): Claim[] {
  if (!isAssertedIntro(passage.intro)) return []
  if (passage.type === 'code') return isPlain(passage.lang) ? fromBlock(passage, doc) : []
  return passage.type === 'prose' ? fromSpans(passage, doc) : []
}

function isPlain(lang: string | undefined): boolean {
  return ['', 'text', 'txt', 'plaintext', 'plain', 'ascii', undefined].includes(lang)
}

function fromBlock(passage: Passage, doc: string): Claim[] {
  return passage.text.split('\n').flatMap((line, offset) => {
    const position = {line: passage.line + 1 + offset, column: 1}
    return chainOf(line).map(({from, to, isTurned}) =>
      toClaim(passage, doc, position, {
        kind: 'edge',
        subject: from,
        object: to,
        certainty: isTurned ? 'aside' : certaintyOf(from, to, passage),
        group: passage.line
      })
    )
  })
}

interface Link {
  readonly from: string
  readonly to: string
  /** Whether the arrow points to the left: then it may as well show what flows there. */
  readonly isTurned: boolean
}

/** The links of a line that is nothing but names and arrows; several names of one end are joined by commas. */
function chainOf(line: string): Link[] {
  const plain = line.replace(/\s+(?:#|\/\/).*$/, '').replace(/\s*\([^()]*\)/g, '')
  if (/[│├└┌┐┘┤┬┴┼|]/.test(plain) || arrow.test(plain) === reversed.test(plain)) return []
  const isTurned = reversed.test(plain)
  const ends = plain
    .split(new RegExp(isTurned ? reversed : arrow, 'g'))
    .map(end => end.split(',').map(name => name.trim().replace(/^[[`"']|[\]`"']$/g, '')))
  if (!ends.flat().every(isName)) return []
  const chain = isTurned ? [...ends].reverse() : ends
  return chain
    .slice(1)
    .flatMap((targets, index) =>
      (chain[index] ?? []).flatMap(from => targets.map(to => ({from, to, isTurned})))
    )
}

function isName(text: string): boolean {
  return text !== '' && (isPathLike(text) || isPackageName(text) || isCodeName(text))
}

/** "`ui` → `domain` → `base`" */
function fromSpans(passage: Passage, doc: string): Claim[] {
  const named = namingRuns(passage.runs)
  const offset = passage.runs[0]?.start ?? 0
  if (!isAsserted(passage.text)) return []
  return named.slice(1).flatMap((to, index) => {
    const from = named[index]
    const between = from ? passage.text.slice(from.end - offset, to.start - offset) : ''
    if (!from || !new RegExp(`^${arrow.source}$`).test(between) || !isName(from.text) || !isName(to.text))
      return []
    return [
      toClaim(passage, doc, from, {
        kind: 'edge',
        subject: from.text,
        object: to.text,
        certainty: certaintyOf(from.text, to.text, passage)
      })
    ]
  })
}

/**
 * Arrows tell of calls, data and renames as well: only where the text speaks of dependencies do they mean these, and between
 * declarations they tell of a run that an import may bear out.
 */
function certaintyOf(from: string, to: string, {heading, intro}: Passage): Certainty {
  const areModules = [from, to].every(end => isPathLike(end) || isPackageName(end))
  if (!areModules) return 'aside'
  return /\b(depend|imports?\b)/i.test(`${heading} ${intro}`) ? 'transitive' : 'drawn'
}
