import {HubError} from '../../hub-error.ts'
import type {Database} from './driver.ts'

/**
 * Each takes the database from the version of its index to the next. Never change one that was released: add another.
 *
 * Rows are only appended and never change their size, so SQLite has no cause to move one to another page and leave a copy
 * where no redaction reaches it. `content` of a redaction is its reason.
 */
const migrations: readonly string[] = [
  `create table log (only integer primary key check (only = 1), log_id text not null, head integer not null) strict;
  create table rows (
    seq integer primary key,
    project text not null,
    type text not null,
    id text,
    author text not null,
    at integer not null,
    content blob not null,
    meta blob not null,
    fingerprint blob not null,
    redacted integer not null,
    target_seq integer
  ) strict;
  create unique index rows_by_id on rows (project, id);
  create index rows_by_project_and_type on rows (project, type, seq);
  create index rows_by_project on rows (project, seq);
  create index rows_by_type on rows (type, seq);
  create unique index rows_by_target on rows (target_seq) where target_seq is not null;
  create table counts (
    project text not null, type text not null, entries integer not null, primary key (project, type)
  ) strict, without rowid;
  create table projects (name text primary key, created_at integer not null) strict, without rowid;
  create table tokens (
    id text primary key,
    hash blob not null unique,
    subject text not null,
    projects text not null,
    scopes text not null,
    created_at integer not null,
    expires_at integer,
    revoked_at integer,
    last_used_at integer,
    replaced_by text
  ) strict;
  create table audit (
    id integer primary key autoincrement,
    at integer not null,
    subject text not null,
    token_id text not null,
    project text not null,
    method text not null,
    code text not null,
    entries integer not null,
    bytes integer not null,
    peer text not null,
    reason text not null
  ) strict;
  create index audit_by_at on audit (at);`
]

/**
 * Brings an empty or older database to the present version, in one transaction. `newLogId` names the log of an empty one.
 * Throws `invalid` for the database of a newer version.
 */
export function migrate(database: Database, newLogId: string): void {
  database.exec('begin immediate')
  try {
    database.exec('create table if not exists schema_version (version integer not null) strict')
    const version = Number(database.get('select max(version) from schema_version')?.[0] ?? 0)
    if (version > migrations.length) throw newerVersion(version)
    for (const migration of migrations.slice(version)) database.exec(migration)
    if (version === 0) database.run('insert into log values (1, ?, 0)', newLogId)
    database.exec('delete from schema_version')
    database.run('insert into schema_version values (?)', migrations.length)
    database.exec('commit')
  } catch (error) {
    if (database.inTransaction) database.exec('rollback')
    throw error
  }
}

function newerVersion(version: number): HubError {
  return new HubError(
    'invalid',
    `Expected a hub database of version ${migrations.length} or before, got version ${version}: a newer groundtruth wrote it`
  )
}
