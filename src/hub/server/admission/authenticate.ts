import {HubError} from '../../hub-error.ts'
import type {TokenStore} from '../../store/store.ts'
import type {TokenRecord} from '../../token-record.ts'
import {checkToken} from '../../tokens/check-token.ts'
import {hashToken, parseBearer} from '../../tokens/token-text.ts'
import type {Call} from '../call.ts'

/** The one answer to every failed authentication, so that nobody learns which tokens there are. */
export function unauthenticated(): HubError {
  return new HubError('unauthenticated', 'Expected a valid token, got none')
}

/**
 * The token of a call. Throws the error of {@link unauthenticated} and leaves the reason with the call. The store is asked each
 * time: a revoked token fails at once, on every node.
 */
export async function authenticate(
  call: Call,
  tokens: Pick<TokenStore, 'findByHash'>,
  now: number
): Promise<TokenRecord> {
  const secret = parseBearer(call.authorization)
  if (secret === undefined) {
    call.reason = call.authorization.length === 0 ? 'no token' : 'malformed token'
    throw unauthenticated()
  }
  const hash = hashToken(secret)
  const record = await tokens.findByHash(hash)
  const refusal = checkToken(record, hash, now) ?? checkCertificate(call, record)
  if (record !== undefined && refusal === undefined) return record
  call.reason = record ? `${refusal} ${record.id}` : 'unknown token'
  throw unauthenticated()
}

/** Where certificates are asked for, the token is good only in the hands of the one it was issued to. */
function checkCertificate({certificateName}: Call, record: TokenRecord | undefined): string | undefined {
  if (certificateName === undefined || certificateName === record?.subject) return undefined
  return 'certificate of another subject for token'
}
