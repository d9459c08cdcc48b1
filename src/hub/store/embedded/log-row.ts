import type {EntryType, LogRow} from '../../entry.ts'
import type {Database, Row} from './driver.ts'

const columns = 'seq, project, type, id, author, at, content, meta, redacted, target_seq'

/** The rows of some numbers, in order, and the bytes of the texts of each. */
export function rowsAt(
  database: Database,
  seqs: readonly number[]
): readonly {readonly row: LogRow; readonly bytes: number}[] {
  const query = `select ${columns} from rows where seq in (select value from json_each(?)) order by seq`
  return database
    .all(query, JSON.stringify(seqs))
    .map(found => ({row: toLogRow(found), bytes: bytesOf(found)}))
}

/** Rows after a number, in order; at most `limit`. */
export function rowsAfter(database: Database, seq: number, limit: number): readonly LogRow[] {
  const found = database.all(`select ${columns} from rows where seq > ? order by seq limit ?`, seq, limit)
  return found.map(toLogRow)
}

function toLogRow([seq, project, type, id, author, at, content, meta, redacted, targetSeq]: Row): LogRow {
  const common = {seq: Number(seq), project: String(project), author: String(author)}
  const text = (content as Buffer).toString()
  if (targetSeq !== null && targetSeq !== undefined)
    return {kind: 'redaction', ...common, targetSeq: Number(targetSeq), reason: text, redactedAt: Number(at)}
  const texts = redacted ? {content: '', meta: {}} : {content: text, meta: JSON.parse(String(meta))}
  return {
    kind: 'entry',
    ...common,
    id: String(id),
    type: type as EntryType,
    ...texts,
    publishedAt: Number(at),
    redacted: Boolean(redacted)
  }
}

/** What is zeros since a redaction is not sent. */
function bytesOf([, , , , , , content, meta, redacted]: Row): number {
  return redacted ? 0 : (content as Buffer).byteLength + (meta as Buffer).byteLength
}
