import type {Category, Confidence, Tier} from '../danger-zone.ts'

export const categories: readonly Category[] = [
  'concurrency',
  'ordering',
  'cache-staleness',
  'fan-out',
  'lifecycle',
  'error-handling',
  'scaling',
  'idempotency',
  'state-machine'
]

export const tiers: readonly Tier[] = ['critical', 'elevated']

export const confidences: readonly Confidence[] = ['high', 'medium', 'low']

/** The word that `text` is, without regard to case. */
export function oneOf<Word extends string>(words: readonly Word[], text: string): Word | undefined {
  return words.find(word => word === text.trim().toLowerCase())
}
