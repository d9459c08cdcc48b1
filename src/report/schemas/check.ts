import {z} from 'zod'
import {artifact, envelope, line, path, place, problem} from './common.ts'

const kind = z.enum(['path', 'symbol', 'edge', 'absence', 'count', 'command', 'link'])

const claim = z.strictObject({
  doc: path,
  line,
  column: z.int().min(1),
  kind,
  subject: z.string(),
  object: z.string().optional(),
  verdict: z.enum(['verified', 'refuted', 'unverifiable']),
  reason: z.string(),
  evidence: z.array(place),
  suggestion: z.string().optional()
})

export const claimFields = {claims: z.array(claim)}

const sentence = z.strictObject({
  text: z.string(),
  firstLine: line,
  lastLine: line,
  /** What keeps it from telling how things are now, and the words that say so. */
  reservation: z.strictObject({mood: z.string(), word: z.string()}).optional()
})

/** Under `--explain`: how a line was read. `understood` has an entry for each of `claims`. */
const explanation = z.strictObject({
  doc: path,
  line,
  type: z.string(),
  headings: z.array(z.string()),
  places: z.array(z.string()),
  generated: z.boolean(),
  sentences: z.array(sentence),
  notes: z.array(z.string()),
  understood: z.array(
    z.strictObject({
      subject: z.string().optional(),
      object: z.string().optional(),
      certainty: z.string(),
      edgeKinds: z.array(z.string()).optional(),
      rule: z.enum(['meant', 'offered']).optional()
    })
  ),
  dropped: z.array(z.strictObject({kind, subject: z.string(), object: z.string().optional()}))
})

export const checkSchema = z.strictObject({
  ...envelope('check'),
  ...claimFields,
  /** Under `--fix`: the documents that were changed, or would be. */
  artifacts: z.array(artifact).optional(),
  problems: z.array(problem),
  explanation: explanation.optional()
})
