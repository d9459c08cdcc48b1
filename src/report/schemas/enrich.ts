import {z} from 'zod'
import {claimFields} from './check.ts'
import {count, envelope, line, path, writing} from './common.ts'

/** `name` is empty for code at its module's top level, and for a handler that stands in place. */
const step = z.strictObject({path, name: z.string()})
const effectKinds = ['file system', 'network', 'database', 'process'] as const

/** From an entry point to a call that reaches outside; each step holds a call of the next. */
const flow = z.strictObject({
  kind: z.string(),
  name: z.string(),
  path,
  steps: z.array(step),
  effect: z.strictObject({kind: z.enum(effectKinds), path, line, name: z.string()}).optional()
})

/** Figures are lower bounds; `risk` is absent below the thresholds. */
const blast = z.strictObject({
  component: z.string(),
  symbol: z.string(),
  path,
  d1: count,
  d2: count,
  d3: count,
  unresolved: count,
  risk: z.enum(['raised', 'high']).optional(),
  flows: z.array(z.string()),
  moreFlows: count
})

const registry = z.strictObject({
  path,
  listedIn: path,
  members: z.array(z.string()),
  unregistered: z.array(z.strictObject({path, tests: z.array(path)}))
})

const mismatch = z.strictObject({
  module: path,
  home: z.string(),
  tiedTo: z.string(),
  neighbours: z.array(path),
  atHome: count
})

export const enrichFields = {
  ...claimFields,
  flows: z.array(flow),
  blastRadius: z.array(blast),
  registries: z.array(registry),
  mismatches: z.array(mismatch),
  /** Lower ends of bands; absent, as is `coupling`, without a history that knows the past. */
  hotspots: z.array(z.strictObject({path, revisions: count, complexity: count})).optional(),
  coupling: z.array(z.strictObject({from: path, to: path, degree: z.number()})).optional(),
  /** Absent without a file of owners; no owners where no line gives any. */
  owners: z
    .array(z.strictObject({component: z.string(), owners: z.array(z.string()), modules: z.array(path)}))
    .optional()
}

export const enrichSchema = z.strictObject({...envelope('enrich'), ...enrichFields, ...writing})
