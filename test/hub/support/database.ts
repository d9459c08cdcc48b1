import {randomBytes} from 'node:crypto'
import pg from 'pg'
import {inject} from 'vitest'

/** Whether there is a server; where not, the run has said so. */
export function hasPostgres(): boolean {
  return inject('postgresUrl') !== ''
}

/** A new, empty database of the test server. */
export async function createDatabase(): Promise<{readonly url: string; drop(): Promise<void>}> {
  const name = `hub_${randomBytes(8).toString('hex')}`
  await onServer(`create database ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return {url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`)}
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({connectionString: inject('postgresUrl')})
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
