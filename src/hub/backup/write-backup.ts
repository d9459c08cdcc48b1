import {createHash} from 'node:crypto'
import type {HubStore} from '../store/store.ts'
import {type Footer, header, toWritten} from './format.ts'

/** What goes out at once, about. */
const chunkBytes = 256 * 1024

/**
 * A backup of one moment of the store, while others write: see format.ts. It holds no secret of a token and no text that was
 * redacted before.
 */
export async function* writeBackup(
  store: Pick<HubStore, 'snapshot'>
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256')
  let lines = [lineOf(header)]
  let bytes = 0
  let records = 0
  const take = () => {
    const chunk = Buffer.concat(lines)
    hash.update(chunk)
    lines = []
    bytes = 0
    return chunk
  }
  for await (const record of store.snapshot()) {
    const line = lineOf(toWritten(record))
    records++
    lines.push(line)
    bytes += line.length
    if (bytes >= chunkBytes) yield take()
  }
  yield take()
  yield lineOf({records, sha256: hash.digest('hex')} satisfies Footer)
}

function lineOf(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
