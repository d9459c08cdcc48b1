import {existsSync} from 'node:fs'
import {join} from 'node:path'
import pg from 'pg'
import {expect, inject, test} from 'vitest'
import {createDatabase, hasPostgres} from './support/database.ts'

test('a bundle of the present sources is there', () => {
  expect(existsSync(join(inject('toolBundle'), 'bin/groundtruth.js'))).toBe(true)
})

test.skipIf(!hasPostgres())('a database can be made and dropped', async () => {
  const database = await createDatabase()
  const client = new pg.Client({connectionString: database.url})
  await client.connect()
  expect((await client.query('select 1 as one')).rows).toEqual([{one: 1}])
  await client.end()
  await database.drop()
})
