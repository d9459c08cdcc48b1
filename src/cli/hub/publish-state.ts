import type {PublishResult} from '../../hub/client/calls.ts'
import type {HubClient} from '../../hub/client/hub-client.ts'
import type {LogRow, NewEntry} from '../../hub/entry.ts'
import {HubError} from '../../hub/hub-error.ts'
import {returnedEntries} from './entries/returned-entries.ts'

/**
 * Publishes what a repository holds now, so that the last word of the log on each zone, action, verdict and record is what
 * stands there. For a token that may not read, one that came back as it had been before stays known and is not told again.
 */
export async function publishState(
  client: Pick<HubClient, 'publish' | 'query'>,
  entries: readonly NewEntry[],
  project: string | undefined
): Promise<PublishResult> {
  const options = project === undefined ? {} : {project}
  const sent = await client.publish(entries, options)
  if (sent.duplicates === 0) return sent
  const returned = returnedEntries(entries, await rowsOf(client, project))
  if (returned.length === 0) return sent
  const {seqs, duplicates, logId} = await client.publish(
    returned.map(({entry}) => entry),
    options
  )
  const seqOf = new Map(returned.map(({index}, place) => [index, seqs[place]]))
  return {
    seqs: sent.seqs.map((seq, index) => seqOf.get(index) ?? seq),
    duplicates: sent.duplicates - returned.length + duplicates,
    logId
  }
}

async function rowsOf(client: Pick<HubClient, 'query'>, project: string | undefined): Promise<LogRow[]> {
  const query = {limit: 1000, ...(project !== undefined && {projects: [project]})}
  const rows: LogRow[] = []
  try {
    for (let since = 0, head = 1; since < head; ) {
      const page = await client.query({...query, since})
      rows.push(...page.rows)
      since = page.nextSince
      head = page.head
    }
    return rows
  } catch (error) {
    if (error instanceof HubError && error.kind === 'denied') return []
    throw error
  }
}
