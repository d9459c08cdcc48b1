import type {SnapshotRecord} from '../store.ts'
import type {Call} from './messages.ts'

/** Sent to the thread at once. */
const chunkRecords = 100
const chunkLength = 1024 * 1024

/** Fills an empty store in one transaction; whatever fails undoes all. */
export async function fill(
  call: Call,
  records: AsyncIterable<SnapshotRecord> | Iterable<SnapshotRecord>
): Promise<void> {
  await call('startFilling')
  try {
    for await (const chunk of inChunks(records)) await call('addToFilling', chunk)
    await call('commitFilling')
  } catch (error) {
    // What failed is told; a store that was closed has undone it already.
    await call('abortFilling').catch(() => undefined)
    throw error
  }
}

async function* inChunks(
  records: AsyncIterable<SnapshotRecord> | Iterable<SnapshotRecord>
): AsyncGenerator<readonly SnapshotRecord[]> {
  let chunk: SnapshotRecord[] = []
  let length = 0
  for await (const record of records) {
    chunk.push(record)
    length += record.record === 'row' && record.row.kind === 'entry' ? record.row.content.length : 0
    if (chunk.length < chunkRecords && length < chunkLength) continue
    yield chunk
    chunk = []
    length = 0
  }
  yield chunk
}
