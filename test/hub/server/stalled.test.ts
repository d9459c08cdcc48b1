import {setTimeout as pause} from 'node:timers/promises'
import {Code} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {entriesFrom} from './support/entries.ts'
import {readMetric} from './support/metric.ts'
import {type StalledSubscriber, stallHttp1, stallHttp2} from './support/raw-subscriber.ts'
import {startTestHub, type TestHub} from './support/test-hub.ts'
import {codeOf, until} from './support/wait.ts'

/** More than all buffers between a hub and a client hold. */
const contentOfEntry = 'x'.repeat(256 * 1024)

async function startFull(limits: object): Promise<{hub: TestHub; token: string}> {
  const hub = await startTestHub({limits, metrics: {host: '127.0.0.1', port: 0}})
  const token = await hub.issue(['alpha'])
  const ann = hub.as(token)
  for (let from = 0; from < 96; from += 12)
    await ann.publish({entries: entriesFrom(from, 12, contentOfEntry)})
  return {hub, token}
}

describe('a subscriber that reads nothing and then leaves', () => {
  let full: Awaited<ReturnType<typeof startFull>>
  beforeAll(async () => {
    full = await startFull({stallMs: 60_000})
  })
  afterAll(() => full.hub.close())

  const ways: readonly [string, (url: string, token: string) => StalledSubscriber][] = [
    ['Connect over HTTP/1.1', (url, token) => stallHttp1(url, token, 'application/connect+json')],
    ['gRPC-Web over HTTP/1.1', (url, token) => stallHttp1(url, token, 'application/grpc-web+json')],
    ['a reset stream of HTTP/2', (url, token) => stallHttp2(url, token, 'stream')],
    ['a closed connection of HTTP/2', (url, token) => stallHttp2(url, token, 'session')]
  ]
  test.each(ways)('H-09, C-7: frees its slot and its generator: %s', async (_, stall) => {
    const {hub} = full.hub
    const ended = await readMetric(hub.metricsUrl, 'stream_ends_total{cause="client"}')
    const subscriber = stall(hub.url, full.token)
    let lag = 0
    await until('it stalls', async () => {
      const before = lag
      await pause(200)
      lag = await readMetric(hub.metricsUrl, 'stream_lag_rows')
      return lag > 0 && lag === before
    })
    const open = await readMetric(hub.metricsUrl, 'open_streams')
    subscriber.leave()
    await until('its slot is free', async () => (await readMetric(hub.metricsUrl, 'open_streams')) === 0)
    await until(
      'its generator has ended',
      async () => (await readMetric(hub.metricsUrl, 'stream_ends_total{cause="client"}')) === ended + 1
    )
    expect(open).toBe(1)
  })
})

describe('a subscriber that stays and reads nothing', () => {
  test('H-30, D-1: is cut off once nothing could be written for the time allowed', async () => {
    const {hub, token} = await startFull({stallMs: 300, tokenWatchMs: 50})
    const subscriber = stallHttp2(hub.hub.url, token, 'session')
    await until(
      'it is cut off',
      async () => (await readMetric(hub.hub.metricsUrl, 'stream_ends_total{cause="stall"}')) === 1
    )
    expect(await readMetric(hub.hub.metricsUrl, 'open_streams')).toBe(0)
    subscriber.leave()
    await hub.close()
  })

  test('H-19, C-6: is cut off soon when its token is revoked, though it cannot be told', async () => {
    const {hub, token} = await startFull({stallMs: 60_000})
    const subscriber = stallHttp1(hub.hub.url, token, 'application/connect+json')
    await until('it is open', async () => (await readMetric(hub.hub.metricsUrl, 'open_streams')) === 1)
    await hub.admin.revokeToken({id: token.split('_')[1] ?? ''})
    await until(
      'it is cut off',
      async () => (await readMetric(hub.hub.metricsUrl, 'stream_ends_total{cause="token"}')) === 1
    )
    expect(await codeOf(hub.as(token).query({}))).toBe(Code.Unauthenticated)
    subscriber.leave()
    await hub.close()
  })
})
