import pg from 'pg'
import {HubError} from '../../hub-error.ts'
import {isLoopback} from '../../is-loopback.ts'

/**
 * How to reach the database of a URL: `postgres://user@host/database?sslmode=verify-full`, or a socket of this machine by
 * `?host=/folder`. Throws `invalid` for what is not such a URL, and for another machine without `sslmode=verify-full`: the
 * password and the log would go over the network in the clear, or to anyone. No message holds the URL or its password.
 */
export function connectOptions(url: string): pg.ClientConfig {
  const client = parse(url)
  if (!isLocal(client.host) && !verifies(client, url))
    throw new HubError(
      'invalid',
      `Expected sslmode=verify-full in the URL of a database on another machine (${client.host}), got a connection that does not prove whose it is`
    )
  return {
    connectionString: url,
    application_name: 'groundtruth-hub',
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    query_timeout: 30_000,
    lock_timeout: 10_000,
    // A node that hangs in a transaction would hold back every other one.
    idle_in_transaction_session_timeout: 15_000,
    types: {getTypeParser}
  }
}

/** Parsed by the client itself, so that what is checked is what is used. */
function parse(url: string): pg.Client {
  try {
    if (/^postgres(?:ql)?:\/\//.test(url)) return new pg.Client({connectionString: url})
  } catch {
    // Without the cause: it repeats the URL.
  }
  throw new HubError('invalid', 'Expected a URL like postgres://user@host:5432/database, got another text')
}

/** A socket of this machine, or an address of it. */
function isLocal(host: string): boolean {
  return host.startsWith('/') || isLoopback(host)
}

function verifies(client: pg.Client, url: string): boolean {
  const ssl = (client as {ssl?: boolean | {rejectUnauthorized?: boolean; checkServerIdentity?: unknown}}).ssl
  const strict = typeof ssl === 'object' && ssl.rejectUnauthorized !== false && !ssl.checkServerIdentity
  return strict && /[?&]sslmode=verify-full(?:&|$)/.test(url)
}

/** Numbers of the log are `bigint` there and far from 2^53. */
function getTypeParser(...[type, format]: Parameters<typeof pg.types.getTypeParser>) {
  return type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format)
}
