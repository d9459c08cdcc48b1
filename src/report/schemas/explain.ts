import {z} from 'zod'
import {count, envelope, impact, line, path} from './common.ts'
import {category, challenge, evidence, score} from './hunt.ts'
import {proof} from './proof.ts'

const detector = z.strictObject({
  id: z.string(),
  /** In the catalogue, e.g. `C1`. */
  code: z.string(),
  category,
  precision: z.enum(['A', 'B', 'C']),
  kills: z.array(z.strictObject({kill: z.string(), question: z.string()})),
  /** Its page in Markdown. */
  page: z.string().optional()
})

const zone = z.strictObject({
  id: z.string(),
  key: z.string(),
  tier: z.enum(['critical', 'elevated']),
  status: z.string(),
  category,
  confidence: z.enum(['high', 'medium', 'low']),
  score,
  path,
  startLine: line,
  endLine: line,
  symbol: z.string(),
  title: z.string(),
  failureMode: z.string(),
  precondition: z.string(),
  failurePath: z.array(z.string()),
  silence: z.string(),
  impact,
  detectionGap: z.string(),
  evidence: z.array(evidence),
  challenged: z.array(challenge),
  fix: z.string(),
  falsifiedBy: z.string()
})

const foreignZone = z.strictObject({
  label: z.string(),
  title: z.string(),
  text: z.string(),
  status: z.string(),
  line: count
})

/** One of `zone`, `foreignZone`, `resolved` is there for a zone; `detector` for a detector and beside a `zone`. */
export const explainSchema = z.strictObject({
  ...envelope('explain'),
  subject: z.string(),
  zone: zone.optional(),
  foreignZone: foreignZone.optional(),
  resolved: z.strictObject({id: z.string(), key: z.string(), title: z.string(), path}).optional(),
  detector: detector.optional(),
  /** With `--prove`. */
  proof: proof.optional()
})
