import type {AuditRow, NewAuditRow} from '../../audit-row.ts'
import type {AuditStore} from '../store.ts'
import type {Database, Session} from './database.ts'
import {schema} from './schema.ts'

const columns = 'at, subject, token_id, project, method, code, entries, bytes, peer, reason'

const select = `select id, at, subject, token_id as "tokenId", project, method, code, entries, bytes, peer, reason
  from ${schema}.audit`

/** With numbers of its own where none are given. */
const insert = {
  new: insertText(columns, '$1'),
  numbered: insertText(`id, ${columns}`, '$11::bigint[], $1')
}

export function createAuditStore(database: Database): AuditStore {
  return {
    append: rows => insertNew(database, rows),
    list: (before, limit) =>
      database.query<AuditRow>(`${select} where $1 = 0::bigint or id < $1 order by id desc limit $2`, [
        before,
        limit
      ]),
    async prune(before) {
      const [pruned] = await database.query<{rows: number}>(
        `with pruned as (delete from ${schema}.audit where at < $1 returning 1) select count(*) as rows from pruned`,
        [before]
      )
      return pruned?.rows ?? 0
    }
  }
}

/** Rows after an id, in the order of writing. */
export function readAuditAfter(session: Session, id: number, limit: number): Promise<AuditRow[]> {
  return session.query<AuditRow>(`${select} where id > $1 order by id limit $2`, [id, limit])
}

/** With the ids that they have; later rows follow them. */
export async function insertAudit(session: Session, rows: readonly AuditRow[]): Promise<void> {
  await session.query(insert.numbered, [...valuesOf(rows), rows.map(({id}) => id)])
  await session.query(
    `select setval(pg_get_serial_sequence('${schema}.audit', 'id'), (select max(id) from ${schema}.audit))`
  )
}

async function insertNew(database: Database, rows: readonly NewAuditRow[]): Promise<void> {
  if (rows.length > 0) await database.query(insert.new, valuesOf(rows))
}

function insertText(names: string, first: string): string {
  return `insert into ${schema}.audit (${names}) select * from unnest(${first}::bigint[], $2::text[], $3::text[],
    $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::text[], $10::text[])`
}

function valuesOf(rows: readonly NewAuditRow[]): unknown[] {
  return [
    rows.map(({at}) => at),
    rows.map(({subject}) => text(subject)),
    rows.map(({tokenId}) => text(tokenId)),
    rows.map(({project}) => text(project)),
    rows.map(({method}) => text(method)),
    rows.map(({code}) => text(code)),
    rows.map(({entries}) => entries),
    rows.map(({bytes}) => bytes),
    rows.map(({peer}) => text(peer)),
    rows.map(({reason}) => text(reason))
  ]
}

/** What a caller sent is recorded whatever it holds; this one character the database cannot. */
function text(value: string): string {
  return value.replaceAll('\0', '\uFFFD')
}
