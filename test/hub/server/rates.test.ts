import {Code} from '@connectrpc/connect'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {retryAfterHeader} from '../../../src/hub/rpc/codes.ts'
import {createRateLimit} from '../../../src/hub/server/admission/rate-limit.ts'
import {spend, type TokenBucket} from '../../../src/hub/server/admission/token-bucket.ts'
import {anEntry, entriesFrom} from './support/entries.ts'
import {readMetric} from './support/metric.ts'
import {startTestHub} from './support/test-hub.ts'
import {codeOf} from './support/wait.ts'

describe('a budget', () => {
  const rate = {perSecond: 10, burst: 20}

  test('is full at first, is spent, and says when there is enough again', () => {
    const first = spend(undefined, rate, 20, 0)
    expect(first).toEqual({bucket: {level: 0, at: 0}, retryAfterMs: 0})
    expect(spend(first.bucket, rate, 1, 50)).toMatchObject({bucket: {level: 0.5}, retryAfterMs: 50})
    expect(spend(first.bucket, rate, 1, 100).retryAfterMs).toBe(0)
  })

  test('never holds more than its burst, and never enough for more', () => {
    expect(spend({level: 0, at: 0}, rate, 20, 1e9)).toMatchObject({bucket: {level: 0}, retryAfterMs: 0})
    expect(spend({level: 0, at: 0}, rate, 21, 1e9).retryAfterMs).toBe(Number.POSITIVE_INFINITY)
  })

  test('is not filled by a clock that goes back', () => {
    expect(spend({level: 3, at: 1000}, rate, 1, 0).bucket.level).toBe(2)
  })

  test('lets through no more than its burst and what has come since, whatever is asked and when', () => {
    const asks = fc.array(fc.record({cost: fc.integer({min: 0, max: 25}), afterMs: fc.nat(3000)}))
    fc.assert(
      fc.property(asks, asks => {
        let bucket: TokenBucket | undefined
        let now = 0
        let spent = 0
        for (const {cost, afterMs} of asks) {
          now += afterMs
          const result = spend(bucket, rate, cost, now)
          bucket = result.bucket
          if (result.retryAfterMs === 0) spent += cost
        }
        expect(spent).toBeLessThanOrEqual(rate.burst + (now / 1000) * rate.perSecond + 1e-6)
      })
    )
  })

  test('is one for each key', () => {
    const limit = createRateLimit('calls', {perSecond: 1, burst: 1}, () => 0)
    limit('a')
    limit('b')
    expect(() => limit('a')).toThrow('Expected at most 1 calls a second')
  })
})

describe('a token', () => {
  test('H-08: makes as many calls as are allowed, and is told when to try again', async () => {
    let now = Date.now()
    const hub = await startTestHub({clock: () => now, limits: {callsPerSecond: 1, callsBurst: 3}})
    const ann = hub.as(await hub.issue(['alpha']))
    const ben = hub.as(await hub.issue(['alpha']))
    for (let call = 0; call < 3; call++) await ann.status({})
    const error = await ann.status({}).catch(error => error)
    expect(error.code).toBe(Code.ResourceExhausted)
    expect(error.metadata.get(retryAfterHeader)).toBe('1000')
    expect(await codeOf(ben.status({}))).toBe('ok')
    now += 1000
    expect(await codeOf(ann.status({}))).toBe('ok')
    await hub.close()
  })

  test('H-08: publishes as many entries and bytes as are allowed; what is refused is not stored', async () => {
    const now = Date.now()
    const limits = {entriesPerSecond: 1, entriesBurst: 10, bytesPerSecond: 1, bytesBurst: 2000}
    const hub = await startTestHub({clock: () => now, limits})
    const ann = hub.as(await hub.issue(['alpha']))
    const ben = hub.as(await hub.issue(['alpha']))
    expect(await codeOf(ann.publish({entries: entriesFrom(0, 10)}))).toBe('ok')
    expect(await codeOf(ann.publish({entries: entriesFrom(10, 1)}))).toBe(Code.ResourceExhausted)
    expect(await codeOf(ben.publish({entries: [anEntry('b', {content: 'x'.repeat(1900)})]}))).toBe('ok')
    expect(await codeOf(ben.publish({entries: [anEntry('c', {content: 'x'.repeat(1900)})]}))).toBe(
      Code.ResourceExhausted
    )
    expect((await ann.query({})).head).toBe(11n)
    await hub.close()
  })
})

test('H-08: an address that fails again and again is refused, unaudited, but a good token from it is served', async () => {
  const now = Date.now()
  const limits = {failedAuthsPerSecond: 1, failedAuthsBurst: 3, auditFlushMs: 10}
  const hub = await startTestHub({clock: () => now, limits, metrics: {host: '127.0.0.1', port: 0}})
  const codes: unknown[] = []
  for (let call = 0; call < 5; call++) codes.push(await codeOf(hub.as('none').status({})))
  expect(codes).toEqual([...Array(3).fill(Code.Unauthenticated), ...Array(2).fill(Code.ResourceExhausted)])
  expect(await codeOf(hub.admin.status({}))).toBe('ok')
  expect(await readMetric(hub.hub.metricsUrl, 'auth_failures_total')).toBe(5)
  expect(await readMetric(hub.hub.metricsUrl, 'rate_limited_total')).toBe(2)
  await hub.hub.stop()
  const rows = await hub.store.audit.list(0, 100)
  expect(rows.filter(({code}) => code !== 'ok').map(({code}) => code)).toEqual(
    Array(3).fill('unauthenticated')
  )
  await hub.close()
})
