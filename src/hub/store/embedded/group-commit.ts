import type {HubError} from '../../hub-error.ts'
import type {Database} from './driver.ts'
import {isDatabaseError, toHubError} from './sqlite-error.ts'

export type Outcome = {readonly value: unknown} | {readonly error: HubError}

/**
 * Many writes, one transaction, one wait for the disk. A write that is refused is undone alone; an error of the database
 * undoes all, and every write gets it. The outcomes, in the order of the writes, hold once this returns.
 */
export function commitGroup(database: Database, works: readonly (() => unknown)[]): readonly Outcome[] {
  try {
    database.exec('begin immediate')
    const outcomes = works.map(work => attempt(database, work))
    database.exec('commit')
    return outcomes
  } catch (error) {
    rollBack(database)
    return works.map(() => ({error: toHubError(error)}))
  }
}

function attempt(database: Database, work: () => unknown): Outcome {
  database.exec('savepoint one')
  try {
    const value = work()
    database.exec('release one')
    return {value}
  } catch (error) {
    if (isDatabaseError(error)) throw error
    database.exec('rollback to one')
    database.exec('release one')
    return {error: toHubError(error)}
  }
}

/** Some errors end the transaction by themselves. */
function rollBack(database: Database): void {
  if (database.inTransaction) database.exec('rollback')
}
