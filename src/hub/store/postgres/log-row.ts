import type {EntryType, LogRow} from '../../entry.ts'

/** Of the table `rows`, as {@link RowRecord} names them. */
export const columns = 'seq, project, type, id, author, at, redacted, target, reason, meta, content'

/** One row of the table. A redaction has a target and a reason, and the type of its entry. */
export interface RowRecord {
  readonly seq: number
  readonly project: string
  readonly type: EntryType
  readonly id: string | null
  readonly author: string
  readonly at: number
  readonly redacted: boolean
  readonly target: number | null
  readonly reason: Buffer | null
  readonly meta: Buffer
  readonly content: Buffer
}

export function toLogRow(record: RowRecord): LogRow {
  const {seq, project, author, at, target} = record
  if (target !== null)
    return {
      kind: 'redaction',
      seq,
      targetSeq: target,
      project,
      author,
      reason: `${record.reason ?? ''}`,
      redactedAt: at
    }
  return {
    kind: 'entry',
    seq,
    project,
    id: record.id ?? '',
    type: record.type,
    content: record.content.toString(),
    meta: record.redacted ? {} : JSON.parse(record.meta.toString()),
    author,
    publishedAt: at,
    redacted: record.redacted
  }
}
