import {z} from 'zod'
import {envelope, line, path, writing} from './common.ts'

const clause = z.strictObject({
  text: z.string(),
  verb: z.enum(['create', 'change', 'remove', 'replace', 'reuse', 'test', 'assert', 'process', 'unknown']),
  objects: z.array(z.string()),
  place: z.string().optional(),
  state: z.enum(['met', 'unmet', 'contradicted', 'unknown', 'not-checkable'])
})

const hit = z.strictObject({
  path,
  line,
  role: z.enum(['declared', 'registered', 'referenced', 'mocked', 'commented', 'string', 'exists', 'absent'])
})

const item = z.strictObject({
  file: path,
  line,
  id: z.string().optional(),
  text: z.string(),
  checked: z.boolean(),
  verdict: z.enum([
    'implemented-tested',
    'implemented-untested',
    'stale-premise',
    'partial',
    'not-implemented',
    'phantom',
    'not-checkable',
    'cannot-tell'
  ]),
  rule: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  clauses: z.array(clause),
  evidence: z.array(hit),
  tests: z.array(z.strictObject({path, line, chain: z.array(z.string())})),
  scope: z.string().optional(),
  nextStep: z.string()
})

export const triageFields = {items: z.array(item)}

export const triageSchema = z.strictObject({...envelope('triage'), ...triageFields, ...writing})
