import type {Category} from '../../danger-zone.ts'
import {categories, oneOf} from '../words.ts'

/** Other names of our categories, as writers of failure analyses use them. */
const others: readonly (readonly [RegExp, Category])[] = [
  [/^(?:races?|race conditions?|data races?|concurrent\b.*|deadlocks?)$/, 'concurrency'],
  [/^(?:ordering assumptions?|init order|initiali[sz]ation order)$/, 'ordering'],
  [/^(?:cach(?:e|ing)|stale (?:cache|data|state)|staleness)$/, 'cache-staleness'],
  [/^(?:amplification|fan-?out(?:-amplification)?)$/, 'fan-out'],
  [/^(?:ownership(?:-and-lifecycle|-gaps?)?|resource leaks?|leaks?)$/, 'lifecycle'],
  [/^(?:error swallowing|swallowed errors?|errors?)$/, 'error-handling'],
  [/^(?:scaling-cliffs?|scalability|performance)$/, 'scaling'],
  [/^idempotency(?: |-)failures?$/, 'idempotency'],
  [/^(?:state-machine(?:s|-and-invariant-drift)?|invariant-drift)$/, 'state-machine']
]

/** The category that a value names, in our words or in common ones; undefined for one that is none of ours. */
export function readCategory(text: string): Category | undefined {
  const plain = text
    .replace(/[*_`]/g, '')
    .replace(/\s*[([].*$/, '')
    .trim()
    .toLowerCase()
  const dashed = plain.replace(/[\s/]+/g, '-')
  return oneOf(categories, dashed) ?? others.find(([name]) => name.test(plain) || name.test(dashed))?.[1]
}
