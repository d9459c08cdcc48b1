import {z} from 'zod'
import {line, path, place} from './common.ts'

/** What came of `--prove`. */
export const proof = z.strictObject({
  result: z.enum(['pinned', 'unpinned', 'not-proven']),
  guard: place.optional(),
  /** The test that failed without the guard; without a path when the runner does not say it. */
  test: z.strictObject({path: path.optional(), name: z.string()}).optional(),
  /** What no test noticed. */
  change: z.strictObject({path, line, before: z.string(), after: z.string()}).optional(),
  /** How many tests ran, or why nothing is proven. */
  reason: z.string()
})
