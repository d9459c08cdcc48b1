import pg from 'pg'
import {HubError, type HubErrorKind} from '../../hub-error.ts'

/**
 * An error of the database or of the way to it, in our words. The codes are those of the manual, appendix A. Errors of the
 * program stay what they are.
 */
export function toHubError(error: unknown): unknown {
  if (error instanceof HubError || !(error instanceof Error) || isDefect(error)) return error
  if (error instanceof pg.DatabaseError)
    return new HubError(kindOf(error.code ?? ''), `The database answered ${error.code}: ${error.message}`, {
      cause: error
    })
  if (error.message === 'timeout exceeded when trying to connect')
    return new HubError('exhausted', 'Every connection to the database is in use', {cause: error})
  const code = (error as {code?: unknown}).code
  return new HubError('unavailable', `The database cannot be reached (${code ?? error.message})`, {
    cause: error
  })
}

/** Whether it is the second row with a key that only one may have. */
export function isTaken(error: unknown): boolean {
  return error instanceof HubError && error.cause instanceof pg.DatabaseError && error.cause.code === '23505'
}

function kindOf(code: string): HubErrorKind {
  // Insufficient resources: disk, memory, connections.
  if (code.startsWith('53')) return 'exhausted'
  // Data exception, and integrity constraint violation: the same again would fail again.
  if (code.startsWith('22') || code.startsWith('23')) return 'invalid'
  return 'unavailable'
}

function isDefect(error: Error): boolean {
  return (
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError
  )
}
