import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {type Client, createClient, type Transport} from '@connectrpc/connect'
import {createConnectTransport} from '@connectrpc/connect-node'
import {inject} from 'vitest'
import {HubService, Scope} from '../../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import type {LogRecord} from '../../../../src/hub/server/log.ts'
import {type RunningHub, type StartHubOptions, startHub} from '../../../../src/hub/server/start-hub.ts'
import {openEmbeddedStore} from '../../../../src/hub/store/embedded/open.ts'
import type {HubStore} from '../../../../src/hub/store/store.ts'

export type HubClient = Client<typeof HubService>

/** A hub over a store of its own in a new folder. */
export interface TestHub {
  readonly hub: RunningHub
  readonly store: HubStore
  readonly folder: string
  readonly log: LogRecord[]
  readonly admin: HubClient
  /** A client with this token, over Connect and HTTP/2. */
  as(token: string): HubClient
  /** The text of a new token for these projects. */
  issue(projects: readonly string[], scopes?: readonly Scope[], subject?: string): Promise<string>
  close(): Promise<void>
}

export type TestHubOptions = Partial<Omit<StartHubOptions, 'log'>> & {
  /** What the hub gets for its store. */
  readonly wrap?: (store: HubStore) => HubStore
}

export async function startTestHub({wrap, ...options}: TestHubOptions = {}): Promise<TestHub> {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-hub-server-'))
  const store = options.store ?? (await openTestStore(folder))
  const log: LogRecord[] = []
  const hub = await startHub({
    listen: {host: '127.0.0.1', port: 0},
    version: '1.2.3',
    ...options,
    store: wrap ? wrap(store) : store,
    log: record => void log.push(record)
  })
  const as = (token: string) => clientOf(connectTransport(hub.url), token)
  const admin = as(hub.adminToken ?? '')
  return {
    ...{hub, store, folder, log, admin, as},
    issue: (projects, scopes = [Scope.PUBLISH, Scope.READ], subject = 'ann') =>
      issue(admin, projects, scopes, subject),
    async close() {
      await hub.stop()
      await store.close()
      rmSync(folder, {recursive: true, force: true})
    }
  }
}

export function openTestStore(directory: string): Promise<HubStore> {
  return openEmbeddedStore({
    directory,
    worker: pathToFileURL(join(inject('toolBundle'), 'hub/store-worker.js'))
  })
}

export async function issue(
  admin: HubClient,
  projects: readonly string[],
  scopes: readonly Scope[] = [Scope.PUBLISH, Scope.READ],
  subject = 'ann'
): Promise<string> {
  const {secret} = await admin.issueToken({subject, projects: [...projects], scopes: [...scopes]})
  return secret
}

export function connectTransport(baseUrl: string, httpVersion: '1.1' | '2' = '2'): Transport {
  return createConnectTransport({baseUrl, httpVersion, useBinaryFormat: true})
}

/** A client whose calls carry this token. */
export function clientOf(transport: Transport, token: string): HubClient {
  return createClient(HubService, withHeader(transport, 'authorization', `Bearer ${token}`))
}

/** A transport that sends one more header. */
export function withHeader(transport: Transport, name: string, value: string): Transport {
  const add = (header: Parameters<Transport['unary']>[3]) => {
    const headers = new Headers(header)
    headers.set(name, value)
    return headers
  }
  return {
    unary: (method, signal, timeoutMs, header, input, values) =>
      transport.unary(method, signal, timeoutMs, add(header), input, values),
    stream: (method, signal, timeoutMs, header, input, values) =>
      transport.stream(method, signal, timeoutMs, add(header), input, values)
  }
}
