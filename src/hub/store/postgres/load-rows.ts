import type {Entry, LogRow, Redaction} from '../../entry.ts'
import {HubError} from '../../hub-error.ts'
import {entryBytes} from '../../validate-entry.ts'
import {fingerprint} from '../fingerprint.ts'
import type {Session} from './database.ts'
import {schema} from './schema.ts'

/** Writes rows of a log in order and by the hundred. */
export interface RowLoader {
  /** Rejects with `invalid` for a row that does not follow on the one before. */
  add(row: LogRow): Promise<void>
  /** Writes what is left. Gives the number of the last row. */
  end(): Promise<number>
}

const maxEntries = 500
const maxBytes = 4 * 1024 * 1024

export function createRowLoader(session: Session): RowLoader {
  let last = 0
  let bytes = 0
  let entries: Entry[] = []
  const flush = async () => {
    const batch = entries
    entries = []
    bytes = 0
    if (batch.length > 0) await insertEntries(session, batch)
  }
  return {
    async add(row) {
      if (row.seq !== last + 1)
        throw new HubError('invalid', `Expected row ${last + 1} of the log, got ${row.seq}`)
      last = row.seq
      if (row.kind === 'entry') {
        bytes += entryBytes(row)
        if (entries.push(row) >= maxEntries || bytes >= maxBytes) await flush()
        return
      }
      await flush()
      await insertRedaction(session, row)
    },
    async end() {
      await flush()
      return last
    }
  }
}

const insertText = `insert into ${schema}.rows
    (seq, project, type, id, author, at, redacted, fingerprint, meta, content)
  select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::boolean[],
    $8::bytea[], $9::bytea[], $10::bytea[])`

async function insertEntries(session: Session, entries: readonly Entry[]): Promise<void> {
  await session.query(insertText, [
    entries.map(({seq}) => seq),
    entries.map(({project}) => project),
    entries.map(({type}) => type),
    entries.map(({id}) => id),
    entries.map(({author}) => author),
    entries.map(({publishedAt}) => publishedAt),
    entries.map(({redacted}) => redacted),
    entries.map(entry => (entry.redacted ? null : fingerprint(entry))),
    entries.map(({redacted, meta}) => Buffer.from(redacted ? '' : JSON.stringify(meta))),
    entries.map(({redacted, content}) => Buffer.from(redacted ? '' : content))
  ])
}

/** It has the type of its entry. */
async function insertRedaction(session: Session, redaction: Redaction): Promise<void> {
  const {seq, targetSeq, project, author, reason, redactedAt} = redaction
  const inserted = await session.query(
    `insert into ${schema}.rows (seq, project, type, author, at, target, reason)
    select $1, $2, type, $3, $4, seq, $6 from ${schema}.rows where seq = $5 and redacted returning seq`,
    [seq, project, author, redactedAt, targetSeq, Buffer.from(reason)]
  )
  if (inserted.length === 0)
    throw new HubError('invalid', `Expected row ${seq} to name a redacted entry, got ${targetSeq}`)
}
