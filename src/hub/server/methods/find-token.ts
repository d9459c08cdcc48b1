import {HubError} from '../../hub-error.ts'
import type {TokenRecord} from '../../token-record.ts'
import type {AdminCaller} from './caller.ts'
import {requireRightsOver} from './token-terms.ts'

/** The token that an admin names. Throws `not-found`, and `denied` where it is for other projects than the admin's. */
export async function findToken(id: string, {call, token: admin, node}: AdminCaller): Promise<TokenRecord> {
  const found = await node.store.tokens.find(id)
  if (!found) throw new HubError('not-found', 'Expected the id of a token, got another')
  call.project = found.projects.join(' ')
  requireRightsOver(admin, found.projects)
  return found
}
