import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, expect, test, vi} from 'vitest'
import type {NewAuditRow} from '../../../src/hub/audit-row.ts'
import {HubError} from '../../../src/hub/hub-error.ts'
import type {LogRecord} from '../../../src/hub/server/log.ts'
import {pruneAudit} from '../../../src/hub/server/prune-audit.ts'
import {openTestStore, startTestHub} from './support/test-hub.ts'
import {until} from './support/wait.ts'

const dayMs = 86_400_000
const now = 1000 * dayMs

const rowAt = (at: number): NewAuditRow => ({
  ...{at, subject: 'ann', tokenId: 'aaaaaaaaaaaa', project: 'alpha', method: 'Query', code: 'ok'},
  ...{entries: 0, bytes: 0, peer: '127.0.0.1', reason: ''}
})

test('a hub that starts removes audit rows that are older than its limit, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-hub-prune-'))
  const store = await openTestStore(folder)
  const [old, fresh] = [now - 31 * dayMs, now - 29 * dayMs]
  await store.audit.append([rowAt(old), rowAt(fresh)])
  const hub = await startTestHub({store, clock: () => now, limits: {auditDays: 30}})
  await until('it is pruned', async () => (await store.audit.list(0, 10)).length === 1)
  expect(await store.audit.list(0, 10)).toMatchObject([{at: fresh}])
  expect(hub.log).toContainEqual({level: 'info', event: 'audit-pruned', rows: 1})
  await hub.close()
  rmSync(folder, {recursive: true, force: true})
})

afterEach(() => void vi.useRealTimers())

test('it is done again each day, also after a failure, and not once stopped', async () => {
  vi.useFakeTimers()
  const calls: number[] = []
  const [log, errors]: [LogRecord[], unknown[]] = [[], []]
  const failure = new HubError('unavailable', 'away')
  const stop = pruneAudit({
    audit: {prune: before => (calls.push(before) === 1 ? Promise.reject(failure) : Promise.resolve(0))},
    days: 2,
    clock: () => now,
    log: record => void log.push(record),
    onError: error => void errors.push(error)
  })
  expect(calls).toEqual([now - 2 * dayMs])
  await vi.advanceTimersByTimeAsync(dayMs)
  expect([calls.length, errors]).toEqual([2, [failure]])
  // Nothing was removed: there is nothing to tell.
  expect(log).toEqual([])
  await stop()
  await vi.advanceTimersByTimeAsync(3 * dayMs)
  expect(calls).toHaveLength(2)
})
