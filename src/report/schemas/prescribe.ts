import {z} from 'zod'
import {envelope, writing} from './common.ts'

const action = z.strictObject({
  /** `NA-3`. */
  id: z.string(),
  kind: z.enum(['refactor', 'test', 'doc', 'escalate', 'accept']),
  effort: z.enum(['S', 'M', 'L']),
  section: z.enum(['now', 'next', 'later', 'done']),
  /** 1-based rank over all sections. */
  position: z.int().min(1),
  zones: z.array(z.string()),
  tasks: z.array(z.strictObject({file: z.string(), text: z.string()})),
  claims: z.array(z.string()),
  after: z.array(z.string()),
  title: z.string(),
  /** Why it is of this kind. */
  rule: z.string(),
  whyNow: z.string(),
  /** The inputs of the effort. */
  effortFrom: z.string(),
  steps: z.array(z.string()),
  doneWhen: z.string(),
  ticked: z.boolean(),
  owner: z.string().optional(),
  due: z.string().optional(),
  /** For done actions: what shows it. */
  evidence: z.string().optional()
})

export const prescribeFields = {
  actions: z.array(action),
  accepted: z.array(z.strictObject({zone: z.string(), rationale: z.string()}))
}

export const prescribeSchema = z.strictObject({...envelope('prescribe'), ...prescribeFields, ...writing})
