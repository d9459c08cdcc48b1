import {setTimeout as pause} from 'node:timers/promises'
import {Code, ConnectError} from '@connectrpc/connect'
import {describe, expect, it} from 'vitest'
import {createHubClient} from '../../../src/hub/client/hub-client.ts'
import type {FakeHubOptions} from './support/fake-hub.ts'
import {startSocket} from './support/faulty-sockets.ts'
import {until, useFollowers} from './support/follower.ts'

const {cleanUps, retries, fakeHub, follow} = useFollowers()

describe('a stream of the log', () => {
  it('tells that the log is another one, then gives all its rows', async () => {
    const hub = await fakeHub(3)
    hub.logId = 'log-2'
    const reader = follow([hub.url], {since: 40, logId: 'log-1'})
    await until(() => reader.seqs().length === 3)
    expect(reader.events[0]).toEqual({kind: 'resync', logId: 'log-2'})
    expect(reader.seqs()).toEqual([1, 2, 3])
    expect(hub.cursors).toEqual([40n, 0n])
    expect(retries).toMatchObject([{cause: {kind: 'stale-cursor'}, delayMs: 0}])
  })

  it('notices that the log becomes another one under an open stream', async () => {
    const hub = await fakeHub(2, {heartbeatMs: 30})
    const reader = follow([hub.url], {since: 0})
    await until(() => reader.seqs().length === 2)
    hub.logId = 'log-2'
    await until(() => reader.seqs().length === 4)
    const kinds = reader.events.filter(({kind}) => kind !== 'progress').map(({kind}) => kind)
    expect(kinds).toEqual(['entry', 'entry', 'resync', 'entry', 'entry'])
  })

  it('asks a hub that refuses even the first row again later, and tells the other log only once', async () => {
    let refusals = 3
    const hub = await fakeHub(1, {
      before: () => {
        if (refusals-- > 0) throw new ConnectError('stale', Code.FailedPrecondition)
      }
    })
    const reader = follow([hub.url], {since: 7, logId: 'log-0'}, {random: () => 0.2})
    await until(() => reader.seqs().length === 1)
    expect(retries.map(({delayMs}) => delayMs)).toEqual([0, 10, 20])
    expect(reader.events.filter(({kind}) => kind === 'resync')).toHaveLength(1)
  })

  it('leaves a stream that is silent for too long, and one that never begins', async () => {
    const silent = await fakeHub(2)
    const half = await startSocket()
    cleanUps.push(half.stop)
    const live = await fakeHub(3)
    const peers = [silent.url, `http://127.0.0.1:${half.port}`, live.url]
    const reader = follow(peers, {since: 0}, {silentMs: 300, attemptMs: 300})
    await until(() => reader.seqs().length === 3)
    expect(reader.seqs()).toEqual([1, 2, 3])
    expect(retries.slice(0, 2).map(({peer, cause}) => [peer, cause.message])).toEqual([
      [peers[0], 'no message within 300 ms'],
      [peers[1], 'no message within 300 ms']
    ])
  })

  it('dials anew where a connection was not made in time', async () => {
    const half = await startSocket()
    cleanUps.push(half.stop)
    follow([`https://127.0.0.1:${half.port}`], {since: 0}, {attemptMs: 150})
    await until(() => half.connections >= 3)
    expect(retries.length).toBeGreaterThanOrEqual(2)
  })

  it('stays on a stream that is quiet but alive', async () => {
    const hub = await fakeHub(0, {heartbeatMs: 40})
    const reader = follow([hub.url], {since: 0}, {silentMs: 3000})
    await until(() => reader.events.length >= 5)
    expect(reader.events.every(({kind}) => kind === 'progress')).toBe(true)
    expect(retries).toEqual([])
  })

  it('gives no row twice that a hub sends twice, and nothing backwards', async () => {
    const hub = await fakeHub(0, {
      methods: {
        async *subscribe() {
          const progress = (seq: bigint) => ({
            event: {case: 'progress' as const, value: {seq, head: 9n, logId: 'log-1'}}
          })
          const entry = (seq: bigint) => ({
            event: {case: 'entry' as const, value: {seq, id: `e${seq}`, type: 1}}
          })
          yield* [
            progress(2n),
            entry(2n),
            entry(3n),
            entry(3n),
            progress(1n),
            progress(4n),
            entry(5n),
            progress(8n),
            entry(4n),
            entry(9n)
          ]
          await pause(5000, undefined, {ref: false})
        }
      }
    })
    const reader = follow([hub.url], {since: 2})
    await until(() => reader.events.at(-1)?.kind === 'entry' && reader.seqs().at(-1) === 9)
    expect(reader.events.map(event => [event.kind, event.kind === 'resync' ? 0 : event.seq])).toEqual([
      ['progress', 2],
      ['entry', 3],
      ['progress', 4],
      ['entry', 5],
      ['progress', 8],
      ['entry', 9]
    ])
  })

  it('takes a gap without progress for a loss: says so, and asks again from its cursor', async () => {
    const wire = {
      progress: {event: {case: 'progress' as const, value: {seq: 0n, head: 3n, logId: 'log-1'}}},
      entry: (seq: bigint) => ({event: {case: 'entry' as const, value: {seq, id: `e${seq}`, type: 1}}})
    }
    const asked: bigint[] = []
    const hub = await fakeHub(0, {
      methods: {
        async *subscribe({since}) {
          asked.push(since)
          yield* [wire.progress, wire.entry(since + 1n), ...(since === 0n ? [wire.entry(3n)] : [])]
          await pause(5000, undefined, {ref: false})
        }
      }
    })
    const reader = follow([hub.url], {since: 0})
    await until(() => reader.seqs().length === 2)
    expect([reader.seqs(), asked]).toEqual([
      [1, 2],
      [0n, 1n]
    ])
    expect(retries).toMatchObject([{cause: {message: 'Expected row 2 of the log, got 3: rows are missing'}}])
  })

  it('ends the stream at the hub when the reader leaves, by a signal or by itself', async () => {
    let ended = 0
    const before: FakeHubOptions['before'] = (_, {signal}) => signal.addEventListener('abort', () => ended++)
    const hub = await fakeHub(0, {before})
    const reader = follow([hub.url], {since: 0})
    await until(() => reader.events.length === 1)
    reader.leave()
    await reader.ended
    await until(() => ended === 1)
    const client = createHubClient({peers: [hub.url], token: 'good'})
    cleanUps.push(client.close)
    for await (const _ of client.follow({since: 0})) break
    await until(() => ended === 2)
  })
})
