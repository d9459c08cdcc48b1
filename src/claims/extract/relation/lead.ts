import type {Certainty} from '../../claim.ts'
import type {Passage, Run} from '../../passage.ts'
import {isPathLike} from '../../path-like.ts'
import {namingRuns, type Position} from '../rule.ts'
import {isSideName, type MarkedSentence, type Mention} from './mentions.ts'

/** What a sentence without a subject of its own speaks of. */
export interface Lead {
  readonly text: string
  /** Whether it starts the sentence, its list item or row, or is the one name of the heading. */
  readonly from: 'sentence' | 'item' | 'heading'
}

/** An edge as read: who imports whom, how firmly, and where it stands. */
export interface ReadEdge {
  readonly from: string
  readonly to: string
  readonly at: Position
  readonly certainty: Certainty
}

/** The mention that starts the sentence, else what leads the item or row, else the one name in the heading. */
export function leadOf(passage: Passage, {masked, mentions}: MarkedSentence): Lead | undefined {
  // A cell of a row speaks of what the row's first cell names.
  const initial = passage.type === 'row' ? undefined : initialMention({masked, mentions})
  if (initial) return {text: initial.text, from: 'sentence'}
  const item = passage.leads.find(isModuleName)
  if (item) return {text: nameOf(item), from: 'item'}
  if (passage.leads.length > 0) return undefined
  const named = namingRuns(passage.headingRuns)
  const [only] = named
  return only && named.length === 1 && isModuleName(only) ? {text: nameOf(only), from: 'heading'} : undefined
}

function initialMention({
  masked,
  mentions
}: Pick<MarkedSentence, 'masked' | 'mentions'>): Mention | undefined {
  const [first] = mentions
  if (!first || first.foreign) return undefined
  return /^[\s*_"'([]*(?:the\s+|an?\s+)?$/i.test(masked.slice(0, first.start)) ? first : undefined
}

function isModuleName(run: Run): boolean {
  return run.type !== 'text' && isSideName(nameOf(run))
}

/** A link whose text is prose goes by its target. */
function nameOf({type, text, url = ''}: Run): string {
  const target = url.replace(/[?#].*$/, '')
  const isPlain = type === 'link' && !isSideName(text) && !/^[a-z]+:/i.test(target)
  if (isPlain && isPathLike(target)) return target
  // `/packages/core` counts from the root.
  return text.replace(/^\/(?=[\w.-]+\/[\w.-]+)/, '')
}
