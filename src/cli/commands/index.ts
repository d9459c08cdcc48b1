import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'

export type CliCommand = (invocation: Invocation, context: CliContext) => Promise<ExitCode>

/**
 * The function of each command that the grammar names. Loaded when called: help, and commands that read no code, shall not
 * wait for parsers to load.
 */
export const commands: Readonly<Record<string, () => Promise<CliCommand>>> = {
  check: async () => (await import('./check.ts')).check,
  doctor: async () => (await import('./doctor.ts')).doctor,
  enrich: async () => (await import('./enrich.ts')).enrich,
  explain: async () => (await import('./explain.ts')).explain,
  hunt: async () => (await import('./hunt.ts')).hunt,
  impact: async () => (await import('./impact.ts')).impact,
  map: async () => (await import('./map.ts')).map,
  prescribe: async () => (await import('./prescribe.ts')).prescribe,
  remove: async () => (await import('./remove.ts')).remove,
  run: async () => (await import('./run.ts')).run,
  triage: async () => (await import('./triage.ts')).triage
}
