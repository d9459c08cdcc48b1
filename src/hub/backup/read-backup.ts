import {createHash} from 'node:crypto'
import type {z} from 'zod'
import {HubError} from '../hub-error.ts'
import type {SnapshotRecord} from '../store/store.ts'
import {checkRecords} from './check-records.ts'
import {footerSchema, fromWritten, header, headerSchema, recordSchema} from './format.ts'
import {readLines} from './read-lines.ts'

/** What a backup holds. */
export interface BackupSummary {
  readonly logId: string
  readonly head: number
  readonly records: number
}

/** Reads a backup to its end. Rejects with `invalid` as {@link readBackup} does. */
export async function verifyBackup(path: string): Promise<BackupSummary> {
  const summary = {logId: '', head: 0, records: 0}
  for await (const record of readBackup(path)) {
    summary.records++
    if (record.record === 'log') Object.assign(summary, {logId: record.logId, head: record.head})
  }
  return summary
}

/**
 * Records of a backup, as they are read: whether the whole file is as it was written shows only at its end. Throws `invalid`
 * with the line, where one is not what it should be; for a file that was cut or changed; and for a newer format.
 */
export async function* readBackup(path: string): AsyncGenerator<SnapshotRecord, void, undefined> {
  const place = {line: 0}
  try {
    yield* checkRecords(recordsOf(path, place))
  } catch (error) {
    if (!(error instanceof HubError && error.kind === 'invalid')) throw error
    throw new HubError('invalid', `${path} is no whole backup, line ${place.line}: ${error.message}`, {
      cause: error
    })
  }
}

/** One line is held back: only what follows tells whether it is the last. */
async function* recordsOf(
  path: string,
  place: {line: number}
): AsyncGenerator<SnapshotRecord, void, undefined> {
  const hash = createHash('sha256')
  let records = 0
  let held: Buffer | undefined
  for await (const line of readLines(path)) {
    if (held) {
      hash.update(held)
      if (place.line++ === 0) checkHeader(held)
      else {
        records++
        yield fromWritten(parseLine(recordSchema, held))
      }
    }
    held = line
  }
  place.line++
  const footer = parseLine(footerSchema, held ?? Buffer.alloc(0))
  if (footer.records !== records)
    throw new HubError('invalid', `Expected ${footer.records} records, got ${records}`)
  if (footer.sha256 !== hash.digest('hex'))
    throw new HubError('invalid', 'Expected the bytes that were written, got others (SHA-256)')
}

function checkHeader(line: Buffer): void {
  const {version} = parseLine(headerSchema, line)
  if (version !== header.version)
    throw new HubError('invalid', `Expected version ${header.version} of the format, got ${version}`)
}

/** Says where a value is not what it should be, and nothing of it. */
function parseLine<Schema extends z.ZodType>(schema: Schema, line: Buffer): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(line))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.')
  throw new HubError('invalid', `Expected a line of a backup, got another${field ? ` (${field})` : ''}`)
}

function parseJson(line: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(line))
  } catch {
    // No value of JSON is undefined: the schema refuses it.
    return undefined
  }
}
