import {HubError} from '../../hub-error.ts'
import type {ServerLimits} from '../limits.ts'

/** The bytes of requests that this node reads or works on, and how many more there may be. */
export interface BodyBudget {
  /** Takes them until they are given back. Throws `exhausted` where so many are not left. */
  take(tokenId: string, bytes: number): void
  give(tokenId: string, bytes: number): void
}

export function createBodyBudget({
  bodyBytes,
  bodyBytesPerToken
}: Pick<ServerLimits, 'bodyBytes' | 'bodyBytesPerToken'>): BodyBudget {
  const ofTokens = new Map<string, number>()
  let all = 0
  const add = (tokenId: string, bytes: number) => {
    const ofToken = (ofTokens.get(tokenId) ?? 0) + bytes
    all += bytes
    if (ofToken === 0) ofTokens.delete(tokenId)
    else ofTokens.set(tokenId, ofToken)
  }
  return {
    take(tokenId, bytes) {
      if ((ofTokens.get(tokenId) ?? 0) + bytes > bodyBytesPerToken)
        throw tooMany(bodyBytesPerToken, 'of one token')
      if (all + bytes > bodyBytes) throw tooMany(bodyBytes, 'of one node')
      add(tokenId, bytes)
    },
    give: (tokenId, bytes) => add(tokenId, -bytes)
  }
}

function tooMany(most: number, whose: string): HubError {
  return new HubError('exhausted', `Expected at most ${most} bytes of requests ${whose} at once, got more`, {
    retryAfterMs: 1000
  })
}
