import type {TokenInfo} from '../../hub/rpc/wire-token.ts'
import {isoField, toIso} from './time.ts'
import {visible} from './visible.ts'

/** A token as `--json` prints it. */
export function tokenFields({createdAt, expiresAt, revokedAt, lastUsedAt, ...token}: TokenInfo): object {
  return {
    ...token,
    createdAt: toIso(createdAt),
    ...isoField('expiresAt', expiresAt),
    ...isoField('revokedAt', revokedAt),
    ...isoField('lastUsedAt', lastUsedAt)
  }
}

/** A token for people, one line. */
export function tokenLine(token: TokenInfo): string {
  const {id, subject, projects, scopes, expiresAt, revokedAt, replacedBy} = token
  const notes = [
    ...(revokedAt === undefined ? [] : [`revoked ${toIso(revokedAt)}`]),
    ...(expiresAt === undefined ? ['does not expire'] : [`expires ${toIso(expiresAt)}`]),
    ...(replacedBy === undefined ? [] : [`replaced by ${replacedBy}`])
  ]
  return `${visible([id, subject, projects.join(','), scopes.join(','), notes.join(', ')].join('  '))}\n`
}
