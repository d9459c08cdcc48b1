import {z} from 'zod'
import {envelope} from './common.ts'

export const doctorSchema = z.strictObject({
  ...envelope('doctor'),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      /** `ok`: nothing to do; `limited`: works, and sees less; `failed`: cannot work. */
      state: z.enum(['ok', 'limited', 'failed']),
      found: z.string(),
      next: z.string().optional()
    })
  )
})
