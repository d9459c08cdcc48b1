import {once} from 'node:events'
import {createSecureServer, createServer, type Http2Server, type ServerHttp2Session} from 'node:http2'
import type {AddressInfo, Socket} from 'node:net'
import {
  Code,
  ConnectError,
  type ConnectRouter,
  type HandlerContext,
  type ServiceImpl
} from '@connectrpc/connect'
import {connectNodeAdapter} from '@connectrpc/connect-node'
import type {EntryType, LogRow} from '../../../../src/hub/entry.ts'
import {HubService} from '../../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireNewEntry, toWireRow} from '../../../../src/hub/rpc/wire-entry.ts'

/** A hub in memory that a test may fill, break and end: for faults that a real one does not have. */
export interface FakeHub {
  readonly url: string
  readonly port: number
  readonly rows: LogRow[]
  logId: string
  /** Accepted since the start. */
  connections: number
  /** Names of the methods called, in order. */
  readonly calls: string[]
  /** `since` of each subscription. */
  readonly cursors: bigint[]
  /** Tells subscribers that there are rows. */
  wake(): void
  add(id: string, change?: Partial<LogRow>): void
  /** Ends it and all its connections at once. */
  kill(): Promise<void>
}

export interface FakeHubOptions {
  readonly token?: string
  readonly port?: number
  readonly tls?: {readonly key: string; readonly cert: string}
  /** Called before each answer: may throw or wait. */
  readonly before?: (method: string, context: HandlerContext) => void | Promise<void>
  readonly heartbeatMs?: number
  /** Methods of its own. */
  readonly methods?: Partial<ServiceImpl<typeof HubService>>
}

export async function startFakeHub(options: FakeHubOptions = {}): Promise<FakeHub> {
  const {tls, port = 0} = options
  const waiting = new Set<() => void>()
  const handler = connectNodeAdapter({routes: router => void routes(router, () => hub, waiting, options)})
  const server: Http2Server = tls ? (createSecureServer(tls, handler) as never) : createServer(handler)
  const sockets = new Set<Socket>()
  const sessions = new Set<ServerHttp2Session>()
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    hub.connections++
    sockets.add(socket)
  })
  server.on('session', session => sessions.add(session.on('error', () => undefined)))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const actual = (server.address() as AddressInfo).port
  const hub: FakeHub = {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${actual}`,
    port: actual,
    rows: [],
    logId: 'log-1',
    connections: 0,
    calls: [],
    cursors: [],
    wake: () => {
      for (const wake of [...waiting]) wake()
    },
    add(id, change) {
      hub.rows.push(entryRow(hub.rows.length + 1, id, change))
      hub.wake()
    },
    async kill() {
      const closed = once(server, 'close')
      server.close()
      hub.wake()
      for (const session of sessions) session.destroy()
      for (const socket of sockets) socket.destroy()
      await closed
    }
  }
  return hub
}

export function entryRow(seq: number, id: string, change: Partial<LogRow> = {}): LogRow {
  const row = {kind: 'entry', seq, project: 'alpha', id, type: 'zone' as EntryType, content: `text of ${id}`}
  return {...row, author: 'ann', publishedAt: 1000 + seq, meta: {}, redacted: false, ...change} as LogRow
}

function routes(
  router: ConnectRouter,
  hub: () => FakeHub,
  waiting: Set<() => void>,
  {token = 'good', before, heartbeatMs = 60_000, methods}: FakeHubOptions
): void {
  async function begin(method: string, context: HandlerContext): Promise<FakeHub> {
    hub().calls.push(method)
    if (context.requestHeader.get('authorization') !== `Bearer ${token}`)
      throw new ConnectError('token not accepted', Code.Unauthenticated)
    await before?.(method, context)
    return hub()
  }
  function check(since: bigint, logId: string): void {
    if ((logId !== '' && logId !== hub().logId) || since > hub().rows.length)
      throw new ConnectError('stale cursor', Code.FailedPrecondition)
  }
  router.service(HubService, {
    async publish({entries}, context) {
      const {rows, logId} = await begin('Publish', context)
      const seqs = entries.map(entry => {
        const found = rows.find(row => row.kind === 'entry' && row.id === entry.id)
        if (found === undefined) hub().add(entry.id, fromWireNewEntry(entry))
        return {seq: BigInt(found?.seq ?? rows.length), known: found !== undefined}
      })
      const duplicates = seqs.filter(({known}) => known).length
      return {seqs: seqs.map(({seq}) => seq), logId, duplicates}
    },
    async query({since, limit, logId}, context) {
      const {rows, logId: actual} = await begin('Query', context)
      check(since, logId)
      const page = rows.slice(Number(since), Number(since) + limit)
      const nextSince = BigInt(Number(since) + page.length)
      return {
        rows: page.map(row => ({row: toWireRow(row)})),
        nextSince,
        head: BigInt(rows.length),
        logId: actual
      }
    },
    async *subscribe({since, logId}, context) {
      const {rows} = await begin('Subscribe', context)
      hub().cursors.push(since)
      check(since, logId)
      let at = Number(since)
      const progress = () => ({
        event: {
          case: 'progress' as const,
          value: {seq: BigInt(at), head: BigInt(rows.length), logId: hub().logId}
        }
      })
      yield progress()
      while (!context.signal.aborted) {
        for (const row of rows.slice(at)) {
          at = row.seq
          yield {event: toWireRow(row)}
        }
        const woken = await sleepUntilWoken(waiting, context.signal, heartbeatMs)
        if (!woken) yield progress()
      }
    },
    async status(_, context) {
      await begin('Status', context)
      return {
        version: '1',
        logId: hub().logId,
        head: BigInt(hub().rows.length),
        store: 'embedded',
        subject: 'ann'
      }
    },
    async stop(_, context) {
      await begin('Stop', context)
      return {}
    },
    async issueToken(_, context) {
      await begin('IssueToken', context)
      return {secret: 's', token: {id: 'i', subject: 'ann'}}
    },
    ...methods
  })
}

function sleepUntilWoken(waiting: Set<() => void>, signal: AbortSignal, ms: number): Promise<boolean> {
  return new Promise(resolve => {
    const end = (woken: boolean) => {
      waiting.delete(wake)
      clearTimeout(timer)
      resolve(woken)
    }
    const wake = () => end(true)
    const timer = setTimeout(() => end(false), ms)
    waiting.add(wake)
    signal.addEventListener('abort', wake, {once: true})
  })
}
