import {entryTypes} from '../../entry.ts'
import {limits} from '../../limits.ts'
import type {LogPage, LogQuery} from '../store.ts'
import type {Queries} from './database.ts'
import {columns, type RowRecord, toLogRow} from './log-row.ts'
import {schema} from './schema.ts'

/** Every project and type asked for is a range of an index, of which at most a page is read. */
const ranges = {
  all: `select seq from ${schema}.rows where seq > $1 order by seq limit $2`,
  types: `select found.seq from unnest($3::text[]) as wanted (type)
    cross join lateral (
      select seq from ${schema}.rows
      where rows.type = wanted.type and seq > $1 order by seq limit $2
    ) as found order by seq limit $2`,
  projects: `select found.seq from unnest($3::text[]) as type_wanted (type)
    cross join unnest($4::text[]) as project_wanted (project)
    cross join lateral (
      select seq from ${schema}.rows
      where rows.project = project_wanted.project and rows.type = type_wanted.type and seq > $1
      order by seq limit $2
    ) as found order by seq limit $2`
}

/** A page, and in each row the head of the same moment; one row of nulls where nothing fits. */
function pageText(range: string): string {
  return `with fitting as materialized (${range}), sized as (
      select seq, count(*) over () as fitting, row_number() over (order by seq) as place,
        sum(octet_length(content) + octet_length(meta) + coalesce(octet_length(reason), 0)) over (order by seq) as bytes
      from ${schema}.rows join fitting using (seq)
    ), page as (
      select ${columns}, fitting from ${schema}.rows join sized using (seq)
      where place = 1 or bytes <= ${limits.maxPageBytes}
    )
    select log.head, page.* from ${schema}.log left join page on true order by page.seq`
}

const texts = {all: pageText(ranges.all), types: pageText(ranges.types), projects: pageText(ranges.projects)}

type PageRow = {readonly head: number} & (({readonly fitting: number} & RowRecord) | {readonly seq: null})

export async function readPage(session: Queries, query: LogQuery): Promise<LogPage> {
  const found = await session.query<PageRow>(...statementOf(query))
  const head = found[0]?.head ?? 0
  const records = found.filter(row => row.seq !== null)
  const last = records.at(-1)
  // Fewer numbers than asked for, and all of them sent: the rest of the log does not fit the query.
  const complete = !last || (last.fitting < query.limit && records.length === last.fitting)
  return {rows: records.map(toLogRow), through: complete ? Math.max(head, query.since) : last.seq, head}
}

function statementOf({since, limit, projects, types}: LogQuery): [text: string, values: unknown[]] {
  if (!projects && !types) return [texts.all, [since, limit]]
  const wanted = [...new Set(types ?? entryTypes)]
  if (!projects) return [texts.types, [since, limit, wanted]]
  return [texts.projects, [since, limit, wanted, [...new Set(projects)]]]
}
