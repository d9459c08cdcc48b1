import {z} from 'zod'
import {envelope, line, path, place, problem} from './common.ts'

const claim = z.strictObject({
  doc: path,
  line,
  column: z.int().min(1),
  kind: z.enum(['path', 'symbol', 'edge', 'absence', 'count', 'command', 'link']),
  subject: z.string(),
  object: z.string().optional(),
  verdict: z.enum(['verified', 'refuted', 'unverifiable']),
  reason: z.string(),
  evidence: z.array(place),
  suggestion: z.string().optional()
})

export const claimFields = {claims: z.array(claim)}

export const checkSchema = z.strictObject({
  ...envelope('check'),
  ...claimFields,
  problems: z.array(problem)
})
