import {HubError} from '../../hub-error.ts'
import type {SnapshotRecord} from '../store.ts'
import type {Database} from './driver.ts'
import {loadRecord, refuseUnlessComplete, refuseUnlessEmpty} from './load.ts'

/** An empty store that is being filled: one transaction over many messages, during which nothing else is written. */
export interface Filling {
  readonly active: boolean
  start(): void
  add(records: readonly SnapshotRecord[]): void
  commit(): void
  /** Harmless where none is under way. */
  abort(): void
}

/** Every method that throws has undone all. */
export function createFilling(connect: () => Database): Filling {
  let database: Database | undefined
  let filled = 0
  const end = () => {
    if (database?.inTransaction) database.exec('rollback')
    database?.close()
    database = undefined
  }
  const step = (work: (database: Database) => void) => {
    if (!database) throw new HubError('unavailable', 'The database was closed while it was filled')
    try {
      work(database)
    } catch (error) {
      end()
      throw asMisfit(error)
    }
  }
  return {
    get active() {
      return database !== undefined
    },
    start() {
      if (database) throw new HubError('unavailable', 'The store is being filled already')
      database = connect()
      filled = 0
      step(database => {
        database.exec('begin immediate')
        refuseUnlessEmpty(database)
      })
    },
    add: records =>
      step(database => {
        for (const record of records) {
          refuseUnlessInPlace(record, filled++)
          loadRecord(database, record)
        }
      }),
    commit() {
      step(database => {
        if (filled === 0) throw new HubError('invalid', 'Expected the record of the log, got no record')
        refuseUnlessComplete(database)
        database.exec('commit')
      })
      end()
    },
    abort: end
  }
}

function refuseUnlessInPlace({record}: SnapshotRecord, index: number): void {
  if ((record === 'log') !== (index === 0))
    throw new HubError(
      'invalid',
      `Expected the record of the log first and once, got ${record} as record ${index + 1}`
    )
}

/** What breaks a rule of the tables does not fit; so does a token that is there twice. */
function asMisfit(error: unknown): unknown {
  const twice = error instanceof HubError && error.kind === 'conflict'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!twice && !code.startsWith('SQLITE_CONSTRAINT')) return error
  const message = twice ? error.message : 'Expected each project, entry and redaction once, got one twice'
  return new HubError('invalid', message, {cause: error})
}
