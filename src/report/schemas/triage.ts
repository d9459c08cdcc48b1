import {z} from 'zod'
import {envelope, line, path, writing} from './common.ts'
import {proof} from './proof.ts'

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

const citation = z.strictObject({
  kind: z.enum(['spec', 'decision', 'issue']),
  text: z.string(),
  verdict: z.enum(['verified', 'refuted', 'unverifiable']),
  reason: z.string(),
  path: path.optional(),
  line: line.optional(),
  suggestion: z.string().optional()
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
  /** What no test reaches, which cases none makes, and how many files were searched; Markdown. */
  testNote: z.string().optional(),
  scope: z.string().optional(),
  nextStep: z.string(),
  proof: proof.optional(),
  /** Why its author skipped it. */
  rationale: z.string().optional(),
  /** Day on which it was written, as its file says it. */
  added: z.string().optional(),
  /** Whole days from the day it was written to HEAD; with `--min-age`. */
  ageDays: z.int().min(0).optional(),
  citations: z.array(citation).optional()
})

/** What `--apply` did, or would do: the line is that before the edit. */
const edit = z.strictObject({file: path, line, change: z.enum(['tick', 'untick', 'note'])})

export const triageFields = {items: z.array(item)}

export const triageSchema = z.strictObject({
  ...envelope('triage'),
  ...triageFields,
  edits: z.array(edit).optional(),
  ...writing
})
