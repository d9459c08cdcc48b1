import {describe, expect, test} from 'vitest'
import {connectOptions} from '../../../src/hub/store/postgres/connect-options.ts'
import {openPostgresStore} from '../../../src/hub/store/postgres/open.ts'
import {hasPostgres} from '../support/database.ts'
import {publishAll} from './contract/subject.ts'
import {shareDatabase} from './support/postgres-node.ts'

const remote = 'postgres://ada:hunter2@db.example.org/hub'

describe('the URL of a database', () => {
  test.each([
    'postgres://ada:hunter2@127.0.0.1/hub',
    'postgresql://ada@127.8.8.8:5433/hub',
    'postgres://ada@localhost/hub',
    'postgres://ada@[::1]/hub',
    'postgres:///hub?host=/var/run/postgresql',
    `${remote}?sslmode=verify-full`,
    `${remote}?application_name=x&sslmode=verify-full`
  ])('%s is taken', url => {
    expect(connectOptions(url)).toMatchObject({connectionString: url})
  })

  test.each([
    remote,
    'postgres://ada:hunter2@127.0.0.1.example.org/hub',
    'postgres://ada:hunter2@10.0.0.1/hub',
    'postgres://ada:hunter2@127.0.0.1/hub?host=db.example.org',
    ...['disable', 'no-verify', 'verify-fully'].map(mode => `${remote}?sslmode=${mode}`),
    `${remote}?sslmode=verify-full&sslmode=no-verify`,
    `${remote}?sslmode=no-verify&sslmode=verify-full&ssl=0&uselibpqcompat=true&sslmode=disable`,
    `${remote}?user=sslmode=verify-full`
  ])('H-10, H-11: %s is refused: it would go to another machine unprotected', url => {
    expect(() => connectOptions(url)).toThrow(expect.objectContaining({name: 'HubError', kind: 'invalid'}))
    expect(() => connectOptions(url)).toThrow(/sslmode=verify-full/)
    expect(() => connectOptions(url)).not.toThrow(/hunter2/)
  })

  test.each([
    '',
    'hub',
    'mysql://ada:hunter2@127.0.0.1/hub',
    'postgres://ada:hunter2@127.0.0.1:port/hub',
    'postgres://[/'
  ])('%j is refused without being repeated', url => {
    expect(() => connectOptions(url)).toThrow(/^Expected a URL like/)
  })

  test('where nobody listens is unavailable, without the password', async () => {
    const opening = openPostgresStore({url: 'postgres://ada:hunter2@127.0.0.1:1/hub'})
    await expect(opening).rejects.toMatchObject({name: 'HubError', kind: 'unavailable'})
    await expect(opening).rejects.toThrow(/ECONNREFUSED/)
    await expect(opening).rejects.not.toThrow(/hunter2/)
  })
})

describe.skipIf(!hasPostgres())('a database', () => {
  test('that holds tables of others keeps them', async () => {
    const {openNode, query} = await shareDatabase()
    await query('create table rows (mine text)')
    const node = await openNode()
    await publishAll(node, ['a'])
    expect(await query('select * from rows')).toEqual([])
    expect(await openNode().then(again => again.head())).toBe(1)
  })

  test('with tables of a newer version is refused and left alone', async () => {
    const {openNode, query} = await shareDatabase()
    await openNode()
    await query('update groundtruth_hub.schema_version set version = 99')
    await expect(openNode()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('newer')
    })
    expect(await query('select version from groundtruth_hub.schema_version')).toEqual([{version: 99}])
  })

  test('that acknowledges before its disk does is refused', async () => {
    const {openNode, query, url} = await shareDatabase()
    const name = new URL(url).pathname.slice(1)
    await query(`alter database ${name} set synchronous_commit = off`)
    await expect(openNode()).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('synchronous_commit')
    })
    await query(`alter database ${name} set synchronous_commit = local`)
    expect(await (await openNode()).head()).toBe(0)
  })

  test('that a user may not write to is unavailable, not broken', async () => {
    const {openNode, query, url} = await shareDatabase()
    const node = await openNode()
    await publishAll(node, ['a'])
    const name = new URL(url).pathname.slice(1)
    await query(`alter database ${name} set default_transaction_read_only = on`)
    const standby = await openNode()
    await expect(publishAll(standby, ['b'])).rejects.toMatchObject({kind: 'unavailable'})
    expect(await standby.head()).toBe(1)
  })
})
