import {z} from 'zod'
import {entryTypes} from '../entry.ts'
import type {SnapshotRecord} from '../store/store.ts'
import {scopes, type TokenRecord} from '../token-record.ts'

/**
 * A backup is a text of lines, each a JSON value: what it is, one line a record in the order of a snapshot, and the number of
 * records with a SHA-256 of every byte before. Bytes of a hash are hexadecimal.
 */
export const header = {format: 'groundtruth-hub-backup', version: 1} as const

export const headerSchema = z.strictObject({format: z.literal(header.format), version: z.number()})

export const footerSchema = z.strictObject({
  records: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/)
})

export type Footer = z.infer<typeof footerSchema>

const count = z.int().nonnegative()

/** A key may be any text, `__proto__` too: such an object is taken as it is. */
const meta = z.custom<Readonly<Record<string, string>>>(isMeta)

const entrySchema = z.strictObject({
  kind: z.literal('entry'),
  seq: z.int().positive(),
  project: z.string(),
  id: z.string(),
  type: z.enum(entryTypes),
  content: z.string(),
  meta,
  author: z.string(),
  publishedAt: count,
  redacted: z.boolean()
})

const redactionSchema = z.strictObject({
  kind: z.literal('redaction'),
  seq: z.int().positive(),
  targetSeq: z.int().positive(),
  project: z.string(),
  author: z.string(),
  reason: z.string(),
  redactedAt: count
})

const tokenSchema = z.strictObject({
  id: z.string().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  subject: z.string(),
  projects: z.array(z.string()).min(1),
  scopes: z.array(z.enum(scopes)).min(1),
  createdAt: count,
  expiresAt: count.optional(),
  revokedAt: count.optional(),
  lastUsedAt: count.optional(),
  replacedBy: z.string().optional()
})

const auditSchema = z.strictObject({
  id: z.int().positive(),
  at: count,
  subject: z.string(),
  tokenId: z.string(),
  project: z.string(),
  method: z.string(),
  code: z.string(),
  entries: count,
  bytes: count,
  peer: z.string(),
  reason: z.string()
})

export const recordSchema = z.discriminatedUnion('record', [
  z.strictObject({record: z.literal('log'), logId: z.string().min(1), head: count}),
  z.strictObject({record: z.literal('project'), name: z.string(), createdAt: count}),
  z.strictObject({record: z.literal('token'), token: tokenSchema}),
  z.strictObject({
    record: z.literal('row'),
    row: z.discriminatedUnion('kind', [entrySchema, redactionSchema])
  }),
  z.strictObject({record: z.literal('audit'), row: auditSchema})
])

/** A record as its line holds it. */
export type WrittenRecord = z.infer<typeof recordSchema>

export function toWritten(record: SnapshotRecord): object {
  if (record.record !== 'token') return record
  return {record: 'token', token: {...record.token, hash: Buffer.from(record.token.hash).toString('hex')}}
}

export function fromWritten(written: WrittenRecord): SnapshotRecord {
  if (written.record !== 'token') return written
  const hash = new Uint8Array(Buffer.from(written.token.hash, 'hex'))
  // The schema adds no key: what was absent is not undefined now.
  return {record: 'token', token: {...written.token, hash} as TokenRecord}
}

function isMeta(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(text => typeof text === 'string')
  )
}
