import type {CallOptions as RpcOptions} from '@connectrpc/connect'
import type {AuditRow} from '../audit-row.ts'
import type {Redaction} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import type * as wire from '../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireRedaction} from '../rpc/wire-entry.ts'
import {fromWireToken, type TokenInfo, toWireScope} from '../rpc/wire-token.ts'
import type {Scope} from '../token-record.ts'
import {fromWireAuditRow, milliseconds} from './from-wire.ts'
import type {Peer} from './peer.ts'
import type {WalkCall} from './walk.ts'

export interface NewToken {
  readonly subject: string
  readonly projects: readonly string[]
  readonly scopes: readonly Scope[]
  /** In milliseconds; absent: as long as the hub gives by itself. */
  readonly ttlMs?: number
}

export interface IssuedToken {
  readonly token: TokenInfo
  /** Said once, and kept nowhere by the hub. */
  readonly secret: string
  /** Projects that were not there before. */
  readonly createdProjects: readonly string[]
}

export interface RotateOptions {
  /** In milliseconds, how long the old token lives on; absent: as long as the hub lets it by itself. */
  readonly overlapMs?: number
  /** In milliseconds, of the successor; absent: as long as the old one was given. */
  readonly ttlMs?: number
}

export interface RotatedToken {
  readonly token: TokenInfo
  readonly secret: string
  /** In milliseconds since 1970. */
  readonly oldExpiresAt: number
}

/** What a token with the scope `admin` may ask for. */
export interface AdminCalls {
  issueToken(token: NewToken): Promise<IssuedToken>
  listTokens(): Promise<readonly TokenInfo[]>
  rotateToken(id: string, options?: RotateOptions): Promise<RotatedToken>
  revokeToken(id: string): Promise<TokenInfo>
  redact(seq: number, reason: string): Promise<Redaction>
  /** The latest call first. `before` is the id of an older page's end, 0 the latest. */
  listAudit(page?: {readonly before?: number; readonly limit?: number}): Promise<readonly AuditRow[]>
  /** Ends the node that answers. */
  stop(): Promise<void>
}

/** A walk along peers of which only the hub is asked for: also one that has a single hub, in this process. */
type HubWalk = <Result>(
  call: Omit<WalkCall<Result>, 'send'> & {send(peer: Pick<Peer, 'hub'>): Promise<Result>}
) => Promise<Result>

/** Secrets are issued at most once: a call that may have been done is not sent to another peer. */
export function createAdminCalls(walk: HubWalk, rpc: RpcOptions): AdminCalls {
  const again = {signal: rpc.signal}
  const once = {...again, repeatable: false}
  return {
    issueToken: async token => {
      const request = toIssueRequest(token)
      const answer = await walk({
        method: 'IssueToken',
        send: ({hub}) => hub.issueToken(request, rpc),
        ...once
      })
      return {
        token: tokenOf(answer.token),
        secret: answer.secret,
        createdProjects: answer.createdProjects
      }
    },
    listTokens: async () => {
      const {tokens} = await walk({method: 'ListTokens', send: ({hub}) => hub.listTokens({}, rpc), ...again})
      return tokens.map(fromWireToken)
    },
    rotateToken: async (id, options = {}) => {
      const request = toRotateRequest(id, options)
      const answer = await walk({
        method: 'RotateToken',
        send: ({hub}) => hub.rotateToken(request, rpc),
        ...once
      })
      return {
        token: tokenOf(answer.token),
        secret: answer.secret,
        oldExpiresAt: milliseconds(answer.oldExpiresAt)
      }
    },
    revokeToken: async id => {
      const answer = await walk({
        method: 'RevokeToken',
        send: ({hub}) => hub.revokeToken({id}, rpc),
        ...again
      })
      return tokenOf(answer.token)
    },
    redact: async (seq, reason) => {
      const request = {seq: BigInt(seq), reason}
      const {redaction} = await walk({method: 'Redact', send: ({hub}) => hub.redact(request, rpc), ...again})
      return fromWireRedaction(present(redaction))
    },
    listAudit: async ({before = 0, limit = 0} = {}) => {
      const request = {before: BigInt(before), limit}
      const {rows} = await walk({method: 'ListAudit', send: ({hub}) => hub.listAudit(request, rpc), ...again})
      return rows.map(fromWireAuditRow)
    },
    stop: async () => {
      await walk({method: 'Stop', send: ({hub}) => hub.stop({}, rpc), ...once})
    }
  }
}

function toIssueRequest({subject, projects, scopes, ttlMs = 0}: NewToken) {
  return {subject, projects: [...projects], scopes: scopes.map(toWireScope), ttlSeconds: toSeconds(ttlMs)}
}

function toRotateRequest(id: string, {overlapMs, ttlMs = 0}: RotateOptions) {
  const overlap = overlapMs === undefined ? {} : {overlapSeconds: toSeconds(overlapMs)}
  return {id, ttlSeconds: toSeconds(ttlMs), ...overlap}
}

function toSeconds(ms: number): bigint {
  return BigInt(Math.ceil(ms / 1000))
}

function tokenOf(token: wire.Token | undefined): TokenInfo {
  return fromWireToken(present(token))
}

/** A message field that the protocol's answer always has. */
function present<Message>(message: Message | undefined): Message {
  if (message === undefined)
    throw new HubError('unavailable', 'Expected an answer of the protocol, got an empty one')
  return message
}
