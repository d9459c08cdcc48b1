import {HubError} from '../../hub-error.ts'

/** Texts of errors that carry no code, as the driver gives them when it opens a file. */
const withoutCode = /ConnectionFailed|connection is not open/

/** An error of the database in our words: it names the code and no value of a statement. */
export function toHubError(error: unknown): HubError {
  if (error instanceof HubError) return error
  const code = codeOf(error)
  const kind = /^SQLITE_(?:FULL|NOMEM|TOOBIG)/.test(code) ? 'exhausted' : 'unavailable'
  return new HubError(kind, `The hub's database cannot be used: ${textOf(error, code)}`, {cause: error})
}

/** Whether it came from the database, and may have ended the transaction. */
export function isDatabaseError(error: unknown): boolean {
  return !(error instanceof HubError)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function textOf(error: unknown, code: string): string {
  const message = error instanceof Error ? error.message : String(error)
  return code === '' || withoutCode.test(message) ? message : `${message} (${code})`
}
