import type {SnapshotRecord} from '../store.ts'
import type {Call} from './messages.ts'

/** Every record of one state. The pass is given up where the reader stops early. */
export async function* passOver(call: Call): AsyncGenerator<SnapshotRecord> {
  const pass = await call('startSnapshot')
  try {
    for (;;) {
      const records = await call('nextSnapshot', pass)
      if (records.length === 0) return
      yield* records
    }
  } finally {
    // A store that was closed has ended the pass already.
    await call('stopSnapshot', pass).catch(() => undefined)
  }
}
