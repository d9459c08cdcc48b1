import {connect as connectHttp2} from 'node:http2'
import {connect} from 'node:net'
import {connect as connectTls} from 'node:tls'
import {Code, ConnectError} from '@connectrpc/connect'
import {createConnectTransport, createGrpcTransport} from '@connectrpc/connect-node'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {startHub} from '../../../src/hub/server/start-hub.ts'
import {createToken} from '../../../src/hub/tokens/create-token.ts'
import {type Certificate, createCertificate} from './support/certificates.ts'
import {clientOf, startTestHub, type TestHub} from './support/test-hub.ts'
import {until} from './support/wait.ts'

let server: Certificate
let ann: Certificate
let eve: Certificate
beforeAll(async () => {
  ;[server, ann, eve] = (await Promise.all(['hub', 'ann', 'eve'].map(createCertificate))) as [
    Certificate,
    Certificate,
    Certificate
  ]
})

const statusOf = (call: Promise<{subject: string}>) =>
  call.then(
    ({subject}) => subject,
    error => ConnectError.from(error).code
  )

describe('with a certificate', () => {
  let hub: TestHub
  let token: string
  beforeAll(async () => {
    hub = await startTestHub({tls: server, limits: {handshakeMs: 300, headersMs: 300, tokenWatchMs: 50}})
    const admin = clientOf(overTls(hub, {ca: server.cert}), hub.hub.adminToken ?? '')
    token = (await admin.issueToken({subject: 'ann', projects: ['alpha'], scopes: [1, 2]})).secret
  })
  afterAll(() => hub.close())

  const overTls = ({hub: {url}}: TestHub, nodeOptions: object) =>
    createConnectTransport({baseUrl: url, httpVersion: '2', nodeOptions})

  test('H-01, H-28: Connect over HTTP/1.1 and HTTP/2, and gRPC, are answered on the one port', async () => {
    const baseUrl = hub.hub.url
    const nodeOptions = {ca: server.cert}
    expect(baseUrl).toMatch(/^https:/)
    for (const transport of [
      createConnectTransport({baseUrl, httpVersion: '1.1', nodeOptions}),
      createConnectTransport({baseUrl, httpVersion: '2', nodeOptions}),
      createGrpcTransport({baseUrl, nodeOptions})
    ])
      expect(await statusOf(clientOf(transport, token).status({}))).toBe('ann')
  })

  test('a version of TLS before 1.2 is refused', async () => {
    const {port} = new URL(hub.hub.url)
    const versionWith = (maxVersion: 'TLSv1.1' | 'TLSv1.2') =>
      new Promise(resolve => {
        const options = {
          host: '127.0.0.1',
          port: Number(port),
          ca: server.cert,
          ciphers: 'DEFAULT:@SECLEVEL=0'
        }
        const socket = connectTls({...options, minVersion: 'TLSv1', maxVersion}, () => {
          resolve(socket.getProtocol())
          socket.destroy()
        }).on('error', () => resolve('refused'))
      })
    expect(await versionWith('TLSv1.1')).toBe('refused')
    expect(await versionWith('TLSv1.2')).toBe('TLSv1.2')
  })

  test('a subscriber whose connection breaks off gives its slot back', async () => {
    const session = connectHttp2(hub.hub.url, {ca: server.cert})
    const request = session.request({
      ':method': 'POST',
      ':path': '/groundtruth.hub.v1.HubService/Subscribe',
      'content-type': 'application/connect+json',
      authorization: `Bearer ${token}`
    })
    request.on('error', () => undefined).end(Buffer.from('\0\0\0\0\x02{}'))
    const client = clientOf(overTls(hub, {ca: server.cert}), token)
    await until('it is open', async () => (await client.status({})).streams === 1)
    session.destroy()
    await until('it is free', async () => (await client.status({})).streams === 0)
  })

  test('a connection that begins no handshake is closed', async () => {
    const socket = connect({host: '127.0.0.1', port: Number(new URL(hub.hub.url).port)})
    await new Promise(resolve => socket.on('error', () => undefined).once('close', resolve))
    expect(socket.destroyed).toBe(true)
  })

  test('a connection that never finishes its headers is closed', async () => {
    const {port} = new URL(hub.hub.url)
    const options = {host: '127.0.0.1', port: Number(port), ca: server.cert, ALPNProtocols: ['http/1.1']}
    const slow = connectTls(options, () => slow.write('POST / HTTP/1.1\r\nhost:'))
    const drip = setInterval(() => slow.write('x'), 50)
    const closed = new Promise<string>(resolve =>
      slow.on('error', () => undefined).once('close', () => resolve('closed'))
    )
    slow.resume()
    expect(await closed).toBe('closed')
    clearInterval(drip)
  })
})

