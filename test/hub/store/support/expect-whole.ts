import {join} from 'node:path'
import {expect} from 'vitest'
import {openDatabase} from '../../../../src/hub/store/embedded/driver.ts'
import {openEmbeddedStore} from '../../../../src/hub/store/embedded/open.ts'
import {allRows} from '../contract/subject.ts'
import {workerScript} from './open-fresh.ts'

/**
 * Opens the database of a process that has ended: every entry that was acknowledged is there once, under its number and with
 * its text, no number is missing, and SQLite finds nothing damaged. Returns the head.
 */
export async function expectWhole(
  directory: string,
  acknowledged: ReadonlyMap<string, number>
): Promise<number> {
  const store = await openEmbeddedStore({directory, worker: workerScript()})
  const rows = await allRows(store, {limit: 1000})
  const head = await store.head()
  await store.close()
  expect(rows.map(({seq}) => seq)).toEqual(Array.from({length: head}, (_, index) => index + 1))
  const found = new Map(rows.map(row => [row.kind === 'entry' ? row.id : '', row]))
  expect(found.size).toBe(rows.length)
  const lost = [...acknowledged].filter(([id, seq]) => found.get(id)?.seq !== seq)
  expect(lost).toEqual([])
  const changed = rows.filter(row => row.kind === 'entry' && !row.content.startsWith(row.id.repeat(20)))
  expect(changed).toEqual([])
  expect(integrityOf(directory)).toBe('ok')
  return head
}

function integrityOf(directory: string): unknown {
  const database = openDatabase(join(directory, 'hub.db'), {busyMs: 1000})
  const result = database.get('pragma integrity_check')?.[0]
  database.close()
  return result
}
