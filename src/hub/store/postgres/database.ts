import pg from 'pg'
import {HubError} from '../../hub-error.ts'
import {toHubError} from './database-error.ts'

/** A connection that this code has for itself. */
export interface Session {
  /** Rows of the statement; of the last one where `text` holds several. Rejects with a HubError, whose cause is the database's. */
  query<Row extends object>(text: string, values?: readonly unknown[], timeoutMs?: number): Promise<Row[]>
  /** Whether it can take a statement after a rollback; else the connection is lost. */
  isUsable(): boolean
}

/** What both can do: one statement. */
export type Queries = Pick<Session, 'query'>

/** A pool of connections. */
export interface Database extends Queries {
  /** All of `work` or nothing of it. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>
  /** The same beside the pool, for what may take minutes. */
  longTransaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>
  /** A connection beside the pool. The caller ends it. */
  connect(): Promise<pg.Client>
  /** Waits for what was begun. */
  close(): Promise<void>
}

/** Begins what may wait minutes for the one who reads or writes its records. */
export function beginLong(mode: string): string {
  return `begin ${mode}; set local idle_in_transaction_session_timeout = '5min'`
}

export function createDatabase(options: pg.ClientConfig, poolSize: number): Database {
  const pool = new pg.Pool({...options, max: poolSize})
  // A statement that is under way rejects by itself, and an idle connection leaves the pool. Without a listener for both, and for
  // what comes after a rejection, a broken connection would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  const connect = async () => {
    const client = new pg.Client(options)
    client.on('error', () => undefined)
    await client.connect().catch(rethrow)
    return client
  }
  return {
    async query(text, values, timeoutMs) {
      const client = await checkOut(pool)
      return withSession(client, release(client), session => session.query(text, values, timeoutMs))
    },
    async transaction(work) {
      const client = await checkOut(pool)
      return withSession(client, release(client), session => inTransaction(session, 'begin', work))
    },
    async longTransaction(work) {
      const client = await connect()
      const end = () => void client.end().catch(() => undefined)
      return withSession(client, end, session => inTransaction(session, beginLong(''), work))
    },
    connect,
    close: async () => {
      if (!pool.ending) await pool.end()
    }
  }
}

function release(client: pg.PoolClient): (usable: boolean) => void {
  return usable => client.release(!usable)
}

async function checkOut(pool: pg.Pool): Promise<pg.PoolClient> {
  if (pool.ending) throw new HubError('unavailable', 'The store is closed')
  return pool.connect().catch(rethrow)
}

/** The statements of a connection. */
export function sessionOf(client: pg.ClientBase): Session {
  let usable = true
  return {
    isUsable: () => usable,
    async query(text, values, timeoutMs) {
      const config = {
        text,
        ...(values && {values: [...values]}),
        ...(timeoutMs && {query_timeout: timeoutMs})
      }
      try {
        const result: unknown = await client.query(config)
        return ((Array.isArray(result) ? result.at(-1) : result) as pg.QueryResult).rows
      } catch (error) {
        usable &&= error instanceof pg.DatabaseError && error.severity === 'ERROR'
        throw toHubError(error)
      }
    }
  }
}

/** Gives the connection back, or away where it cannot be used again. */
async function withSession<Result>(
  client: pg.ClientBase,
  end: (usable: boolean) => void,
  work: (session: Session) => Promise<Result>
): Promise<Result> {
  const session = sessionOf(client)
  try {
    return await work(session)
  } finally {
    end(session.isUsable())
  }
}

async function inTransaction<Result>(
  session: Session,
  begin: string,
  work: (session: Session) => Promise<Result>
): Promise<Result> {
  await session.query(begin)
  try {
    const result = await work(session)
    await session.query('commit')
    return result
  } catch (error) {
    // What went wrong first says more than what a broken connection makes of this.
    if (session.isUsable()) await session.query('rollback').catch(() => undefined)
    throw error
  }
}

function rethrow(error: unknown): never {
  throw toHubError(error)
}
