import {z} from 'zod'

/** What every command prints under `--json` when it cannot run (exit 2). */
export const errorSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Empty when the command itself was not understood. */
  command: z.string(),
  error: z.strictObject({code: z.string(), message: z.string(), hint: z.string()})
})
