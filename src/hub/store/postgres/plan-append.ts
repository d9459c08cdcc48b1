import type {NewEntry} from '../../entry.ts'
import {HubError} from '../../hub-error.ts'
import {fingerprint} from '../fingerprint.ts'
import type {AppendResult, NewPublish} from '../store.ts'
import type {Outcome} from './group-commit.ts'

/** An entry with the number that it is to have. */
export interface PlannedRow {
  readonly seq: number
  readonly publish: NewPublish
  readonly entry: NewEntry
  readonly fingerprint: Uint8Array
}

/** What the log knows of an entry. */
export interface KnownEntry {
  readonly project: string
  readonly id: string
  readonly seq: number
  /** Null where the text was redacted. */
  readonly fingerprint: Uint8Array | null
}

export interface AppendPlan {
  /** In the order of the publishes. */
  readonly outcomes: readonly Outcome<AppendResult>[]
  /** Gapless after the head. */
  readonly rows: readonly PlannedRow[]
}

/** Decides for each publish of a group, in order, what is new; one with a conflict takes nothing with it but itself. */
export function planAppend(
  publishes: readonly NewPublish[],
  known: readonly KnownEntry[],
  log: {readonly logId: string; readonly head: number}
): AppendPlan {
  const entries = new Map(known.map(entry => [keyOf(entry.project, entry.id), entry]))
  const rows: PlannedRow[] = []
  const outcomes = publishes.map((publish): Outcome<AppendResult> => {
    const plan = planOne(publish, entries, log.head + rows.length)
    if ('error' in plan) return plan
    rows.push(...plan.rows)
    for (const row of plan.rows) entries.set(keyOf(publish.project, row.entry.id), knownFrom(row))
    const duplicates = plan.seqs.length - plan.rows.length
    return {value: {seqs: plan.seqs, duplicates, logId: log.logId}}
  })
  return {outcomes, rows}
}

function planOne(
  publish: NewPublish,
  known: ReadonlyMap<string, KnownEntry>,
  head: number
): {readonly seqs: number[]; readonly rows: PlannedRow[]} | {readonly error: HubError} {
  const own = new Map<string, KnownEntry>()
  const rows: PlannedRow[] = []
  const seqs: number[] = []
  for (const entry of publish.entries) {
    const print = fingerprint(entry)
    const before = own.get(entry.id) ?? known.get(keyOf(publish.project, entry.id))
    if (before?.fingerprint && Buffer.compare(before.fingerprint, print) !== 0)
      return {error: new HubError('conflict', conflictText(before))}
    if (!before) rows.push({seq: head + rows.length + 1, publish, entry, fingerprint: print})
    const row = rows.at(-1)
    if (!before && row) own.set(entry.id, knownFrom(row))
    seqs.push(before?.seq ?? head + rows.length)
  }
  return {seqs, rows}
}

function conflictText({id, seq}: KnownEntry): string {
  return `Expected a new id, got ${id}, which has another content (row ${seq})`
}

function knownFrom({seq, publish, entry, fingerprint}: PlannedRow): KnownEntry {
  return {project: publish.project, id: entry.id, seq, fingerprint}
}

function keyOf(project: string, id: string): string {
  return JSON.stringify([project, id])
}
