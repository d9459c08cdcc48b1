/** Every reason for which a command can refuse to run. Stable: `--json` prints it as `error.code`. */
export type ErrorCode =
  | 'usage'
  | 'config/invalid'
  | 'repo/not-found'
  | 'repo/unreadable'
  | 'repo/no-sources'
  | 'artifact/missing'
  | 'artifact/unreadable'
  | 'artifact/unwritable'
  | 'document/not-found'
  | 'baseline/invalid'
  | 'explain/unknown'
  | 'impact/unknown'
  | 'impact/ambiguous'
  | 'git/unknown-revision'
  | 'prove/no-stryker'
  | 'prove/unknown'
  | 'hub/no-token'
  | 'hub/unreachable'
  | 'hub/unauthenticated'
  | 'hub/denied'
  | 'hub/invalid'
  | 'hub/not-found'
  | 'hub/conflict'
  | 'hub/stale-cursor'
  | 'hub/exhausted'

/**
 * Something the caller must act on: a wrong flag, a folder that is not there, an input that cannot be read.
 *
 * `message` says what was expected and what came, `hint` what to do next. What a repository merely contains
 * is never thrown: that is a {@link Problem}.
 */
export class GroundtruthError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, options: {hint?: string; cause?: unknown} = {}) {
    super(message, {cause: options.cause})
    this.name = 'GroundtruthError'
    this.code = code
    this.hint = options.hint
  }
}

/** Something odd in the input that did not stop the work: printed as one line, and counted in coverage. */
export interface Problem {
  /** What happened, e.g. `not-utf8`, `syntax`, `merged-region`. */
  readonly kind: string
  /** Root-relative POSIX path. */
  readonly path?: string
  /** 1-based. */
  readonly line?: number
  /** One sentence without a full stop. */
  readonly message: string
}
