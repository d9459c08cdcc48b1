/** One line of a node's log: no secret, and no text of an entry. */
export interface LogRecord {
  readonly level: 'info' | 'warn' | 'error'
  /** What happened, in kebab-case. */
  readonly event: string
  readonly [field: string]: unknown
}

export type Log = (record: LogRecord) => void
