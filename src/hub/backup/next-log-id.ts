/** Which log a store holds, and how far it goes. */
export interface LogPosition {
  readonly logId: string
  readonly head: number
}

export interface Restored {
  /** What the store held; `unreadable` where it cannot say. Absent: nothing. */
  readonly previous?: LogPosition | 'unreadable'
  readonly backup: LogPosition
}

/**
 * What the log is called once a backup took the place of what was there. It keeps its id where every cursor that clients got from
 * this store still means the same: there was nothing before, or the backup holds all of it. Else `newId`, so that clients start
 * over instead of missing what now gets the numbers that they know.
 */
export function nextLogId({previous, backup}: Restored, newId: string): string {
  if (previous === undefined) return backup.logId
  if (previous === 'unreadable') return newId
  const goesOn = previous.logId === backup.logId && previous.head <= backup.head
  return goesOn || previous.head === 0 ? backup.logId : newId
}
