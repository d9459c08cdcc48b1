import {timingSafeEqual} from 'node:crypto'
import type {TokenRecord} from '../token-record.ts'

/** Why a token is not accepted: for the audit log, never for the caller. */
export type TokenRefusal = 'unknown token' | 'revoked token' | 'expired token' | 'token not valid yet'

/** How far ahead the clock of the node that issued a token may be, in milliseconds. */
const clockSkewMs = 60_000

/** Undefined where the record found for `hash` is good at `now`, in milliseconds since 1970. */
export function checkToken(
  record: TokenRecord | undefined,
  hash: Uint8Array,
  now: number
): TokenRefusal | undefined {
  // The look-up by hash has decided already; this says that no other comparison is meant to.
  if (record?.hash.length !== hash.length || !timingSafeEqual(record.hash, hash)) return 'unknown token'
  if (record.revokedAt !== undefined) return 'revoked token'
  if (hasExpired(record, now)) return 'expired token'
  return record.createdAt > now + clockSkewMs ? 'token not valid yet' : undefined
}

/** Whether the token's time is over at `now`: a token ends at `expiresAt`, not after it. */
export function hasExpired({expiresAt}: Pick<TokenRecord, 'expiresAt'>, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now
}
