import {z} from 'zod'
import {count, envelope} from './common.ts'

/** ISO 8601, in UTC. */
const time = z.string()
const seq = z.int().min(1)
const type = z.enum(['zone', 'action', 'verdict', 'decision', 'learning'])
const meta = z.record(z.string(), z.string())

const entry = z.strictObject({
  kind: z.literal('entry'),
  seq,
  project: z.string(),
  id: z.string(),
  type,
  /** Empty once redacted. */
  content: z.string(),
  /** Subject of the token that published it. */
  author: z.string(),
  publishedAt: time,
  /** Said by the publisher, not verified. */
  meta,
  redacted: z.boolean()
})

const redaction = z.strictObject({
  kind: z.literal('redaction'),
  seq,
  targetSeq: seq,
  project: z.string(),
  author: z.string(),
  reason: z.string(),
  redactedAt: time
})

const token = z.strictObject({
  id: z.string(),
  subject: z.string(),
  projects: z.array(z.string()),
  scopes: z.array(z.enum(['publish', 'read', 'admin'])),
  createdAt: time,
  expiresAt: time.optional(),
  revokedAt: time.optional(),
  lastUsedAt: time.optional(),
  replacedBy: z.string().optional()
})

const auditRow = z.strictObject({
  id: z.int().min(1),
  at: time,
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

const log = {logId: z.string(), head: count}

/** The documents of the `hub` commands, by the name of the schema's file. */
export const hubSchemas = {
  'hub-audit': z.strictObject({...envelope('hub audit'), rows: z.array(auditRow)}),
  'hub-backup': z.strictObject({...envelope('hub backup'), file: z.string(), bytes: count}),
  // One line each; a line of `hub listen` stands for one row.
  'hub-listen': z.union([entry, redaction]),
  'hub-migrate': z.strictObject({...envelope('hub migrate'), ...log}),
  'hub-publish': z.union([
    z.strictObject({
      ...envelope('hub publish'),
      published: count,
      duplicates: count,
      /** In the order of the input. */
      seqs: z.array(seq),
      logId: z.string()
    }),
    // With --dry-run: what would be sent.
    z.strictObject({
      ...envelope('hub publish'),
      entries: z.array(z.strictObject({id: z.string(), type, content: z.string(), meta}))
    })
  ]),
  'hub-query': z.strictObject({
    ...envelope('hub query'),
    rows: z.array(z.union([entry, redaction])),
    /** The cursor for the next call. */
    nextSince: count,
    ...log
  }),
  'hub-redact': z.strictObject({...envelope('hub redact'), redaction}),
  'hub-restore': z.strictObject({
    ...envelope('hub restore'),
    ...log,
    renewed: z.boolean(),
    /** The database that was there before. */
    movedTo: z.string().optional()
  }),
  'hub-start': z.strictObject({
    ...envelope('hub start'),
    url: z.string(),
    metricsUrl: z.string().optional(),
    store: z.enum(['embedded', 'postgres']),
    ...log,
    /** Only on a store that had no token. */
    adminToken: z.string().optional()
  }),
  'hub-status': z.strictObject({
    ...envelope('hub status'),
    version: z.string(),
    ...log,
    store: z.string(),
    startedAt: time,
    streams: count,
    counts: z.array(z.strictObject({project: z.string(), type, entries: count})),
    warnings: z.array(z.string()),
    subject: z.string(),
    tokenExpiresAt: time.optional()
  }),
  'hub-stop': z.strictObject({...envelope('hub stop'), stopped: z.literal(true)}),
  'hub-sync': z.strictObject({
    ...envelope('hub sync'),
    mirror: z.string(),
    added: count,
    redacted: count,
    cursor: z.strictObject({logId: z.string(), seq: count})
  }),
  'hub-token-issue': z.strictObject({
    ...envelope('hub token issue'),
    token,
    secret: z.string(),
    createdProjects: z.array(z.string())
  }),
  'hub-token-list': z.strictObject({...envelope('hub token list'), tokens: z.array(token)}),
  'hub-token-revoke': z.strictObject({...envelope('hub token revoke'), token}),
  'hub-token-rotate': z.strictObject({
    ...envelope('hub token rotate'),
    token,
    secret: z.string(),
    oldExpiresAt: time
  })
}
