import {createContextKey} from '@connectrpc/connect'
import type {Scope, TokenRecord} from '../token-record.ts'

/** What is known of one call while it runs: gathered for the audit log and the metrics. */
export interface Call {
  /** Name of the RPC. */
  readonly method: string
  readonly scope: Scope
  /** Address of the caller. */
  readonly peer: string
  /** Common name of the client's certificate, where certificates are asked for. */
  readonly certificateName?: string
  /** All values of the header `Authorization`. */
  readonly authorization: readonly string[]
  /** Cuts the answer off, where it cannot be ended in order. */
  destroy(): void
  /** Fulfils once the caller may make the call; rejects with a HubError. */
  admitted: Promise<TokenRecord>
  /** Set once it is accepted. */
  token?: TokenRecord
  project: string
  entries: number
  bytes: number
  /** Why it was refused: what the caller is not told. */
  reason: string
  /** Whether the method, or the refusal of it, was reached: else the request was malformed. */
  handled: boolean
  /** Whether it is in the audit log, or deliberately not. */
  audited: boolean
}

/** Where a handler finds its call. */
export const callKey = createContextKey<Call | undefined>(undefined)
