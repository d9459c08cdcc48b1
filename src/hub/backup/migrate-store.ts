import type {HubStore} from '../store/store.ts'
import {checkRecords} from './check-records.ts'

/**
 * Copies one moment of a store into an empty one, of whichever kind: log id, numbers, redactions, tokens and audit stay, so that
 * clients go on where they were. What is published to `from` afterwards is not copied. Rejects with `invalid` where `to` is not
 * empty.
 */
export async function migrateStore(
  from: HubStore,
  to: HubStore
): Promise<{readonly logId: string; readonly head: number}> {
  await to.load(checkRecords(from.snapshot()))
  return {logId: await to.logId(), head: await to.head()}
}
