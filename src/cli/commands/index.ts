import type {CliCommand} from '../command.ts'

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
  'hub audit': async () => (await import('../hub/audit.ts')).audit,
  'hub backup': async () => (await import('../hub/backup.ts')).backup,
  'hub listen': async () => (await import('../hub/listen.ts')).listen,
  'hub migrate': async () => (await import('../hub/migrate.ts')).migrate,
  'hub publish': async () => (await import('../hub/publish.ts')).publish,
  'hub query': async () => (await import('../hub/query.ts')).query,
  'hub redact': async () => (await import('../hub/redact.ts')).redact,
  'hub restore': async () => (await import('../hub/restore.ts')).restore,
  'hub start': async () => (await import('../hub/start.ts')).start,
  'hub status': async () => (await import('../hub/status.ts')).status,
  'hub stop': async () => (await import('../hub/stop.ts')).stop,
  'hub sync': async () => (await import('../hub/sync.ts')).sync,
  'hub token issue': async () => (await import('../hub/token-issue.ts')).tokenIssue,
  'hub token list': async () => (await import('../hub/token-list.ts')).tokenList,
  'hub token revoke': async () => (await import('../hub/token-revoke.ts')).tokenRevoke,
  'hub token rotate': async () => (await import('../hub/token-rotate.ts')).tokenRotate,
  run: async () => (await import('./run.ts')).run,
  triage: async () => (await import('./triage.ts')).triage
}
