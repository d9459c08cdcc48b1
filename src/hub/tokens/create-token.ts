import {randomBytes as systemRandomBytes} from 'node:crypto'
import type {Scope, TokenRecord} from '../token-record.ts'
import {scopes} from '../token-record.ts'
import {hashToken} from './token-text.ts'

export type RandomBytes = (size: number) => Uint8Array

/** What a new token is to allow. Times in milliseconds since 1970. */
export interface TokenGrant {
  /** 8 to 16 of a-z and 0-9; absent: random. */
  readonly id?: string
  readonly subject: string
  /** Names, or `*` alone. */
  readonly projects: readonly string[]
  readonly scopes: readonly Scope[]
  readonly createdAt: number
  /** Absent: it does not expire. */
  readonly expiresAt?: number
}

/** A new token: its text, `gt_<id>_<43 characters of base64url>`, and the record to store, which does not hold it. */
export function createToken(
  grant: TokenGrant,
  randomBytes: RandomBytes = systemRandomBytes
): {readonly secret: string; readonly record: TokenRecord} {
  const id = grant.id ?? Buffer.from(randomBytes(6)).toString('hex')
  const secret = `gt_${id}_${Buffer.from(randomBytes(32)).toString('base64url')}`
  const record = {
    id,
    hash: hashToken(secret),
    subject: grant.subject,
    projects: [...new Set(grant.projects)].sort(),
    scopes: scopes.filter(scope => grant.scopes.includes(scope)),
    createdAt: grant.createdAt,
    ...(grant.expiresAt !== undefined && {expiresAt: grant.expiresAt})
  }
  return {secret, record}
}
