import {z} from 'zod'
import {count, envelope, line, path, problem} from './common.ts'

const use = z.strictObject({
  path,
  line,
  /** The declaration it stands in, empty for code at its module's top level. */
  name: z.string(),
  call: z.boolean(),
  /** What is named there, where that is not the symbol itself: a member of it, what it overrides, a dependent. */
  through: z.string().optional()
})

const step = z.strictObject({path, name: z.string()})

export const impactSchema = z.strictObject({
  ...envelope('impact'),
  symbol: z.strictObject({path, name: z.string(), kind: z.string(), line, endLine: line}),
  /** Uses by code that is no test, by path and line; a level holds what the one before it does not. */
  d1: z.array(use),
  d2: z.array(use),
  d3: z.array(use),
  /** Chains of calls from an entry point to the symbol. */
  flows: z.array(z.strictObject({kind: z.string(), name: z.string(), path, steps: z.array(step)})),
  /** Entry points that export it or its class: code outside of the repository may use it. */
  exportedBy: z.array(z.strictObject({name: z.string(), path})),
  /** Test files that reach it through calls; `chain` from the test's first call to the symbol. */
  tests: z.array(z.strictObject({path, line, chain: z.array(z.string())})),
  /** Calls by its name whose target stayed unknown: at most this many more exist. */
  unresolved: count,
  /** Where references come from: the compiler, or syntax alone, which knows no members. */
  source: z.enum(['types', 'syntax']),
  problems: z.array(problem)
})
