import {Code, ConnectError} from '@connectrpc/connect'
import {afterEach, describe, expect, it} from 'vitest'
import {createHubClient, type HubClient, type HubClientOptions} from '../../../src/hub/client/hub-client.ts'
import type {RetryEvent} from '../../../src/hub/client/walk.ts'
import {retryAfterHeader} from '../../../src/hub/rpc/codes.ts'
import {createCertificate} from './support/certificate.ts'
import {type FakeHubOptions, startFakeHub} from './support/fake-hub.ts'
import {deadPort, startBlackHole, startSocket} from './support/faulty-sockets.ts'

const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const retries: RetryEvent[] = []

function client(peers: readonly string[], change: Partial<HubClientOptions> = {}): HubClient {
  retries.length = 0
  const onRetry = (event: RetryEvent) => retries.push(event)
  const made = createHubClient({peers, token: 'good', attemptMs: 700, random: () => 0, onRetry, ...change})
  cleanUps.push(() => made.close())
  return made
}

async function fakeHub(options: FakeHubOptions = {}) {
  const hub = await startFakeHub(options)
  cleanUps.push(() => hub.kill())
  return hub
}

async function socket(onConnection?: Parameters<typeof startSocket>[0]) {
  const peer = await startSocket(onConnection)
  cleanUps.push(() => peer.stop())
  return peer
}

const plain = (port: number) => `http://127.0.0.1:${port}`

