import {connect} from 'node:net'
import {Code} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {limits} from '../../../src/hub/limits.ts'
import {EntryType, Scope} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {anEntry} from '../server/support/entries.ts'
import {startTestHub, type TestHub} from '../server/support/test-hub.ts'
import {codeOf, until} from '../server/support/wait.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub({limits: {bodyMs: 600_000}})
})
afterAll(() => hub.close())

const names = (count: number) => Array.from({length: count}, (_, index) => `p${index}`)

describe('a call that is larger than it has a reason to be', () => {
  test('is refused before it is read, where it is no publish', async () => {
    const logId = 'x'.repeat(200_000)
    expect(await codeOf(hub.admin.query({logId}))).toBe(Code.ResourceExhausted)
    expect(await codeOf(hub.admin.revokeToken({id: logId}))).toBe(Code.ResourceExhausted)
  })

  test('is taken, where it is a publish of 4 MiB', async () => {
    const ann = hub.as(await hub.issue(['alpha']))
    const entries = ['a', 'b', 'c', 'd'].map(id => anEntry(id, {content: 'x'.repeat(1024 * 1024 - 1)}))
    expect((await ann.publish({entries})).seqs).toHaveLength(4)
  })

  test('names as many projects as the store should look up, and no more', async () => {
    const most = names(limits.maxProjects)
    expect(await codeOf(hub.admin.query({projects: most}))).toBe('ok')
    expect(await codeOf(hub.admin.query({projects: [...most, 'q']}))).toBe(Code.InvalidArgument)
    const follow = async (projects: string[]) => {
      for await (const _ of hub.admin.subscribe({projects})) return
    }
    expect(await codeOf(follow(most))).toBe('ok')
    expect(await codeOf(follow([...most, 'q']))).toBe(Code.InvalidArgument)
    const issue = (projects: string[]) =>
      hub.admin.issueToken({subject: 'ann', projects, scopes: [Scope.READ]})
    expect(await codeOf(issue(most))).toBe('ok')
    expect(await codeOf(issue([...most, 'q']))).toBe(Code.InvalidArgument)
  })

  test('asks for a type as often as it likes', async () => {
    const types = Array.from({length: 10_000}, () => EntryType.ZONE)
    expect((await hub.admin.query({types})).rows).toEqual([])
  })
})

test('what a refused caller named is in the audit log as far as it helps', async () => {
  const ann = hub.as(await hub.issue(['alpha']))
  for (const project of ['x'.repeat(1_000_000), 'short'])
    expect(await codeOf(ann.publish({project, entries: [anEntry('a')]}))).toBe(Code.PermissionDenied)
  let rows = await hub.store.audit.list(0, 2)
  await until('both are written', async () => {
    rows = await hub.store.audit.list(0, 2)
    return rows[0]?.project === 'short'
  })
  expect(rows[1]?.project).toBe(`${'x'.repeat(1000)}…`)
})

test.each([
  ['without a place', '[', false],
  ['that is right', 'localhost', true]
])('a request for a host %s is answered or cut off at once', async (_, host, answered) => {
  const socket = connect(Number(new URL(hub.hub.url).port), '127.0.0.1')
  let text = ''
  socket.on('data', chunk => {
    text += chunk
  })
  socket.write(`GET /groundtruth.hub.v1.HubService/Query?x HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  const closed = new Promise(resolve => socket.once('close', resolve))
  await until('an answer or the end', () => text !== '' || socket.closed)
  expect(text.startsWith('HTTP/1.1 ')).toBe(answered)
  socket.destroy()
  await closed
})
