import {randomBytes} from 'node:crypto'
import {userInfo} from 'node:os'
import {ConnectError} from '@connectrpc/connect'
import {type AdminCalls, createAdminCalls} from '../../hub/client/admin-calls.ts'
import {fromConnectError} from '../../hub/rpc/codes.ts'
import {createLocalRegistry} from '../../hub/server/local-registry.ts'
import type {HubStore} from '../../hub/store/store.ts'
import type {CliContext} from '../context.ts'
import type {Options} from '../options.ts'
import {withHub} from './connect.ts'
import {locateExisting, withStore} from './with-store.ts'

type TokenCalls = Pick<AdminCalls, 'issueToken' | 'listTokens' | 'rotateToken' | 'revokeToken'>

/** The tokens of a hub that serves, or with `--store` of one whose files lie here. */
export function withTokens<T>(
  options: Options,
  context: CliContext,
  work: (registry: TokenCalls) => Promise<T>
): Promise<T> {
  if (options.store === undefined) return withHub(options, context, work)
  return withStore(locateExisting(options.store, options, context), store => work(localTokens(store)))
}

function localTokens(store: HubStore): TokenCalls {
  const hub = createLocalRegistry({
    store,
    subject: `local:${userInfo().username}`,
    clock: Date.now,
    randomBytes
  })
  return createAdminCalls(({send}) => send({hub}).catch(asHubError), {})
}

function asHubError(error: unknown): never {
  throw error instanceof ConnectError ? fromConnectError(error) : error
}
