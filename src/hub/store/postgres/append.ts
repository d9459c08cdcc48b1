import {HubError} from '../../hub-error.ts'
import {entryBytes} from '../../validate-entry.ts'
import type {AppendResult, NewPublish} from '../store.ts'
import type {Database, Session} from './database.ts'
import {createGroupCommit, type GroupCommit, type Outcome} from './group-commit.ts'
import {lockLog} from './log.ts'
import {type KnownEntry, type PlannedRow, planAppend} from './plan-append.ts'
import {headChannel, schema} from './schema.ts'

/** Publishes that come while a transaction is under way share the next one: nodes wait for each other at the head. */
export function createAppender(
  database: Database,
  onCommit: (head: number) => void
): GroupCommit<NewPublish, AppendResult> {
  return createGroupCommit({
    write: async publishes => {
      const {outcomes, head} = await writeApart(database, publishes)
      onCommit(head)
      return outcomes
    },
    bytesOf: ({entries}) => entries.reduce((sum, entry) => sum + entryBytes(entry), 0),
    maxBytes: 8 * 1024 * 1024,
    maxItems: 256
  })
}

interface Written {
  readonly outcomes: readonly Outcome<AppendResult>[]
  readonly head: number
}

/** Where the database takes one value of a group for invalid, each publish is written alone: the others are not to blame. */
async function writeApart(database: Database, publishes: readonly NewPublish[]): Promise<Written> {
  try {
    return await database.transaction(session => write(session, publishes))
  } catch (error) {
    if (!(error instanceof HubError && error.kind === 'invalid') || publishes.length === 1) throw error
  }
  const outcomes: Outcome<AppendResult>[] = []
  let head = 0
  for (const publish of publishes) {
    const written = await writeApart(database, [publish]).catch((error: unknown) => ({error}))
    if ('head' in written) head = written.head
    outcomes.push(...('head' in written ? written.outcomes : [written]))
  }
  return {outcomes, head}
}

async function write(session: Session, publishes: readonly NewPublish[]): Promise<Written> {
  const log = await lockLog(session)
  const {outcomes, rows} = planAppend(publishes, await known(session, publishes), log)
  const head = log.head + rows.length
  if (rows.length > 0) await insert(session, rows, head)
  return {outcomes, head}
}

function known(session: Session, publishes: readonly NewPublish[]): Promise<KnownEntry[]> {
  const keys = publishes.flatMap(({project, entries}) => entries.map(({id}) => ({project, id})))
  return session.query<KnownEntry>(
    `select project, id, seq, fingerprint from ${schema}.rows
    join unnest($1::text[], $2::text[]) as wanted (project, id) using (project, id)`,
    [keys.map(({project}) => project), keys.map(({id}) => id)]
  )
}

/** One round trip for the rows, their counts, the head and the notification. */
const insertText = `with added as (
    insert into ${schema}.rows (seq, project, type, id, author, at, content, meta, fingerprint)
    select * from unnest(
      $1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bytea[], $8::bytea[], $9::bytea[])
  ), counted as (
    insert into ${schema}.counts as before (project, type, entries)
    select project, type, count(*) from unnest($2::text[], $3::text[]) as added (project, type) group by project, type
    on conflict (project, type) do update set entries = before.entries + excluded.entries
  ), moved as (
    update ${schema}.log set head = $10::bigint
  )
  select pg_notify('${headChannel}', $10::bigint::text)`

async function insert(session: Session, rows: readonly PlannedRow[], head: number): Promise<void> {
  await session.query(insertText, [
    rows.map(({seq}) => seq),
    rows.map(({publish}) => publish.project),
    rows.map(({entry}) => entry.type),
    rows.map(({entry}) => entry.id),
    rows.map(({publish}) => publish.author),
    rows.map(({publish}) => publish.publishedAt),
    rows.map(({entry}) => Buffer.from(entry.content)),
    rows.map(({entry}) => Buffer.from(JSON.stringify(entry.meta))),
    rows.map(({fingerprint}) => fingerprint),
    head
  ])
}
