import {once} from 'node:events'
import {Code, ConnectError} from '@connectrpc/connect'
import {describe, expect, it} from 'vitest'
import {deadPort, startSocket} from './support/faulty-sockets.ts'
import {until, useFollowers} from './support/follower.ts'

const {cleanUps, retries, fakeHub, follow} = useFollowers()

const upTo = (last: number) => Array.from({length: last}, (_, index) => index + 1)

describe('follow', () => {
  it('gives progress first, then rows after the cursor, then each new one; and ends in silence', async () => {
    const hub = await fakeHub(5)
    const reader = follow([hub.url], {since: 2, logId: 'log-1'})
    await until(() => reader.seqs().length === 3)
    hub.add('e6')
    await until(() => reader.seqs().length === 4)
    expect(reader.events[0]).toEqual({kind: 'progress', seq: 2, head: 5, logId: 'log-1'})
    expect(reader.events.at(-1)).toMatchObject({
      kind: 'entry',
      seq: 6,
      id: 'e6',
      content: 'text of e6',
      author: 'ann'
    })
    reader.leave()
    await reader.ended
    expect(retries).toEqual([])
  })

  it('C-9, D-7: goes on where it stood when the hub is killed and comes back, with no row twice and none left out', async () => {
    const hub = await fakeHub(40)
    const reader = follow([hub.url], {since: 0})
    await until(() => reader.seqs().length === 40)
    await hub.kill()
    cleanUps.splice(0, 1)
    await until(() => retries.length >= 2)
    const again = await fakeHub(90, {port: hub.port})
    await until(() => reader.seqs().length >= 90)
    again.add('e91')
    await until(() => reader.seqs().length >= 91)
    expect(reader.seqs()).toEqual(upTo(91))
    expect(again.cursors).toEqual([40n])
    expect(retries[0]).toMatchObject({method: 'Subscribe', peer: hub.url, cause: {kind: 'unavailable'}})
  })

  it('goes to the next peer, with its cursor, and tells each step', async () => {
    const dead = `http://127.0.0.1:${await deadPort()}`
    const [first, second] = [await fakeHub(10), await fakeHub(12)]
    const reader = follow([dead, first.url, second.url], {since: 0})
    await until(() => reader.seqs().length === 10)
    await first.kill()
    cleanUps.splice(0, 1)
    await until(() => reader.seqs().length === 12)
    expect(reader.seqs()).toEqual(upTo(12))
    expect(second.cursors).toEqual([10n])
    expect(retries.map(({peer}) => peer)).toEqual([dead, first.url])
  })

  it('waits longer with each failure, and shortly again after a row', async () => {
    let failing = 4
    const hub = await fakeHub(1, {
      before: () => {
        if (failing-- > 0) throw new ConnectError('not now', Code.Unavailable)
      }
    })
    const reader = follow([hub.url], {since: 0}, {random: () => 0.5})
    await until(() => reader.seqs().length === 1)
    expect(retries.map(({delayMs}) => delayMs)).toEqual([25, 50, 100, 200])
    failing = 1
    await hub.kill()
    cleanUps.splice(0, 1)
    await until(() => retries.length > 4)
    expect(retries[4]?.delayMs).toBe(25)
  })

  it('waits only after every peer that cannot be reached was tried, and before one that could', async () => {
    const [one, other] = [await deadPort(), await deadPort()].map(port => `http://127.0.0.1:${port}`)
    let failing = 2
    const hub = await fakeHub(1, {
      before: () => {
        if (failing-- > 0) throw new ConnectError('not now', Code.Unavailable)
      }
    })
    const reader = follow([`${one}`, `${other}`, hub.url], {since: 0}, {random: () => 0.5})
    await until(() => reader.seqs().length === 1)
    expect(retries.map(({delayMs}) => delayMs)).toEqual([0, 0, 25, 0, 0, 50, 0, 0])
    await hub.kill()
    cleanUps.splice(0, 1)
    await until(() => retries.length >= 13)
    expect(retries.slice(8, 13).map(({delayMs}) => delayMs)).toEqual([25, 0, 0, 50, 0])
  })

  it('does not shorten its waits for a hub that ends each stream before a row', async () => {
    const hub = await fakeHub(0, {
      methods: {
        async *subscribe() {
          yield {event: {case: 'progress' as const, value: {seq: 0n, head: 0n, logId: 'log-1'}}}
        }
      }
    })
    follow([hub.url], {since: 0}, {random: () => 0.1})
    await until(() => retries.length >= 4)
    expect(retries.slice(0, 4).map(({delayMs}) => delayMs)).toEqual([5, 10, 20, 40])
    expect(retries[0]?.cause.message).toContain('ended the stream')
  })

  it.each([
    [Code.Unauthenticated, 'unauthenticated'],
    [Code.PermissionDenied, 'denied'],
    [Code.InvalidArgument, 'invalid']
  ])('ends at code %i and asks no other peer', async (code, kind) => {
    const hub = await fakeHub(1, {before: () => Promise.reject(new ConnectError('no', code))})
    const second = await startSocket()
    cleanUps.push(second.stop)
    const reader = follow([hub.url, `http://127.0.0.1:${second.port}`], {since: 0})
    await expect(reader.ended).rejects.toMatchObject({kind})
    expect(second.connections).toBe(0)
  })

  it('ends with a token that is revoked while it follows', async () => {
    const revoking = new AbortController()
    const hub = await fakeHub(0, {
      methods: {
        async *subscribe() {
          yield {event: {case: 'progress' as const, value: {seq: 0n, head: 0n, logId: 'log-1'}}}
          await once(revoking.signal, 'abort')
          throw new ConnectError('token not accepted', Code.Unauthenticated)
        }
      }
    })
    const reader = follow([hub.url, hub.url], {since: 0})
    await until(() => reader.events.length === 1)
    revoking.abort()
    await expect(reader.ended).rejects.toMatchObject({kind: 'unauthenticated'})
    expect(hub.connections).toBe(1)
  })
})
