import {Code} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {EntryType, Scope} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {anEntry, entriesFrom} from './support/entries.ts'
import {startTestHub, type TestHub} from './support/test-hub.ts'
import {codeOf} from './support/wait.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.close())

describe('publish and query', () => {
  test('D-10, H-22: what is published is read back, with the number, author and time of the hub', async () => {
    const ann = hub.as(await hub.issue(['alpha'], [Scope.PUBLISH, Scope.READ], 'ann'))
    const before = Date.now()
    const {seqs, duplicates, logId} = await ann.publish({
      entries: [anEntry('a', {type: EntryType.ZONE, content: 'x\0y 🙂', meta: {tool: 'v1'}})]
    })
    const page = await ann.query({since: (seqs[0] ?? 0n) - 1n})
    expect({duplicates, logId: page.logId}).toEqual({duplicates: 0, logId})
    const row = page.rows[0]?.row
    expect(row?.value).toMatchObject({
      ...{seq: seqs[0], project: 'alpha', author: 'ann', id: 'a', redacted: false},
      ...{type: EntryType.ZONE, content: 'x\0y 🙂', meta: {tool: 'v1'}}
    })
    const at = row?.case === 'entry' ? Number(row.value.publishedAt?.seconds) * 1000 : 0
    expect(at).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000)
  })

  test('C-2: a publish that is sent again keeps its number', async () => {
    const ann = hub.as(await hub.issue(['alpha']))
    const first = await ann.publish({entries: [anEntry('twice')]})
    const second = await ann.publish({entries: [anEntry('twice')]})
    expect(second).toMatchObject({seqs: first.seqs, duplicates: 1})
    expect(await codeOf(ann.publish({entries: [anEntry('twice', {content: 'other'})]}))).toBe(
      Code.AlreadyExists
    )
  })

  test('ctx integration_test: pages follow on each other and hold only the types asked for', async () => {
    const ann = hub.as(await hub.issue(['paging']))
    await ann.publish({entries: entriesFrom(0, 5)})
    await ann.publish({entries: [anEntry('z', {type: EntryType.ZONE})]})
    const ids: string[] = []
    let since = 0n
    for (let page = 0; page < 10; page++) {
      const {rows, nextSince, head} = await ann.query({since, limit: 2})
      ids.push(...rows.map(({row}) => (row.case === 'entry' ? row.value.id : '')))
      since = nextSince
      if (since === head) break
    }
    expect(ids).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'z'])
    const zones = await ann.query({types: [EntryType.ZONE]})
    expect(zones.rows.map(({row}) => row.case === 'entry' && row.value.id)).toEqual(['z'])
    expect(zones.nextSince).toBe(zones.head)
  })

  test('H-17, ctx server_test: what no log may hold is refused whole', async () => {
    const ann = hub.as(await hub.issue(['strict']))
    const {head} = await ann.query({})
    for (const entries of [
      [],
      entriesFrom(0, 65),
      [anEntry('fine'), anEntry('')],
      [anEntry('fine'), anEntry('a\nb')],
      [anEntry('fine'), anEntry('b', {content: 'x'.repeat(1024 * 1024 + 1)})],
      [anEntry('fine'), anEntry('b', {type: EntryType.UNSPECIFIED})]
    ])
      expect(await codeOf(ann.publish({entries}))).toBe(Code.InvalidArgument)
    expect((await ann.query({})).head).toBe(head)
  })

  test('H-14: a cursor of another log, or from the future, is refused and says to resync', async () => {
    const ann = hub.as(await hub.issue(['alpha']))
    const {logId, head} = await ann.query({})
    await expect(ann.query({logId: 'another'})).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: expect.stringContaining('resync')
    })
    expect(await codeOf(ann.query({since: head + 1n, logId}))).toBe(Code.FailedPrecondition)
    expect(await codeOf(ann.query({since: head, logId}))).toBe('ok')
  })

  test('a limit over 1000 and a number that does not count exactly are refused', async () => {
    const ann = hub.as(await hub.issue(['alpha']))
    expect(await codeOf(ann.query({limit: 1001}))).toBe(Code.InvalidArgument)
    expect(await codeOf(ann.query({limit: 1000}))).toBe('ok')
    expect(await codeOf(ann.query({since: 2n ** 63n}))).toBe(Code.InvalidArgument)
  })
})

describe('projects', () => {
  test('H-05: a token for several must name one, and a token for every project one that exists', async () => {
    const two = hub.as(await hub.issue(['alpha', 'beta']))
    const every = hub.as(await hub.issue(['*']))
    const entries = [anEntry('p')]
    expect(await codeOf(two.publish({entries}))).toBe(Code.InvalidArgument)
    expect(await codeOf(two.publish({entries, project: 'beta'}))).toBe('ok')
    expect(await codeOf(every.publish({entries}))).toBe(Code.InvalidArgument)
    expect(await codeOf(every.publish({entries, project: 'nowhere'}))).toBe(Code.NotFound)
    expect(await codeOf(every.publish({entries, project: 'beta'}))).toBe('ok')
  })

  test('a project is created with its first token', async () => {
    const first = await hub.admin.issueToken({subject: 's', projects: ['born'], scopes: [Scope.READ]})
    const second = await hub.admin.issueToken({subject: 's', projects: ['born'], scopes: [Scope.READ]})
    expect([first.createdProjects, second.createdProjects]).toEqual([['born'], []])
  })
})

describe('status', () => {
  test('ctx server_test: counts the projects of the token and no other', async () => {
    const ann = hub.as(await hub.issue(['counted']))
    await hub.as(await hub.issue(['other'])).publish({entries: [anEntry('o')]})
    await ann.publish({entries: entriesFrom(0, 3)})
    const status = await ann.status({})
    expect(status.counts).toMatchObject([{project: 'counted', type: EntryType.LEARNING, entries: 3n}])
    expect(status).toMatchObject({version: '1.2.3', store: 'embedded', subject: 'ann', warnings: []})
    expect(status.head).toBe((await ann.query({})).head)
  })

  test('H-07: warns of a token that ends within a week', async () => {
    const {secret} = await hub.admin.issueToken({
      ...{subject: 's', projects: ['alpha'], scopes: [Scope.READ]},
      ttlSeconds: 6n * 86_400n
    })
    expect((await hub.as(secret).status({})).warnings).toEqual([expect.stringContaining('expires')])
  })
})

describe('redaction', () => {
  test('H-24: takes the text out and says why', async () => {
    const ann = hub.as(await hub.issue(['secretive']))
    const {seqs} = await ann.publish({entries: [anEntry('r', {content: 'oops', meta: {k: 'v'}})]})
    const seq = seqs[0] ?? 0n
    const {redaction} = await hub.admin.redact({seq, reason: 'a password'})
    expect(redaction).toMatchObject({
      targetSeq: seq,
      project: 'secretive',
      author: 'admin',
      reason: 'a password'
    })
    const {rows} = await ann.query({})
    expect(rows.map(({row}) => row.value)).toMatchObject([
      {id: 'r', content: '', meta: {}, redacted: true},
      {targetSeq: seq, reason: 'a password'}
    ])
  })

  test('needs an entry and a reason', async () => {
    expect(await codeOf(hub.admin.redact({seq: 0n, reason: 'x'}))).toBe(Code.NotFound)
    expect(await codeOf(hub.admin.redact({seq: 99_999n, reason: 'x'}))).toBe(Code.NotFound)
    expect(await codeOf(hub.admin.redact({seq: 1n, reason: ''}))).toBe(Code.InvalidArgument)
  })
})
