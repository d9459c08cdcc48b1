import {createHash} from 'node:crypto'

/** Characters of the longest token text: more is not looked at. */
const maxLength = 80

/**
 * The token of an `Authorization` header, given all values that the request has for it. Undefined unless there is exactly one,
 * with the scheme `Bearer` as written here, one space and a token: nothing is trimmed or decoded.
 */
export function parseBearer(values: readonly string[]): string | undefined {
  const [value = '', ...more] = values
  if (more.length > 0 || value.length > maxLength) return undefined
  return /^Bearer (gt_[a-z0-9]{8,16}_[A-Za-z0-9_-]{43})$/.exec(value)?.[1]
}

/** SHA-256 of the whole token text: a secret of 256 random bits needs no slow hash. */
export function hashToken(secret: string): Uint8Array {
  return createHash('sha256').update(secret, 'utf8').digest()
}
