import {HubError} from '../../hub-error.ts'
import type {SnapshotRecord} from '../store.ts'
import type {Database} from './driver.ts'
import {snapshotRecords} from './snapshot.ts'

/** What goes to the caller at once. */
const chunkRecords = 500
const chunkBytes = 1024 * 1024

/** Passes over the database that are under way, each on a connection of its own: others write meanwhile. */
export interface Snapshots {
  /** Gives the number of a new pass. */
  start(): number
  /** The records that follow; none at the end, which ends the pass. */
  next(pass: number): readonly SnapshotRecord[]
  stop(pass: number): void
  stopAll(): void
}

export function createSnapshots(connect: () => Database): Snapshots {
  const passes = new Map<number, {database: Database; records: Generator<SnapshotRecord>}>()
  let started = 0
  const stop = (number: number) => {
    const pass = passes.get(number)
    passes.delete(number)
    // A connection lives on, and its transaction with it, until its statements are collected.
    if (pass?.database.inTransaction) pass.database.exec('rollback')
    pass?.database.close()
  }
  return {
    start() {
      const database = connect()
      passes.set(++started, {database, records: snapshotRecords(beginRead(database))})
      return started
    },
    next(number) {
      const pass = passes.get(number)
      if (!pass) throw new HubError('unavailable', 'The database was closed during a backup')
      const chunk = takeChunk(pass.records)
      if (chunk.length === 0) stop(number)
      return chunk
    },
    stop,
    stopAll: () => [...passes.keys()].forEach(stop)
  }
}

/** A read transaction holds its state from the first read on. */
function beginRead(database: Database): Database {
  database.exec('begin')
  database.get('select head from log')
  return database
}

function takeChunk(records: Generator<SnapshotRecord>): readonly SnapshotRecord[] {
  const chunk: SnapshotRecord[] = []
  let bytes = 0
  while (chunk.length < chunkRecords && bytes < chunkBytes) {
    const next = records.next()
    if (next.done) break
    chunk.push(next.value)
    bytes += sizeOf(next.value)
  }
  return chunk
}

function sizeOf(record: SnapshotRecord): number {
  return record.record === 'row' && record.row.kind === 'entry' ? record.row.content.length : 100
}
