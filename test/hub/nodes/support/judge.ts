import type {HubClient} from '../../../../src/hub/client/hub-client.ts'

/** What must be 0 in the end. */
export interface Verdict {
  /** Acknowledged entries that do not stand in the log under their number. */
  readonly lost: number
  /** Rows whose id stands in the log before them. */
  readonly doubled: number
  /** Numbers that the log left out. */
  readonly gaps: number
  /** Rows that a subscriber lacks. */
  readonly missing: number
  /** Rows that subscribers received under another number than the log's. */
  readonly differing: number
}

export interface Found {
  readonly acked: ReadonlyMap<string, number>
  /** Where each subscriber stands. */
  readonly seqs: readonly number[]
  /** What subscribers received, as often as was reported. */
  readonly ids: readonly (readonly (string | undefined)[])[]
}

/** Compares what publishers and subscribers know with the log. */
export async function judge(client: Pick<HubClient, 'query'>, {acked, seqs, ids}: Found): Promise<Verdict> {
  const rows = await readLog(client)
  const found = new Map(rows.map(({id, seq}) => [id, seq]))
  const head = rows.at(-1)?.seq ?? 0
  return {
    lost: [...acked].filter(([id, seq]) => found.get(id) !== seq).length,
    doubled: rows.length - found.size,
    gaps: rows.filter(({seq}, index) => seq !== (rows[index - 1]?.seq ?? 0) + 1).length,
    missing: seqs.reduce((sum, seq) => sum + head - seq, 0),
    differing: ids.reduce((sum, own) => sum + rows.filter(({id, seq}) => own[seq - 1] !== id).length, 0)
  }
}

async function readLog(
  client: Pick<HubClient, 'query'>
): Promise<{readonly id: string; readonly seq: number}[]> {
  const rows: {id: string; seq: number}[] = []
  for (let since = 0; ; ) {
    const page = await client.query({since, limit: 1000})
    for (const row of page.rows) rows.push({id: row.kind === 'entry' ? row.id : '', seq: row.seq})
    if (page.nextSince >= page.head) return rows
    since = page.nextSince
  }
}
