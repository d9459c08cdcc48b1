import Libsql from 'libsql'

export type Value = string | number | Uint8Array | null
/** Columns in the order of the query. Text ends at a NUL, so any text that may hold one is a blob. */
export type Row = readonly (string | number | Buffer | null)[]

/** A connection to an SQLite file. Every method throws what {@link toHubError} understands. */
export interface Database {
  /** Statements without parameters. */
  exec(sql: string): void
  all(sql: string, ...values: Value[]): readonly Row[]
  get(sql: string, ...values: Value[]): Row | undefined
  /** How many rows were changed. */
  run(sql: string, ...values: Value[]): number
  readonly inTransaction: boolean
  close(): void
}

/**
 * The one place that knows the driver, so that better-sqlite3 or node:sqlite can take its place. Statements are prepared
 * once for each text. `busyMs`: how long to wait for another process.
 */
export function openDatabase(path: string, {busyMs}: {readonly busyMs: number}): Database {
  const database = new Libsql(path, {timeout: busyMs})
  const prepared = new Map<string, Libsql.Statement>()
  const prepare = (sql: string) => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  const all = (sql: string, ...values: Value[]) => prepare(sql).raw(true).all(values) as Row[]
  return {
    exec: sql => void database.exec(sql),
    all,
    get: (sql, ...values) => all(sql, ...values)[0],
    run: (sql, ...values) => prepare(sql).run(values).changes,
    get inTransaction() {
      return database.inTransaction
    },
    close: () => void database.close()
  }
}
