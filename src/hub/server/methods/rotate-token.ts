import type {MessageInitShape} from '@bufbuild/protobuf'
import {timestampFromMs} from '@bufbuild/protobuf/wkt'
import {HubError} from '../../hub-error.ts'
import type {
  RotateTokenRequest,
  RotateTokenResponseSchema
} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {toWireToken} from '../../rpc/wire-token.ts'
import type {TokenRecord} from '../../token-record.ts'
import {hasExpired} from '../../tokens/check-token.ts'
import {createToken} from '../../tokens/create-token.ts'
import type {AdminCaller} from './caller.ts'
import {findToken} from './find-token.ts'
import {toTtlMs} from './token-terms.ts'

const defaultOverlapSeconds = 86_400n

/** A successor with the same rights; the old token lives on for the overlap, and never longer than it would have. */
export async function rotateToken(
  request: RotateTokenRequest,
  caller: AdminCaller
): Promise<MessageInitShape<typeof RotateTokenResponseSchema>> {
  const {token: admin, node} = caller
  const now = node.clock()
  const old = await findToken(request.id, caller)
  requireGood(old, now)
  const ttlMs = toTtlMs('ttl_seconds', request.ttlSeconds, lifeOf(old))
  const overlapMs = toTtlMs('overlap_seconds', request.overlapSeconds ?? defaultOverlapSeconds, 0) ?? 0
  const {subject, projects, scopes} = old
  const grant = {
    subject,
    projects,
    scopes,
    createdAt: now,
    ...(ttlMs !== undefined && {expiresAt: now + ttlMs})
  }
  const {secret, record} = createToken(grant, node.randomBytes)
  const oldExpiresAt = Math.min(now + overlapMs, old.expiresAt ?? Number.POSITIVE_INFINITY)
  await node.store.tokens.replace(old.id, record, oldExpiresAt)
  node.log({level: 'info', event: 'token-rotated', token: old.id, successor: record.id, by: admin.subject})
  return {token: toWireToken(record), secret, oldExpiresAt: timestampFromMs(oldExpiresAt)}
}

function requireGood(old: TokenRecord, now: number): void {
  if (old.revokedAt !== undefined || hasExpired(old, now) || old.replacedBy !== undefined)
    throw new HubError('invalid', 'Expected a token that is good and has no successor: issue a new one')
}

function lifeOf({createdAt, expiresAt}: TokenRecord): number | undefined {
  return expiresAt === undefined ? undefined : expiresAt - createdAt
}
