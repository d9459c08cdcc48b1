import type {LogRow, NewEntry} from '../../../hub/entry.ts'

/** An entry to publish in the place of the one at `index`. */
interface Returned {
  readonly index: number
  readonly entry: NewEntry
}

/**
 * Entries that the log holds, but not as its last word on what they speak of: found, no longer found, found again. The id of
 * each also names the row that it overrules, so that the same from another publisher is known. Of several entries on one thing
 * none has the last word, and none is told again. `rows`: those of the project, ascending.
 */
export function returnedEntries(entries: readonly NewEntry[], rows: readonly LogRow[]): Returned[] {
  const last = new Map<string, {readonly seq: number; readonly id: string}>()
  for (const row of rows) {
    if (row.kind !== 'entry') continue
    const id = row.id.replace(again, '')
    last.set(subjectOf(row.type, id), {seq: row.seq, id})
  }
  const subjects = entries.map(({type, id}) => subjectOf(type, id))
  const alone = (subject: string) => subjects.indexOf(subject) === subjects.lastIndexOf(subject)
  return entries.flatMap((entry, index) => {
    const subject = subjectOf(entry.type, entry.id)
    const before = last.get(subject)
    if (before === undefined || before.id === entry.id || !alone(subject)) return []
    return [{index, entry: {...entry, id: `${entry.id}~${before.seq}`}}]
  })
}

/** Behind the hash of an id. */
const again = /(?<=@[0-9a-f]{16})~\d+$/

/** What an id of ours speaks of: all before its hash; an id that holds nothing else stands for itself. */
function subjectOf(type: string, id: string): string {
  const key = id.replace(/@[0-9a-f]{16}$/, '')
  return key === type ? id : `${type}\n${key}`
}
