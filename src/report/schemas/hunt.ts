import {z} from 'zod'
import {count, envelope, impact, line, path, writing} from './common.ts'

const part = z.int().min(1).max(3)

export const score = z.strictObject({
  likelihood: part,
  blastRadius: part,
  detectionGap: part,
  total: z.int().min(3).max(9)
})

export const evidence = z.strictObject({path, line, note: z.string()})

export const challenge = z.strictObject({
  kill: z.string(),
  verdict: z.enum(['survived', 'undecided']),
  evidence: z.string()
})

export const category = z.enum([
  'concurrency',
  'ordering',
  'cache-staleness',
  'fan-out',
  'lifecycle',
  'error-handling',
  'scaling',
  'idempotency',
  'state-machine'
])

const finding = z.strictObject({
  /** `DZ-7`; the key for a finding over the budget, which has no number. */
  id: z.string(),
  detector: z.string(),
  category,
  tier: z.enum(['critical', 'elevated']),
  confidence: z.enum(['high', 'medium', 'low']),
  score,
  path,
  startLine: line,
  endLine: line,
  symbol: z.string(),
  title: z.string(),
  precondition: z.string(),
  failurePath: z.array(z.string()),
  silence: z.string(),
  evidence: z.array(evidence),
  impact,
  challenged: z.array(challenge),
  fix: z.string()
})

const dropped = z.strictObject({detector: z.string(), path, line, kill: z.string(), reason: z.string()})

export const huntFields = {
  findings: z.array(finding),
  dropped: z.array(dropped),
  /** Findings that are not in `findings`: over the budget, or in the baseline. */
  hidden: count,
  /** With `--since`: what changed, over the budget or not. */
  since: z
    .strictObject({
      revision: z.string(),
      introduced: z.array(finding),
      /** Found at the revision and no longer: `id` is the key. */
      resolved: z.array(finding),
      /** Ids of what was there and still is. */
      unchanged: z.array(z.string())
    })
    .optional()
}

export const huntSchema = z.strictObject({...envelope('hunt'), ...huntFields, ...writing})
