import type {NewEntry} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import type {NewEntry as WireEntry} from '../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {splitBatches} from './batches.ts'
import {fromWirePage, fromWireStatus, type HubStatus, type QueryPage} from './from-wire.ts'
import {type LogFilter, toWireFilter} from './to-wire.ts'
import type {Walk} from './walk.ts'

export interface PublishResult {
  /** In the order of the entries. */
  readonly seqs: readonly number[]
  /** How many of them the log held before. */
  readonly duplicates: number
  /** Empty where there was nothing to publish. */
  readonly logId: string
}

export interface LogQuery extends LogFilter {
  /** Rows of the page, 1 to 1000; absent: 100. */
  readonly limit?: number
}

/** What a token with the scope `publish` or `read` may ask for, answered at once. */
export interface Calls {
  publish(
    entries: readonly NewEntry[],
    project: string | undefined,
    signal: AbortSignal
  ): Promise<PublishResult>
  query(query: LogQuery, signal: AbortSignal): Promise<QueryPage>
  status(signal: AbortSignal): Promise<HubStatus>
}

export function createCalls(walk: Walk, timeoutMs: number): Calls {
  return {
    async publish(entries, project = '', signal) {
      let result: PublishResult = {seqs: [], duplicates: 0, logId: ''}
      for (const batch of splitBatches(entries))
        result = join(
          result,
          await publishBatch(walk, batch, {project, timeoutMs, signal, before: result.seqs.length})
        )
      return result
    },
    query({limit = 0, ...filter}, signal) {
      const request = {...toWireFilter(filter), limit}
      return walk({
        method: 'Query',
        send: async ({hub}) => fromWirePage(await hub.query(request, {timeoutMs, signal})),
        signal
      })
    },
    status: signal =>
      walk({
        method: 'Status',
        send: async ({hub}) => fromWireStatus(await hub.status({}, {timeoutMs, signal})),
        signal
      })
  }
}

interface BatchOptions {
  readonly project: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Entries that were stored by earlier parts. */
  readonly before: number
}

async function publishBatch(
  walk: Walk,
  entries: WireEntry[],
  {project, timeoutMs, signal, before}: BatchOptions
): Promise<PublishResult> {
  try {
    const {seqs, duplicates, logId} = await walk({
      method: 'Publish',
      send: ({hub}) => hub.publish({entries, project}, {timeoutMs, signal}),
      signal
    })
    return {seqs: seqs.map(Number), duplicates, logId}
  } catch (error) {
    throw before > 0 && error instanceof HubError ? afterPart(error, before) : error
  }
}

function join(before: PublishResult, {seqs, duplicates, logId}: PublishResult): PublishResult {
  if (before.logId !== '' && before.logId !== logId)
    throw new HubError(
      'stale-cursor',
      'Expected one log for all entries, got another half-way: publish again'
    )
  return {seqs: [...before.seqs, ...seqs], duplicates: before.duplicates + duplicates, logId}
}

function afterPart(error: HubError, before: number): HubError {
  return new HubError(error.kind, `${error.message} (the first ${before} entries were stored)`, {
    cause: error,
    ...(error.retryAfterMs !== undefined && {retryAfterMs: error.retryAfterMs})
  })
}
