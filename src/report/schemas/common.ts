import {z} from 'zod'

/** 1-based. */
export const line = z.int().min(1)
/** POSIX, relative to the root. */
export const path = z.string()
const count = z.int().min(0)

export const place = z.strictObject({path, line})

/** What happened to an artifact, or would happen under `--check` and `--dry-run`. */
export const artifact = z.strictObject({
  path: z.string(),
  change: z.enum(['created', 'updated', 'unchanged', 'removed', 'stopped']),
  /** Unified diff: of the change under `--check`, of what would be lost when an edit stopped the write. */
  diff: z.string().optional()
})

export const problem = z.strictObject({
  kind: z.string(),
  path: path.optional(),
  line: line.optional(),
  message: z.string()
})

/** What each document of a command that writes artifacts ends with. */
export const writing = {artifacts: z.array(artifact), problems: z.array(problem)}

export const impact = z.strictObject({d1: count, d2: count, d3: count, unresolved: count})
export {count}

/** The start of every document. */
export function envelope<Command extends string>(command: Command) {
  return {schemaVersion: z.literal(1), command: z.literal(command)}
}
