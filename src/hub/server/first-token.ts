import {HubError} from '../hub-error.ts'
import type {TokenStore} from '../store/store.ts'
import {scopes} from '../token-record.ts'
import {createToken, type RandomBytes} from '../tokens/create-token.ts'

/** Of nodes that start at once on an empty store, one can take it. */
const firstId = 'firstadmin'

/**
 * The text of a token that may do everything, where the store has no token at all; else undefined. It does not expire, and is
 * never shown again: only its hash is kept.
 */
export async function createFirstToken(
  tokens: Pick<TokenStore, 'list' | 'add'>,
  now: number,
  randomBytes: RandomBytes
): Promise<string | undefined> {
  if ((await tokens.list()).length > 0) return undefined
  const grant = {id: firstId, subject: 'admin', projects: ['*'], scopes, createdAt: now}
  const {secret, record} = createToken(grant, randomBytes)
  try {
    await tokens.add(record)
    return secret
  } catch (error) {
    if (error instanceof HubError && error.kind === 'conflict') return undefined
    throw error
  }
}
