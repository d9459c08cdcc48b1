import {Code} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {EntryType} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {anEntry, entriesFrom} from './support/entries.ts'
import {gather} from './support/gather.ts'
import {readMetric} from './support/metric.ts'
import {startTestHub, type TestHub} from './support/test-hub.ts'
import {until} from './support/wait.ts'

describe('a subscription', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub({limits: {heartbeatMs: 100, streamsPerToken: 3, streams: 4}})
  })
  afterAll(() => hub.close())

  test('begins with progress, then gives what was there and what comes', async () => {
    const ann = hub.as(await hub.issue(['first']))
    const {logId} = await ann.publish({entries: entriesFrom(0, 3)})
    const since = (await ann.query({})).head - 3n
    const following = gather(ann, {since, logId})
    await until('the backlog', () => following.ids().length === 3)
    await ann.publish({entries: entriesFrom(3, 2)})
    await until('the new ones', () => following.ids().length === 5)
    expect(following.events[0]).toMatchObject({
      case: 'progress',
      value: {seq: since, head: since + 3n, logId}
    })
    expect(following.ids()).toEqual(['e0', 'e1', 'e2', 'e3', 'e4'])
    await following.stop()
  })

  test('gives only the projects and types asked for, and progress for the others', async () => {
    const ann = hub.as(await hub.issue(['mine']))
    const ben = hub.as(await hub.issue(['theirs']))
    const since = (await ann.query({})).head
    const following = gather(ann, {since, types: [EntryType.ZONE]})
    await ben.publish({entries: [anEntry('not mine', {type: EntryType.ZONE})]})
    await ann.publish({entries: [anEntry('zone', {type: EntryType.ZONE}), anEntry('learning')]})
    await until('all is looked at', () => {
      const last = following.events.at(-1)
      return last?.case === 'progress' && last.value.seq === since + 3n
    })
    expect(following.ids()).toEqual(['zone'])
    const late = gather(ann, {since, types: [EntryType.ZONE]})
    await until('the same again', () => late.events.length === 4)
    expect(late.events.map(event => [event.case, (event.value?.seq ?? 0n) - since])).toEqual([
      ['progress', 0n],
      ['progress', 1n],
      ['entry', 2n],
      ['progress', 3n]
    ])
    await Promise.all([following.stop(), late.stop()])
  })

  test('H-24, C-13: tells of a redaction, and hands out no text after it', async () => {
    const ann = hub.as(await hub.issue(['redacting']))
    const early = gather(ann, {since: (await ann.query({})).head})
    const {seqs} = await ann.publish({entries: [anEntry('r', {content: 'oops'})]})
    await until('the entry', () => early.ids().length === 1)
    await hub.admin.redact({seq: seqs[0] ?? 0n, reason: 'why'})
    await until('the redaction', () => early.events.some(event => event.case === 'redaction'))
    const late = gather(ann, {since: (seqs[0] ?? 1n) - 1n})
    await until('the row again', () => late.ids().length === 1)
    expect(late.events.find(event => event.case === 'entry')?.value).toMatchObject({
      content: '',
      redacted: true
    })
    await Promise.all([early.stop(), late.stop()])
  })

  test('sends a sign of life', async () => {
    const ann = hub.as(await hub.issue(['quiet']))
    const following = gather(ann, {since: (await ann.query({})).head})
    await until('three', () => following.events.length >= 3)
    expect(new Set(following.events.map(event => event.case))).toEqual(new Set(['progress']))
    await following.stop()
  })

  test('of a cursor that is not of this log is refused', async () => {
    const ann = hub.as(await hub.issue(['alpha']))
    const {head, logId} = await ann.query({})
    expect((await gather(ann, {since: head + 1n, logId}).ended)?.code).toBe(Code.FailedPrecondition)
    expect((await gather(ann, {since: 0n, logId: 'another'}).ended)?.code).toBe(Code.FailedPrecondition)
  })

  test('H-09: takes a slot of its token and of the node, and gives it back when the caller leaves', async () => {
    const ann = hub.as(await hub.issue(['slots']))
    const ben = hub.as(await hub.issue(['slots']))
    const open = [gather(ann, {}), gather(ann, {}), gather(ann, {})]
    await until('three are open', () => open.every(({events}) => events.length > 0))
    expect(await gather(ann, {}).ended).toMatchObject({code: Code.ResourceExhausted})
    const fourth = gather(ben, {})
    await until('four are open', () => fourth.events.length > 0)
    expect(await gather(ben, {}).ended).toMatchObject({code: Code.ResourceExhausted})
    await open[0]?.stop()
    await until('a slot is free', async () => (await ann.status({})).streams === 3)
    const fifth = gather(ann, {})
    await until('it is taken again', () => fifth.events.length > 0)
    await Promise.all([...open, fourth, fifth].map(({stop}) => stop()))
    await until('all are free', async () => (await ann.status({})).streams === 0)
  })
})

test('a redaction has reached the memory of the node before it is acknowledged', async () => {
  const hub = await startTestHub({
    metrics: {host: '127.0.0.1', port: 0},
    // Nobody tells of new rows, so that they are found only by looking.
    wrap: store => ({...store, onHead: () => () => undefined})
  })
  const ann = hub.as(await hub.issue(['alpha']))
  const {seqs} = await ann.publish({entries: [anEntry('r')]})
  expect(await readMetric(hub.hub.metricsUrl, 'head')).toBe(0)
  await hub.admin.redact({seq: seqs[0] ?? 0n, reason: 'why'})
  expect(await readMetric(hub.hub.metricsUrl, 'head')).toBe(2)
  await hub.close()
})

describe('the end of a stream', () => {
  test('H-07, H-19, C-6: comes with the end of its token', async () => {
    let skew = 0
    const hub = await startTestHub({clock: () => Date.now() + skew})
    const request = {subject: 'ann', projects: ['alpha'], scopes: [1, 2]}
    const revoked = await hub.admin.issueToken(request)
    const expiring = await hub.admin.issueToken({...request, ttlSeconds: 3600n})
    const lasting = await hub.admin.issueToken(request)
    const streams = [revoked, expiring, lasting].map(({secret}) => gather(hub.as(secret), {}))
    await until('all are open', () => streams.every(({events}) => events.length > 0))
    await hub.admin.revokeToken({id: revoked.token?.id ?? ''})
    expect(await streams[0]?.ended).toMatchObject({code: Code.Unauthenticated})
    skew = 3_600_000
    expect(await streams[1]?.ended).toMatchObject({code: Code.Unauthenticated})
    expect((await hub.as(lasting.secret).status({})).streams).toBe(1)
    await streams[2]?.stop()
    await hub.close()
  })

  test('H-14: comes with the end of its log', async () => {
    const hub = await startTestHub()
    const ann = hub.as(await hub.issue(['alpha']))
    const following = gather(ann, {})
    await until('it is open', () => following.events.length > 0)
    await hub.store.renewLogId()
    await ann.publish({entries: [anEntry('a')]})
    expect(await following.ended).toMatchObject({code: Code.FailedPrecondition})
    expect(following.ids()).toEqual([])
    await hub.close()
  })

  test('comes with the end of the node, which says to go on at another', async () => {
    const hub = await startTestHub()
    const following = gather(hub.as(await hub.issue(['alpha'])), {})
    await until('it is open', () => following.events.length > 0)
    await hub.admin.stop({})
    await hub.hub.stopped
    expect(await following.ended).toMatchObject({code: Code.Unavailable})
    await expect(fetch(hub.hub.url)).rejects.toThrow()
    await hub.close()
  })
})
