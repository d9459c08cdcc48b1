import {HubError} from '../../hub-error.ts'
import type {TokenRecord} from '../../token-record.ts'
import type {Database, Row} from './driver.ts'

const columns =
  'id, hash, subject, projects, scopes, created_at, expires_at, revoked_at, last_used_at, replaced_by'

export function findTokenByHash(database: Database, hash: Uint8Array): TokenRecord | undefined {
  return toToken(database.get(`select ${columns} from tokens where hash = ?`, hash))
}

export function findToken(database: Database, id: string): TokenRecord | undefined {
  return toToken(database.get(`select ${columns} from tokens where id = ?`, id))
}

export function listTokens(database: Database): readonly TokenRecord[] {
  return database
    .all(`select ${columns} from tokens order by created_at, id`)
    .map(toToken)
    .filter(token => token !== undefined)
}

export function addToken(database: Database, token: TokenRecord): void {
  if (database.get('select 1 from tokens where id = ? or hash = ?', token.id, token.hash))
    throw new HubError('conflict', `Expected a new token, got ${token.id}, whose id or hash is taken`)
  const {id, hash, subject, createdAt, expiresAt, revokedAt, lastUsedAt, replacedBy} = token
  const lists = [JSON.stringify(token.projects), JSON.stringify(token.scopes)]
  const times = [createdAt, expiresAt ?? null, revokedAt ?? null, lastUsedAt ?? null]
  database.run(
    `insert into tokens (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, hash, subject, ...lists, ...times, replacedBy ?? null]
  )
}

export function replaceToken(
  database: Database,
  id: string,
  successor: TokenRecord,
  oldExpiresAt: number
): void {
  existingToken(database, id)
  addToken(database, successor)
  database.run(
    'update tokens set replaced_by = ?, expires_at = min(coalesce(expires_at, ?), ?) where id = ?',
    successor.id,
    oldExpiresAt,
    oldExpiresAt,
    id
  )
}

export function revokeToken(database: Database, id: string, revokedAt: number): TokenRecord {
  existingToken(database, id)
  database.run('update tokens set revoked_at = coalesce(revoked_at, ?) where id = ?', revokedAt, id)
  return existingToken(database, id)
}

export function endedTokens(database: Database, ids: readonly string[], now: number): readonly string[] {
  const alive = 'select 1 from tokens where id = ? and revoked_at is null and coalesce(expires_at > ?, true)'
  return ids.filter(id => !database.get(alive, id, now))
}

export function touchTokens(database: Database, uses: ReadonlyMap<string, number>): void {
  const update = 'update tokens set last_used_at = max(coalesce(last_used_at, 0), ?) where id = ?'
  for (const [id, usedAt] of uses) database.run(update, usedAt, id)
}

function existingToken(database: Database, id: string): TokenRecord {
  const token = findToken(database, id)
  if (!token) throw new HubError('not-found', `Expected the id of a token, got ${id}`)
  return token
}

function toToken(row: Row | undefined): TokenRecord | undefined {
  if (!row) return undefined
  const [id, hash, subject, projects, scopes, createdAt, expiresAt, revokedAt, lastUsedAt, replacedBy] = row
  return {
    id: String(id),
    hash: new Uint8Array(hash as Buffer),
    subject: String(subject),
    projects: JSON.parse(String(projects)),
    scopes: JSON.parse(String(scopes)),
    createdAt: Number(createdAt),
    ...(expiresAt != null && {expiresAt: Number(expiresAt)}),
    ...(revokedAt != null && {revokedAt: Number(revokedAt)}),
    ...(lastUsedAt != null && {lastUsedAt: Number(lastUsedAt)}),
    ...(replacedBy != null && {replacedBy: String(replacedBy)})
  }
}
