import {fileURLToPath} from 'node:url'
import {gzipSync} from 'node:zlib'
import {Code} from '@connectrpc/connect'
import {createConnectTransport, createGrpcTransport, createGrpcWebTransport} from '@connectrpc/connect-node'
import grpc from '@grpc/grpc-js'
import protoLoader from '@grpc/proto-loader'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {Scope} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {anEntry} from './support/entries.ts'
import {clientOf, startTestHub, type TestHub} from './support/test-hub.ts'
import {codeOf} from './support/wait.ts'

let hub: TestHub
let token: string
beforeAll(async () => {
  hub = await startTestHub({limits: {failedAuthsBurst: 1000}})
  token = await hub.issue(['alpha'])
})
afterAll(() => hub.close())

const transports = [
  ['Connect over HTTP/1.1', (baseUrl: string) => createConnectTransport({baseUrl, httpVersion: '1.1'})],
  ['Connect over HTTP/2', (baseUrl: string) => createConnectTransport({baseUrl, httpVersion: '2'})],
  [
    'Connect by GET',
    (baseUrl: string) => createConnectTransport({baseUrl, httpVersion: '1.1', useHttpGet: true})
  ],
  ['gRPC', (baseUrl: string) => createGrpcTransport({baseUrl})],
  ['gRPC-Web over HTTP/1.1', (baseUrl: string) => createGrpcWebTransport({baseUrl, httpVersion: '1.1'})],
  ['gRPC-Web over HTTP/2', (baseUrl: string) => createGrpcWebTransport({baseUrl, httpVersion: '2'})]
] as const

describe.each(transports)('%s', (name, transport) => {
  test('C-16, ctx integration_test: publishes, reads and follows', async () => {
    const client = clientOf(transport(hub.hub.url), token)
    const {seqs} = await client.publish({
      entries: [anEntry(`of ${name}`, {content: `\0 🙂 ${'x'.repeat(5000)}`})]
    })
    const seq = seqs[0] ?? 0n
    const {rows} = await client.query({since: seq - 1n, limit: 1})
    expect(rows[0]?.row.value).toMatchObject({seq, id: `of ${name}`})
    const abort = new AbortController()
    for await (const {event} of client.subscribe({since: seq - 1n}, {signal: abort.signal})) {
      if (event.case !== 'entry') continue
      expect(event.value.content).toContain('\0 🙂')
      break
    }
    abort.abort()
  })

  test('tells why a call is refused', async () => {
    const nobody = clientOf(transport(hub.hub.url), 'none')
    const reader = clientOf(transport(hub.hub.url), await hub.issue(['alpha'], [Scope.READ]))
    expect(await codeOf(nobody.publish({entries: [anEntry('x')]}))).toBe(Code.Unauthenticated)
    expect(await codeOf(nobody.query({}))).toBe(Code.Unauthenticated)
    expect(await codeOf(reader.publish({entries: [anEntry('x')]}))).toBe(Code.PermissionDenied)
    const refused = (async () => {
      for await (const _ of nobody.subscribe({})) throw new Error('a message came')
    })()
    expect(await codeOf(refused)).toBe(Code.Unauthenticated)
  })
})

describe('JSON over HTTP/1.1, as curl sends it', () => {
  const post = (method: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
    fetch(`${hub.hub.url}/groundtruth.hub.v1.HubService/${method}`, {
      method: 'POST',
      body,
      headers: {'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers}
    })

  test('C-16: is answered, and no cache keeps the answer', async () => {
    const response = await post('Status', '{}')
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await response.json()).toMatchObject({store: 'embedded', subject: 'ann'})
  })

  test('H-22: with a field that the protocol does not know is 400', async () => {
    expect((await post('Status', '{"nonsense": 1}')).status).toBe(400)
    expect((await post('Publish', '{"entries": [{"id": "a", "author": "somebody else"}]}')).status).toBe(400)
  })

  test('that is no JSON is 400', async () => {
    expect((await post('Status', '{')).status).toBe(400)
  })

  test('with a body over the limit is 429, also where it is packed small', async () => {
    const body = JSON.stringify({project: 'x'.repeat(7 * 1024 * 1024)})
    const plain = await post('Publish', body)
    expect([plain.status, await plain.json()]).toMatchObject([429, {code: 'resource_exhausted'}])
    expect((await post('Publish', gzipSync(body), {'content-encoding': 'gzip'})).status).toBe(429)
  })

  test('without a token, or without the word Bearer, is 401, whatever its body', async () => {
    for (const body of ['{}', '{', 'x'.repeat(100_000)])
      expect((await post('Status', body, {authorization: token})).status).toBe(401)
    expect(await (await post('Status', '{}', {authorization: ''})).json()).toMatchObject({
      code: 'unauthenticated'
    })
  })

  test('of an unknown method is 404, of an unknown type 415', async () => {
    expect((await post('Nonsense', '{}')).status).toBe(404)
    expect((await post('Status', '{}', {'content-type': 'text/plain'})).status).toBe(415)
  })

  test('asks for a page by GET, but changes nothing by it', async () => {
    const get = (method: string) =>
      fetch(
        `${hub.hub.url}/groundtruth.hub.v1.HubService/${method}?encoding=json&message=%7B%7D&connect=v1`,
        {
          headers: {authorization: `Bearer ${token}`}
        }
      )
    expect((await get('Query')).status).toBe(200)
    expect((await get('Publish')).status).toBe(405)
  })
})

describe('@grpc/grpc-js, as another language would call', () => {
  const folder = fileURLToPath(new URL('../../../proto', import.meta.url))
  const load = () => {
    const file = protoLoader.loadSync('groundtruth/hub/v1/hub.proto', {includeDirs: [folder], longs: String})
    // biome-ignore lint/suspicious/noExplicitAny: the loader makes classes from a file, without types.
    const {HubService} = (grpc.loadPackageDefinition(file) as any).groundtruth.hub.v1
    return new HubService(new URL(hub.hub.url).host, grpc.credentials.createInsecure())
  }
  const metadata = (text: string) => {
    const values = new grpc.Metadata()
    values.set('authorization', `Bearer ${text}`)
    return values
  }

  test('C-16: publishes and follows', async () => {
    const client = load()
    const published = await new Promise<{seqs: string[]}>((resolve, reject) =>
      client.Publish(
        {entries: [{id: 'of grpc-js', type: 'ENTRY_TYPE_ZONE', content: 'c'}]},
        metadata(token),
        (error: Error | null, answer: {seqs: string[]}) => (error ? reject(error) : resolve(answer))
      )
    )
    const stream = client.Subscribe({since: Number(published.seqs[0]) - 1}, metadata(token))
    const ids: string[] = []
    await new Promise<void>((resolve, reject) => {
      stream.on('data', (message: {entry?: {id: string}}) => {
        if (message.entry) ids.push(message.entry.id)
        if (ids.length > 0) resolve()
      })
      stream.on('error', reject)
    })
    expect(ids).toEqual(['of grpc-js'])
    stream.on('error', () => undefined)
    stream.cancel()
    client.close()
  })

  test('is told that its token is not good', async () => {
    const client = load()
    const code = await new Promise(resolve =>
      client.Status({}, metadata('none'), (error: grpc.ServiceError | null) => resolve(error?.code))
    )
    expect(code).toBe(grpc.status.UNAUTHENTICATED)
    client.close()
  })
})
