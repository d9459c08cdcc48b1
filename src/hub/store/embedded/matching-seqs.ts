import type {LogQuery} from '../store.ts'
import type {Database, Value} from './driver.ts'

/**
 * Numbers of the first rows that fit the query, ascending, at most its limit.
 *
 * Every project and type asked for is a range of an index. Each is read only below the last number that the ones before
 * would send, so that many projects cost little more than one, and none is read to its end.
 */
export function matchingSeqs(database: Database, query: LogQuery, head: number): readonly number[] {
  const {since, limit} = query
  if (!query.projects && !query.types) return numbersAfter(since, Math.min(head, since + limit))
  let seqs: number[] = []
  for (const {where, values} of ranges(query)) {
    const below = seqs.length < limit ? head + 1 : (seqs[limit - 1] ?? 0)
    const found = database.all(
      `select seq from rows where ${where} and seq > ? and seq < ? order by seq limit ?`,
      ...values,
      since,
      below,
      limit
    )
    seqs = [...seqs, ...found.map(([seq]) => Number(seq))].sort((a, b) => a - b).slice(0, limit)
  }
  return seqs
}

/** The log has no gaps. */
function numbersAfter(since: number, last: number): readonly number[] {
  return Array.from({length: Math.max(0, last - since)}, (_, index) => since + index + 1)
}

function ranges({projects, types}: LogQuery): readonly {where: string; values: Value[]}[] {
  const asked = (names: readonly string[] | undefined) => (names ? [...new Set(names)] : [undefined])
  return asked(projects).flatMap(project =>
    asked(types).map(type => ({
      where: [project !== undefined && 'project = ?', type !== undefined && 'type = ?']
        .filter(Boolean)
        .join(' and '),
      values: [project, type].filter(value => value !== undefined)
    }))
  )
}
