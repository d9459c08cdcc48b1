import type {MessageInitShape} from '@bufbuild/protobuf'
import {timestampFromMs} from '@bufbuild/protobuf/wkt'
import type {StatusRequest, StatusResponseSchema} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {toWireType} from '../../rpc/wire-entry.ts'
import type {TokenRecord} from '../../token-record.ts'
import {covers} from '../admission/project-rights.ts'
import type {HubNode} from '../node.ts'
import type {Caller} from './caller.ts'

/** A token that ends within this time is warned of, in milliseconds: a week. */
const expiryWarningMs = 7 * 86_400_000

/** How the hub is, as far as the token may know. */
export async function status(
  _: StatusRequest,
  {token, node}: Caller
): Promise<MessageInitShape<typeof StatusResponseSchema>> {
  const {store, version, startedAt, streams} = node
  const [logId, head, counts] = await Promise.all([store.logId(), store.head(), store.counts()])
  return {
    ...{version, logId, store: store.kind, streams: streams.size(), subject: token.subject},
    head: BigInt(head),
    startedAt: timestampFromMs(startedAt),
    counts: counts
      .filter(({project}) => covers(token, [project]))
      .map(({project, type, entries}) => ({project, type: toWireType(type), entries: BigInt(entries)})),
    warnings: warningsFor(token, node),
    ...(token.expiresAt !== undefined && {tokenExpiresAt: timestampFromMs(token.expiresAt)})
  }
}

function warningsFor(token: TokenRecord, {standingWarnings, audit, clock}: HubNode): string[] {
  const warnings = [...standingWarnings]
  const dropped = audit.dropped()
  if (dropped > 0) warnings.push(`${dropped} rows of the audit log were lost: the store could not take them`)
  if (token.expiresAt !== undefined && token.expiresAt - clock() < expiryWarningMs)
    warnings.push(`This token expires on ${new Date(token.expiresAt).toISOString()}: rotate it`)
  return warnings
}
