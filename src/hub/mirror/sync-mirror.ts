import type {LogQuery} from '../client/calls.ts'
import type {QueryPage} from '../client/from-wire.ts'
import type {HubClient} from '../client/hub-client.ts'
import {HubError} from '../hub-error.ts'
import {limits} from '../limits.ts'
import type {Applied, MirrorCursor} from './apply-page.ts'
import type {Mirror} from './open-mirror.ts'
import {type StageOptions, tryStage} from './try-stage.ts'

export interface SyncResult extends Applied {
  readonly cursor: MirrorCursor
}

/** How often a log may turn out to be another one during one run. */
const maxRestarts = 3

/**
 * Brings a mirror up to the head of the log, page by page, and its files with it. A step that fails is tried again; what
 * was stored before stays. Another log is read from its first row. Silent where all is well. Rejects with the last
 * HubError, or the signal's reason.
 */
export async function syncMirror(
  client: Pick<HubClient, 'query'>,
  mirror: Mirror,
  options: StageOptions = {}
): Promise<SyncResult> {
  const sum = {added: 0, redacted: 0}
  let restarts = 0
  for (let done = false; !done; ) {
    try {
      const page = await syncPage(client, mirror, options)
      sum.added += page.added
      sum.redacted += page.redacted
      done = page.done
    } catch (error) {
      if (!isStale(error) || ++restarts > maxRestarts) throw error
      mirror.reset('')
    }
  }
  await tryStage('files', () => mirror.refreshFiles(), options)
  return {...sum, cursor: mirror.cursor()}
}

async function syncPage(client: Pick<HubClient, 'query'>, mirror: Mirror, options: StageOptions) {
  const {logId, seq: since} = mirror.cursor()
  const query = {since, limit: limits.maxPageRows, ...(logId !== '' && {logId})}
  const page = await tryStage('pull', () => pull(client, query, options), options)
  const {rows, nextSince: through, head} = page
  const applied = await tryStage(
    'load',
    () => mirror.apply({logId: page.logId, since, through, rows}),
    options
  )
  return {...applied, done: through >= head}
}

async function pull(
  client: Pick<HubClient, 'query'>,
  query: LogQuery,
  {signal}: StageOptions
): Promise<QueryPage> {
  const page = await client.query(query, {signal})
  // Asked for ever, it would give nothing for ever.
  if (page.nextSince <= query.since && page.head > query.since)
    throw new HubError('unavailable', `Expected rows after ${query.since} of ${page.head}, got none`)
  return page
}

function isStale(error: unknown): boolean {
  return error instanceof HubError && error.kind === 'stale-cursor'
}
