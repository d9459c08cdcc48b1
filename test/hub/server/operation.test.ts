import {Code} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {HubError} from '../../../src/hub/hub-error.ts'
import {createFirstToken} from '../../../src/hub/server/first-token.ts'
import {anEntry, entriesFrom} from './support/entries.ts'
import {readMetric} from './support/metric.ts'
import {startTestHub, type TestHub} from './support/test-hub.ts'
import {codeOf, until} from './support/wait.ts'

const metrics = {host: '127.0.0.1', port: 0}

describe('metrics', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub({metrics})
  })
  afterAll(() => hub.close())
  const read = (name: string) => readMetric(hub.hub.metricsUrl, name)

  test('count calls by method and code, entries, and streams', async () => {
    const ann = hub.as(await hub.issue(['alpha']))
    await ann.publish({entries: entriesFrom(0, 3)})
    await ann.publish({entries: entriesFrom(2, 2)})
    await codeOf(hub.as('none').query({}))
    const abort = new AbortController()
    const following = (async () => {
      for await (const _ of ann.subscribe({}, {signal: abort.signal}));
    })()
    await until('it is open and has all', async () => (await read('open_streams')) === 1)
    await until('it is not behind', async () => (await read('stream_lag_rows')) === 0)
    expect(await read('calls_total{method="Publish",code="ok"}')).toBe(2)
    expect(await read('calls_total{method="Query",code="unauthenticated"}')).toBe(1)
    expect(await read('published_entries_total')).toBe(4)
    expect(await read('head')).toBe(4)
    await ann.publish({entries: [anEntry('kept')]})
    await until('rows are kept for it', async () => (await read('recent_bytes')) > 0)
    abort.abort()
    expect(await codeOf(following)).toBe(Code.Canceled)
    await until('it has ended', async () => (await read('stream_ends_total{cause="client"}')) === 1)
  })

  test('hold no name, no token and no project', async () => {
    await hub.as(await hub.issue(['project-of-metrics'], [1, 2], 'subject-of-metrics')).status({})
    const text = await (await fetch(`${hub.hub.metricsUrl}/metrics`)).text()
    expect(text).toContain('groundtruth_hub_calls_total')
    for (const name of ['project-of-metrics', 'subject-of-metrics', 'gt_', 'firstadmin'])
      expect(text).not.toContain(name)
  })

  test('H-28: are not on the port of the service', async () => {
    expect((await fetch(`${hub.hub.url}/metrics`)).status).toBe(404)
    expect((await fetch(`${hub.hub.metricsUrl}/nonsense`)).status).toBe(404)
  })
})

test('health is good while the store answers, and bad when it does not', async () => {
  const hub = await startTestHub({metrics})
  const health = async () => (await fetch(`${hub.hub.metricsUrl}/healthz`)).status
  expect(await health()).toBe(200)
  await hub.store.close()
  expect(await health()).toBe(503)
  await hub.close()
})

describe('a store that fails', () => {
  const startFailing = (failure: Error) =>
    startTestHub({metrics, wrap: store => ({...store, counts: () => Promise.reject(failure)})})

  test('by a defect: the caller learns nothing of it, and the log its place', async () => {
    const hub = await startFailing(new TypeError('a detail with text'))
    await expect(hub.admin.status({})).rejects.toMatchObject({
      code: Code.Internal,
      rawMessage: 'internal error'
    })
    const logged = hub.log.find(({event}) => event === 'internal-error')
    expect(logged).toMatchObject({level: 'error', method: 'Status', error: 'TypeError'})
    expect(JSON.stringify(hub.log)).not.toContain('a detail with text')
    await hub.close()
  })

  test('by being away: the caller is told to try again', async () => {
    const hub = await startFailing(new HubError('unavailable', 'the database is away'))
    await expect(hub.admin.status({})).rejects.toMatchObject({code: Code.Unavailable})
    expect(await readMetric(hub.hub.metricsUrl, 'store_errors_total')).toBe(1)
    await hub.close()
  })
})

describe('stopping', () => {
  test('lets open calls end, and takes no more', async () => {
    const hub = await startTestHub()
    const ann = hub.as(await hub.issue(['alpha']))
    const publishing = Array.from({length: 20}, (_, index) =>
      ann.publish({entries: entriesFrom(index * 10, 10)})
    )
    await until('some arrived', async () => (await hub.store.head()) > 0)
    await hub.hub.stop()
    const outcomes = await Promise.all(publishing.map(codeOf))
    const acknowledged = outcomes.filter(code => code === 'ok').length
    expect(acknowledged).toBeGreaterThan(0)
    expect(await hub.store.head()).toBeGreaterThanOrEqual(acknowledged * 10)
    await expect(fetch(hub.hub.url)).rejects.toThrow()
    await hub.hub.stopped
    await hub.close()
  })

  test('twice is once', async () => {
    const hub = await startTestHub()
    await Promise.all([hub.hub.stop(), hub.hub.stop()])
    expect(hub.log.filter(({event}) => event === 'stopped').length).toBe(1)
    await hub.close()
  })
})

test('H-12: of many nodes that start on an empty store, one has the first token', async () => {
  const {store, ...hub} = await startTestHub()
  const tokens = {...store.tokens, list: async () => []}
  const random = (size: number) => Buffer.alloc(size, 7)
  expect(await createFirstToken(tokens, 0, random)).toBeUndefined()
  await hub.close()
})
