import {onTestFinished} from 'vitest'
import type {LogRow, NewEntry} from '../../../../src/hub/entry.ts'
import type {HubStore, LogQuery, NewPublish, SnapshotRecord} from '../../../../src/hub/store/store.ts'

/** A store over data of its own. */
export interface Subject {
  readonly store: HubStore
  /** Closes `store` and opens the same data again. */
  reopen(): Promise<HubStore>
  /** Opens the same data beside `store`: a second process, or node. */
  beside(): Promise<HubStore>
  /** Closes everything that was opened, and removes the data. */
  dispose(): Promise<void>
}

/** A new, empty one. */
export type OpenFresh = () => Promise<Subject>

/** A new subject that is gone at the end of the test. */
export async function fresh(openFresh: OpenFresh): Promise<Subject> {
  const subject = await openFresh()
  onTestFinished(() => subject.dispose())
  return subject
}

export function entry(id: string, changes: Partial<NewEntry> = {}): NewEntry {
  return {id, type: 'zone', content: `text of ${id}`, meta: {tool: 'test'}, ...changes}
}

export function publish(entries: readonly NewEntry[], changes: Partial<NewPublish> = {}): NewPublish {
  return {project: 'alpha', author: 'ada', publishedAt: 1_700_000_000_000, entries, ...changes}
}

/** Publishes entries with these ids, one after the other. */
export async function publishAll(store: HubStore, ids: readonly string[], project = 'alpha'): Promise<void> {
  for (const id of ids) await store.append(publish([entry(id)], {project}))
}

/** Every row that fits, page by page. */
export async function allRows(store: HubStore, query: Partial<LogQuery> = {}): Promise<readonly LogRow[]> {
  const rows: LogRow[] = []
  for (let since = query.since ?? 0; ; ) {
    const page = await store.read({limit: 100, ...query, since})
    rows.push(...page.rows)
    if (page.through >= page.head) return rows
    since = page.through
  }
}

export async function recordsOf(store: HubStore): Promise<readonly SnapshotRecord[]> {
  const records: SnapshotRecord[] = []
  for await (const record of store.snapshot()) records.push(record)
  return records
}

export function seqsOf(rows: readonly LogRow[]): readonly number[] {
  return rows.map(row => row.seq)
}
