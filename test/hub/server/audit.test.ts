import {Code} from '@connectrpc/connect'
import {describe, expect, test} from 'vitest'
import type {NewAuditRow} from '../../../src/hub/audit-row.ts'
import {Scope} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {createAuditLog} from '../../../src/hub/server/audit-log.ts'
import type {LogRecord} from '../../../src/hub/server/log.ts'
import {anEntry} from './support/entries.ts'
import {startTestHub, type TestHub} from './support/test-hub.ts'
import {codeOf, until} from './support/wait.ts'

const last = async (hub: TestHub) => (await hub.store.audit.list(0, 1))[0]

describe('the audit log', () => {
  test('H-18: has what an admin did, or was refused to do, before the answer goes out', async () => {
    const hub = await startTestHub({limits: {auditFlushMs: 60_000}})
    await hub.admin.issueToken({subject: 'ann', projects: ['alpha'], scopes: [Scope.READ]})
    expect(await last(hub)).toMatchObject({
      ...{method: 'IssueToken', code: 'ok', subject: 'admin', tokenId: 'firstadmin', project: 'alpha'},
      ...{peer: '127.0.0.1', reason: ''}
    })
    const reader = hub.as(await hub.issue(['alpha'], [Scope.READ]))
    expect(await codeOf(reader.revokeToken({id: 'x'}))).toBe(Code.PermissionDenied)
    expect(await last(hub)).toMatchObject({method: 'RevokeToken', code: 'permission_denied', subject: 'ann'})
    expect(await codeOf(hub.as('none').stop({}))).toBe(Code.Unauthenticated)
    expect(await last(hub)).toMatchObject({
      method: 'Stop',
      code: 'unauthenticated',
      subject: '',
      reason: 'malformed token'
    })
    const abort = new AbortController()
    for await (const {chunk} of hub.admin.backup({}, {signal: abort.signal})) {
      expect(chunk.length).toBeGreaterThan(0)
      expect(await last(hub)).toMatchObject({method: 'Backup', code: 'ok'})
      break
    }
    abort.abort()
    await hub.close()
  })

  test('H-18: has every other call soon, with its counts and why it was refused', async () => {
    const hub = await startTestHub()
    const ann = hub.as(await hub.issue(['alpha']))
    await ann.publish({entries: [anEntry('a', {content: '12345'}), anEntry('b', {content: '12345'})]})
    await ann.query({})
    await codeOf(ann.publish({entries: [anEntry('c')], project: 'beta'}))
    await codeOf(ann.publish({entries: [anEntry('')]}))
    const url = `${hub.hub.url}/groundtruth.hub.v1.HubService/Status`
    const authorization = `Bearer ${hub.hub.adminToken}`
    await fetch(url, {
      method: 'POST',
      body: '{',
      headers: {'content-type': 'application/json', authorization}
    })
    const rows: object[] = []
    await until('all are written', async () => {
      const {length} = rows
      rows.splice(0, length, ...(await hub.store.audit.list(0, 5)))
      return rows.some(row => 'method' in row && row.method === 'Status')
    })
    expect(rows.reverse()).toMatchObject([
      {method: 'Publish', code: 'ok', subject: 'ann', project: 'alpha', entries: 2, bytes: 12},
      {method: 'Query', code: 'ok', entries: 2, bytes: 12},
      {method: 'Publish', code: 'permission_denied', project: 'beta', entries: 0},
      {method: 'Publish', code: 'invalid_argument', reason: expect.stringContaining('entries[0].id')},
      {method: 'Status', code: 'invalid_argument', reason: 'malformed request', subject: 'admin'}
    ])
    await hub.close()
  })

  test('H-18: has a subscription once it has ended, with what was sent', async () => {
    const hub = await startTestHub()
    const ann = hub.as(await hub.issue(['alpha']))
    await ann.publish({entries: [anEntry('a'), anEntry('b')]})
    const abort = new AbortController()
    let seen = 0
    for await (const {event} of ann.subscribe({}, {signal: abort.signal}))
      if (event.case === 'entry' && ++seen === 2) break
    abort.abort()
    await until('it is written', async () => (await last(hub))?.method === 'Subscribe')
    expect(await last(hub)).toMatchObject({method: 'Subscribe', code: 'canceled', entries: 2})
    await hub.close()
  })

  test('H-18: is written to the end when the node stops', async () => {
    const hub = await startTestHub({limits: {auditFlushMs: 60_000}})
    await hub.admin.status({})
    await hub.hub.stop()
    expect(await last(hub)).toMatchObject({method: 'Status', code: 'ok'})
    await hub.close()
  })
})

describe('a store that takes no rows', () => {
  const row = (method: string): NewAuditRow => ({
    ...{
      at: 1,
      subject: '',
      tokenId: '',
      project: '',
      method,
      code: 'ok',
      entries: 0,
      bytes: 0,
      peer: '',
      reason: ''
    }
  })

  test('gets them later, in order; what is over the number allowed is lost, counted and logged', async () => {
    let away = true
    const taken: string[] = []
    const log: LogRecord[] = []
    let drops = 0
    const audit = createAuditLog({
      store: {
        async append(rows) {
          if (away) throw new Error('away')
          taken.push(...rows.map(({method}) => method))
        }
      },
      ...{flushMs: 60_000, maxRows: 3},
      log: record => void log.push(record),
      onDrop: rows => {
        drops += rows
      }
    })
    await audit.write(row('1'))
    for (const method of ['2', '3', '4', '5']) audit.add(row(method))
    expect([audit.dropped(), drops]).toEqual([2, 2])
    away = false
    await audit.write(row('6'))
    expect(taken).toEqual(['1', '2', '3'])
    await audit.stop()
    expect(drops).toBe(3)
    expect(log).toContainEqual(expect.objectContaining({level: 'error', event: 'audit-dropped'}))
  })

  test('is shown by status', async () => {
    const hub = await startTestHub({limits: {auditRows: 1, auditFlushMs: 60_000}})
    const ann = hub.as(await hub.issue(['alpha']))
    for (let call = 0; call < 3; call++) await ann.query({})
    expect((await ann.status({})).warnings).toEqual([expect.stringContaining('audit log were lost')])
    await hub.close()
  })
})
