import {HubError} from '../../hub-error.ts'
import type {Scope, TokenRecord} from '../../token-record.ts'
import type {TokenStore} from '../store.ts'
import type {Database, Queries, Session} from './database.ts'
import {isTaken} from './database-error.ts'
import {schema} from './schema.ts'

const columns =
  'id, hash, subject, projects, scopes, created_at, expires_at, revoked_at, last_used_at, replaced_by'

const select = `select ${columns} from ${schema}.tokens`

interface TokenRow {
  readonly id: string
  readonly hash: Buffer
  readonly subject: string
  readonly projects: readonly string[]
  readonly scopes: readonly Scope[]
  readonly created_at: number
  readonly expires_at: number | null
  readonly revoked_at: number | null
  readonly last_used_at: number | null
  readonly replaced_by: string | null
}

export function createTokenStore(database: Database): TokenStore {
  const findOne = async (where: string, value: unknown) => {
    const [row] = await database.query<TokenRow>(`${select} where ${where} = $1`, [value])
    return row && toToken(row)
  }
  return {
    findByHash: hash => findOne('hash', hash),
    find: id => findOne('id', id),
    list: () => readTokens(database),
    add: token => addToken(database, token),
    replace: (id, successor, oldExpiresAt) =>
      database.transaction(session => replaceToken(session, id, successor, oldExpiresAt)),
    revoke: (id, revokedAt) => revokeToken(database, id, revokedAt),
    ended: (ids, now) => endedTokens(database, ids, now),
    touch: uses => touchTokens(database, uses)
  }
}

/** Sorted by creation, then id. */
export async function readTokens(session: Queries): Promise<readonly TokenRecord[]> {
  const rows = await session.query<TokenRow>(`${select} order by created_at, id`)
  return rows.map(toToken)
}

/** Rejects with `conflict` where the id or the hash is taken. */
export async function addToken(session: Queries, token: TokenRecord): Promise<void> {
  const {id, hash, subject, projects, scopes, createdAt, expiresAt, revokedAt, lastUsedAt, replacedBy} = token
  const values = [
    id,
    hash,
    subject,
    projects,
    scopes,
    createdAt,
    expiresAt,
    revokedAt,
    lastUsedAt,
    replacedBy
  ]
  const insert = `insert into ${schema}.tokens (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
  try {
    await session.query(insert, values)
  } catch (error) {
    if (isTaken(error))
      throw new HubError('conflict', `Expected a new token, got ${id}, whose id or hash is taken`, {
        cause: (error as HubError).cause
      })
    throw error
  }
}

async function replaceToken(
  session: Session,
  id: string,
  successor: TokenRecord,
  oldExpiresAt: number
): Promise<void> {
  const replaced = await session.query(
    `update ${schema}.tokens set replaced_by = $2, expires_at = least(expires_at, $3) where id = $1 returning id`,
    [id, successor.id, oldExpiresAt]
  )
  if (replaced.length === 0) throw unknownToken(id)
  await addToken(session, successor)
}

async function revokeToken(database: Database, id: string, revokedAt: number): Promise<TokenRecord> {
  const [revoked] = await database.query<TokenRow>(
    `update ${schema}.tokens set revoked_at = coalesce(revoked_at, $2) where id = $1 returning ${columns}`,
    [id, revokedAt]
  )
  if (!revoked) throw unknownToken(id)
  return toToken(revoked)
}

async function endedTokens(
  database: Database,
  ids: readonly string[],
  now: number
): Promise<readonly string[]> {
  const alive = await database.query<{id: string}>(
    `select id from ${schema}.tokens
    where id = any($1::text[]) and revoked_at is null and coalesce(expires_at > $2, true)`,
    [ids, now]
  )
  const live = new Set(alive.map(({id}) => id))
  return ids.filter(id => !live.has(id))
}

async function touchTokens(database: Database, uses: ReadonlyMap<string, number>): Promise<void> {
  // In one order on every node: two that change the same rows cannot wait for each other.
  await database.query(
    `with used as (
      select tokens.id, used_at from ${schema}.tokens
      join unnest($1::text[], $2::bigint[]) as used (id, used_at) using (id) order by id for update of tokens
    )
    update ${schema}.tokens set last_used_at = greatest(last_used_at, used_at) from used where tokens.id = used.id`,
    [[...uses.keys()], [...uses.values()]]
  )
}

function unknownToken(id: string): HubError {
  return new HubError('not-found', `Expected the id of a token, got ${id}`)
}

function toToken(row: TokenRow): TokenRecord {
  const {id, hash, subject, projects, scopes} = row
  return {
    id,
    hash: new Uint8Array(hash),
    subject,
    projects,
    scopes,
    createdAt: row.created_at,
    ...(row.expires_at !== null && {expiresAt: row.expires_at}),
    ...(row.revoked_at !== null && {revokedAt: row.revoked_at}),
    ...(row.last_used_at !== null && {lastUsedAt: row.last_used_at}),
    ...(row.replaced_by !== null && {replacedBy: row.replaced_by})
  }
}
