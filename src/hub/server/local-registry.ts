import {type Client, createClient, createRouterTransport} from '@connectrpc/connect'
import {codeToString} from '@connectrpc/connect/protocol-connect'
import {HubError} from '../hub-error.ts'
import {toConnectError} from '../rpc/codes.ts'
import {HubService} from '../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import type {HubStore} from '../store/store.ts'
import {scopes} from '../token-record.ts'
import type {RandomBytes} from '../tokens/create-token.ts'
import {everyProject} from './admission/project-rights.ts'
import type {AdminCaller} from './methods/caller.ts'
import {issueToken} from './methods/issue-token.ts'
import {listTokens} from './methods/list-tokens.ts'
import {revokeToken} from './methods/revoke-token.ts'
import {rotateToken} from './methods/rotate-token.ts'

export interface LocalRegistryOptions {
  readonly store: HubStore
  /** Who works on the files: for the audit log. */
  readonly subject: string
  /** In milliseconds since 1970. */
  readonly clock: () => number
  readonly randomBytes: RandomBytes
}

/**
 * The calls about tokens, answered here and by no server, for one who has the files of a store and no token. Each is in the
 * audit log before it is answered. Every other call is not implemented.
 */
export function createLocalRegistry(options: LocalRegistryOptions): Client<typeof HubService> {
  const by =
    <Request, Answer>(method: string, act: (request: Request, caller: AdminCaller) => Promise<Answer>) =>
    (request: Request) =>
      callAudited(method, caller => act(request, caller), options)
  const transport = createRouterTransport(({service}) => {
    service(HubService, {
      issueToken: by('IssueToken', issueToken),
      listTokens: by('ListTokens', listTokens),
      rotateToken: by('RotateToken', rotateToken),
      revokeToken: by('RevokeToken', revokeToken)
    })
  })
  return createClient(HubService, transport)
}

async function callAudited<Answer>(
  method: string,
  act: (caller: AdminCaller) => Promise<Answer>,
  {store, subject, clock, randomBytes}: LocalRegistryOptions
): Promise<Answer> {
  const call = {project: ''}
  const token = {subject, projects: [everyProject], scopes}
  const node = {store, clock, randomBytes, log: () => undefined}
  const audit = (code: string, reason: string) =>
    store.audit.append([
      {...{at: clock(), subject, tokenId: '', project: call.project, method, code, reason}, ...localCall}
    ])
  try {
    const answer = await act({call, token, node})
    await audit('ok', '')
    return answer
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    const told = toConnectError(error)
    await audit(codeToString(told.code), error.message)
    throw told
  }
}

const localCall = {entries: 0, bytes: 0, peer: 'local'}
