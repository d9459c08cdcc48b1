/** One call as the audit log holds it. */
export interface AuditRow {
  /** From 1, in the order of writing; given by the store. */
  readonly id: number
  /** The hub's time, in milliseconds since 1970. */
  readonly at: number
  /** Empty where no token was accepted. */
  readonly subject: string
  readonly tokenId: string
  readonly project: string
  /** Name of the RPC, or of the local command. */
  readonly method: string
  /** `ok`, or the code of the error. */
  readonly code: string
  /** Entries that were stored or sent. */
  readonly entries: number
  readonly bytes: number
  /** Address of the caller, or `local`. */
  readonly peer: string
  /** Why the call was refused: what the caller is not told. */
  readonly reason: string
}

export type NewAuditRow = Omit<AuditRow, 'id'>