describe('a walk along the peers', () => {
  it('ctx failover_test: asks the first peer alone while it answers', async () => {
    const [first, second] = [await fakeHub(), await fakeHub()]
    const hub = client([first.url, second.url])
    expect((await hub.status()).logId).toBe('log-1')
    await hub.status()
    expect([first.connections, second.connections]).toEqual([1, 0])
    expect(retries).toEqual([])
  })

  it('C-9, ctx failover_test: ends at the first peer with a token that it does not accept: the second sees no connection', async () => {
    const [live, second] = [await fakeHub(), await socket()]
    const hub = client([live.url, plain(second.port)], {token: 'bogus'})
    await expect(hub.status()).rejects.toMatchObject({kind: 'unauthenticated'})
    await expect(hub.publish([{id: 'a', type: 'zone', content: '', meta: {}}])).rejects.toMatchObject({
      kind: 'unauthenticated'
    })
    expect(live.calls).toEqual(['Status', 'Publish'])
    expect(second.connections).toBe(0)
  })

  it('C-9, ctx failover_test: passes over a dead peer, and stays with the one that answered', async () => {
    const dead = plain(await deadPort())
    const live = await fakeHub()
    const hub = client([dead, live.url])
    await hub.status()
    await hub.status()
    expect(live.calls).toHaveLength(2)
    expect(retries).toMatchObject([{method: 'Status', peer: dead, delayMs: 0, cause: {kind: 'unavailable'}}])
  })

  it('D-8, C-9: passes over a black hole', async () => {
    const hole = await startBlackHole()
    cleanUps.push(hole.stop)
    const live = await fakeHub()
    expect((await client([plain(hole.port), live.url]).status()).logId).toBe('log-1')
    expect(retries).toHaveLength(1)
  })

  it('D-8, C-9: passes over a peer that accepts and never answers, in plain text and with TLS', async () => {
    const half = await socket()
    const live = await fakeHub()
    await client([plain(half.port), live.url]).status()
    await client([`https://127.0.0.1:${half.port}`, live.url]).status()
    expect(half.connections).toBe(2)
    expect(retries).toHaveLength(1)
  })

  it('dials anew where a connection was not made in time', async () => {
    const half = await socket()
    const hub = client([`https://127.0.0.1:${half.port}`], {attemptMs: 150, maxRounds: 3})
    await expect(hub.status()).rejects.toMatchObject({kind: 'unavailable'})
    expect(half.connections).toBe(3)
  })

  it('passes over a peer that hangs up, and one that speaks another protocol', async () => {
    const [rude, other] = [
      await socket(it => it.destroy()),
      await socket(it => void it.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    ]
    const live = await fakeHub()
    await client([plain(rude.port), plain(other.port), live.url]).status()
    expect(retries.map(({peer}) => peer)).toEqual([plain(rude.port), plain(other.port)])
  })

  it('C-9: passes over a dead peer to one that does not accept the token, and ends there', async () => {
    const live = await fakeHub()
    const third = await socket()
    const hub = client([plain(await deadPort()), live.url, plain(third.port)], {token: 'bogus'})
    await expect(hub.status()).rejects.toMatchObject({kind: 'unauthenticated'})
    expect(third.connections).toBe(0)
  })

  it('H-02, C-9: ends at a certificate that is not trusted, and goes on with the right one', async () => {
    const certificate = await createCertificate()
    const secure = await fakeHub({tls: certificate})
    const second = await fakeHub()
    const untrusting = client([secure.url, second.url])
    await expect(untrusting.status()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/trusted certificate .*127\.0\.0\.1.*self-signed/)
    })
    expect(second.connections).toBe(0)
    expect((await client([secure.url], {tls: {ca: certificate.cert}}).status()).logId).toBe('log-1')
  })

  it('ctx failover_test: names each peer and its reason in one line where none answers, after bounded rounds', async () => {
    const [dead, half] = [await deadPort(), await socket()]
    const hub = client([plain(dead), plain(half.port)], {attemptMs: 200, maxRounds: 2})
    const error = await hub.status().catch(error => error)
    expect(error).toMatchObject({kind: 'unavailable'})
    expect(error.message).toMatch(
      new RegExp(
        `^[^\\n]*${plain(dead)} \\([^)]*ECONNREFUSED[^\\n]*${plain(half.port)} \\([^)]*timed out[^\\n]*$`
      )
    )
    expect(retries.map(({peer}) => peer)).toEqual([plain(dead), plain(half.port), plain(dead)])
  })

  it('finds a peer that comes up between two rounds', async () => {
    const port = await deadPort()
    let late: Promise<unknown> | undefined
    const onRetry = () => {
      late ??= fakeHub({port})
    }
    const hub = client([plain(port)], {onRetry, random: () => 0.999, maxRounds: 8})
    expect((await hub.status()).logId).toBe('log-1')
    await late
  })

  it.each([
    [Code.PermissionDenied, 'denied'],
    [Code.InvalidArgument, 'invalid'],
    [Code.NotFound, 'not-found'],
    [Code.FailedPrecondition, 'stale-cursor'],
    [Code.AlreadyExists, 'conflict'],
    [Code.Unimplemented, 'invalid'],
    [Code.ResourceExhausted, 'exhausted']
  ])('ends at code %i', async (code, kind) => {
    const first = await fakeHub({before: () => Promise.reject(new ConnectError('no', code))})
    const second = await fakeHub()
    await expect(client([first.url, second.url]).status()).rejects.toMatchObject({kind, message: 'no'})
    expect([first.calls.length, second.connections]).toEqual([1, 0])
  })

  it.each([Code.Unavailable, Code.DeadlineExceeded, Code.Aborted])('goes on at code %i', async code => {
    const first = await fakeHub({before: () => Promise.reject(new ConnectError('no', code))})
    const second = await fakeHub()
    await client([first.url, second.url]).status()
    expect([first.calls.length, second.calls.length]).toEqual([1, 1])
  })

  it('waits at the same peer as long as it asks, a bounded number of times', async () => {
    let refusals = 2
    const busy = await fakeHub({
      before: () => {
        if (refusals-- > 0)
          throw new ConnectError('slow down', Code.ResourceExhausted, {[retryAfterHeader]: '20'})
      }
    })
    const second = await fakeHub()
    const hub = client([busy.url, second.url])
    await hub.status()
    expect(retries.map(({delayMs}) => delayMs)).toEqual([20, 20])
    refusals = 100
    await expect(hub.status()).rejects.toMatchObject({kind: 'exhausted', retryAfterMs: 20})
    expect(busy.calls).toHaveLength(3 + 4)
    expect(second.connections).toBe(0)
  })

  it('sends a call that issues a secret to no second peer once it may have been done', async () => {
    const stuck = await fakeHub({
      before: () => new Promise<void>(resolve => setTimeout(resolve, 2000).unref())
    })
    const second = await fakeHub()
    const token = {subject: 'ann', projects: ['alpha'], scopes: ['read']} as const
    await expect(client([stuck.url, second.url], {attemptMs: 200}).issueToken(token)).rejects.toMatchObject({
      kind: 'unavailable'
    })
    expect(second.connections).toBe(0)
    expect((await client([plain(await deadPort()), second.url]).issueToken(token)).secret).toBe('s')
  })

  it('connects anew where a peer came back', async () => {
    const first = await fakeHub()
    const hub = client([first.url])
    await hub.status()
    await first.kill()
    cleanUps.shift()
    const again = await fakeHub({port: first.port})
    await hub.status()
    expect(again.calls).toEqual(['Status'])
  })

  it('ends a call with the reason of its signal, and every call when it is closed', async () => {
    const half = await socket()
    const hub = client([plain(half.port)], {attemptMs: 30_000})
    const leaving = new AbortController()
    const call = hub.status({signal: leaving.signal})
    leaving.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
    const open = hub.status()
    hub.close()
    await expect(open).rejects.toThrow('the client is closed')
    await expect(hub.status()).rejects.toThrow('the client is closed')
  })
})
