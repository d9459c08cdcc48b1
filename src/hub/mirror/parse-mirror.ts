import {z} from 'zod'
import {type Entry, entryTypes} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import {formatEntry, formatTop, type MirrorFile, type MirrorStamp} from './mirror-file.ts'

const stampData = z.strictObject({log: z.string(), seq: z.int(), type: z.enum(entryTypes)})

const entryData = z.strictObject({
  seq: z.int(),
  project: z.string(),
  id: z.string(),
  author: z.string(),
  publishedAt: z.union([z.number(), z.string().transform(text => Date.parse(text))]),
  meta: z.record(z.string(), z.string()),
  redacted: z.boolean(),
  bytes: z.int().min(0)
})

/** The stamp of the first line; undefined where the line is not one. */
export function parseStamp(line: string): MirrorStamp | undefined {
  const json = /^<!-- groundtruth-mirror (\{.*\}) -->$/s.exec(line)?.[1]
  const data = json === undefined ? undefined : stampData.safeParse(parseJson(json)).data
  return data && {logId: data.log, seq: data.seq, type: data.type}
}

/**
 * The entries of a file that formatMirror gave: contents are taken by their length. Throws `invalid`, with the byte where
 * it happened, for any other text.
 */
export function parseMirror(text: string): MirrorFile {
  const bytes = Buffer.from(text)
  const stamp = parseStamp(lineAt(bytes, 0))
  if (stamp === undefined) throw unreadable(0)
  let at = expectText(bytes, 0, formatTop(stamp))
  const entries: Entry[] = []
  while (at < bytes.length) {
    const entry = readEntry(bytes, at, stamp)
    at = expectText(bytes, at, formatEntry(entry))
    entries.push(entry)
  }
  return {stamp, entries}
}

/** Only the lengths are trusted: what is read must give the same text again. */
function readEntry(bytes: Buffer, at: number, {type}: MirrorStamp): Entry {
  const dataAt = after(bytes, '```json\n', at)
  const line = lineAt(bytes, dataAt)
  const parsed = entryData.safeParse(parseJson(line))
  if (!parsed.success) throw unreadable(at)
  const {bytes: length, ...data} = parsed.data
  const contentAt = after(bytes, 'text\n', dataAt + Buffer.byteLength(line))
  const content = bytes.toString('utf8', contentAt, contentAt + length)
  return {kind: 'entry', type, ...data, content}
}

function lineAt(bytes: Buffer, at: number): string {
  const end = bytes.indexOf('\n', at)
  return bytes.toString('utf8', at, end < 0 ? bytes.length : end)
}

function after(bytes: Buffer, mark: string, from: number): number {
  const at = bytes.indexOf(mark, from)
  if (at < 0) throw unreadable(from)
  return at + mark.length
}

/** Where the text ends. */
function expectText(bytes: Buffer, at: number, text: string): number {
  const expected = Buffer.from(text)
  const end = at + expected.length
  if (!bytes.subarray(at, end).equals(expected)) throw unreadable(at)
  return end
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: undefined fits no schema.
    return undefined
  }
}

function unreadable(at: number): HubError {
  return new HubError('invalid', `Expected a file of a mirror, got other text at byte ${at}`)
}
