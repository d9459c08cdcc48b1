import {createReadStream} from 'node:fs'
import {HubError} from '../hub-error.ts'

/** The longest record: an entry at its limits, every character of it escaped. */
const maxLineBytes = 16 * 1024 * 1024

/**
 * Lines of a file as bytes, each with the line feed at its end. Only the last may be without one. Rejects with `invalid` for a
 * line that no record can have, and with `not-found` or `unavailable` where the file cannot be read.
 */
export async function* readLines(path: string): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer[] = []
  for await (const chunk of chunksOf(path)) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end + 1)])
      rest = []
      start = end + 1
    }
    rest.push(chunk.subarray(start))
    if (rest.reduce((sum, part) => sum + part.length, 0) > maxLineBytes)
      throw new HubError('invalid', `Expected lines of at most ${maxLineBytes} bytes, got a longer one`)
  }
  const last = Buffer.concat(rest)
  if (last.length > 0) yield last
}

async function* chunksOf(path: string): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* createReadStream(path, {highWaterMark: 256 * 1024})
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    throw new HubError(code === 'ENOENT' ? 'not-found' : 'unavailable', `Cannot read ${path} (${code})`, {
      cause: error
    })
  }
}