describe('with an authority for clients', () => {
  let hub: TestHub
  let token: string
  beforeAll(async () => {
    hub = await startTestHub({tls: {...server, clientCa: `${ann.cert}\n${eve.cert}`}})
    // Issued by the store itself: the first admin has no certificate here.
    const {secret, record} = createToken({
      ...{subject: 'ann', projects: ['alpha'], scopes: ['read'] as const},
      createdAt: Date.now()
    })
    await hub.store.tokens.add(record)
    token = secret
  })
  afterAll(() => hub.close())

  const as = (certificate: Partial<Certificate>, httpVersion: '1.1' | '2') =>
    clientOf(
      createConnectTransport({
        ...{baseUrl: hub.hub.url, httpVersion},
        nodeOptions: {ca: server.cert, ...certificate}
      }),
      token
    )

  test.each(['1.1', '2'] as const)(
    'H-27: HTTP/%s: a token is good with the certificate of its subject',
    async version => {
      expect(await statusOf(as(ann, version).status({}))).toBe('ann')
    }
  )

  test.each(['1.1', '2'] as const)('H-27: HTTP/%s: and not with that of somebody else', async version => {
    expect(await statusOf(as(eve, version).status({}))).toBe(Code.Unauthenticated)
  })

  test('H-27: a client without a certificate is not served', async () => {
    await expect(as({}, '1.1').status({})).rejects.toThrow()
    const stranger = await createCertificate('ann')
    await expect(as(stranger, '1.1').status({})).rejects.toThrow()
  })
})

describe('what is unsafe', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub()
  })
  afterAll(() => hub.close())
  const start = (options: object) =>
    startHub({
      ...{store: hub.store, listen: {host: '127.0.0.1', port: 0}, version: '1', log: () => undefined},
      ...options
    })

  test('H-01: another address than loopback without TLS is refused', async () => {
    const listen = {host: '0.0.0.0', port: 0}
    await expect(start({listen})).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('TLS')
    })
    await expect(start({listen: {host: '::', port: 0}})).rejects.toMatchObject({kind: 'invalid'})
    await (await start({listen, tls: server})).stop()
  })

  test('H-01: is served where it is asked for by name, and then shown by status and log', async () => {
    const log: object[] = []
    const insecure = await start({
      ...{listen: {host: '0.0.0.0', port: 0}, insecure: true},
      log: (record: object) => void log.push(record)
    })
    const response = await fetch(
      `${insecure.url.replace('0.0.0.0', '127.0.0.1')}/groundtruth.hub.v1.HubService/Status`,
      {
        method: 'POST',
        body: '{}',
        headers: {'content-type': 'application/json', authorization: `Bearer ${hub.hub.adminToken}`}
      }
    )
    expect(await response.json()).toMatchObject({warnings: [expect.stringContaining('without TLS')]})
    expect(log).toContainEqual(expect.objectContaining({level: 'warn', event: 'insecure'}))
    await insecure.stop()
  })

  test('H-28: metrics for everybody are refused, also with TLS', async () => {
    const metrics = {host: '0.0.0.0', port: 0}
    await expect(start({metrics, tls: server})).rejects.toMatchObject({kind: 'invalid'})
    await (await start({metrics: {host: '127.0.0.1', port: 0}})).stop()
  })

  test('a certificate that is none is refused, and the error does not quote the key', async () => {
    const refused = start({tls: {cert: server.cert, key: 'not a key'}})
    await expect(refused).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.not.stringContaining('not a key')
    })
  })

  test('a port that is taken is named', async () => {
    const port = Number(new URL(hub.hub.url).port)
    await expect(start({listen: {host: '127.0.0.1', port}})).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining(`${port}`)
    })
  })
})
