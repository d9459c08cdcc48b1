import pg from 'pg'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {connectOptions} from '../../../src/hub/store/postgres/connect-options.ts'
import {createDatabase} from '../../../src/hub/store/postgres/database.ts'
import {toHubError} from '../../../src/hub/store/postgres/database-error.ts'
import {createHeadWatch} from '../../../src/hub/store/postgres/head-watch.ts'
import {openPostgresStore} from '../../../src/hub/store/postgres/open.ts'
import {hasPostgres} from '../support/database.ts'
import {allRows, entry, publish, publishAll, seqsOf} from './contract/subject.ts'
import {shareDatabase} from './support/postgres-node.ts'

/** The contract says a second; a slow machine gets more. */
const soon = {timeout: 10_000, interval: 50}

describe('an error of the database', () => {
  test.each([
    ['57P01', 'unavailable'],
    ['08006', 'unavailable'],
    ['25006', 'unavailable'],
    ['55P03', 'unavailable'],
    ['58030', 'unavailable'],
    ['28P01', 'unavailable'],
    ['53100', 'exhausted'],
    ['53300', 'exhausted'],
    ['22021', 'invalid'],
    ['23505', 'invalid']
  ])('%s is %s, with the error as its cause', (code, kind) => {
    const cause = Object.assign(new pg.DatabaseError('said so', 0, 'error'), {code})
    expect(toHubError(cause)).toMatchObject({
      name: 'HubError',
      kind,
      cause,
      message: expect.stringContaining(code)
    })
  })

  test('of the way to it is unavailable, and one of the program stays what it is', () => {
    const lost = Object.assign(new Error('read ECONNRESET'), {code: 'ECONNRESET'})
    expect(toHubError(lost)).toMatchObject({kind: 'unavailable', cause: lost})
    expect(toHubError(new Error('Query read timeout'))).toMatchObject({kind: 'unavailable'})
    const defect = new TypeError('x is not a function')
    expect(toHubError(defect)).toBe(defect)
  })
})

describe.skipIf(!hasPostgres())('a store over PostgreSQL', () => {
  test('C-12: says that it is exhausted while every connection is in use, and goes on after', async () => {
    const {url} = await shareDatabase()
    const database = createDatabase({...connectOptions(url), connectionTimeoutMillis: 200}, 1)
    onTestFinished(() => database.close())
    let release: () => void = () => undefined
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    const holding = database.transaction(() => held)
    await expect(database.query('select 1')).rejects.toMatchObject({name: 'HubError', kind: 'exhausted'})
    release()
    await holding
    expect(await database.query('select 1 as one')).toEqual([{one: 1}])
  })

  test('C-12: says that it is exhausted while the server takes no more connections, and goes on after', async () => {
    const {url, query} = await shareDatabase()
    const name = new URL(url).pathname.slice(1)
    const role = `${name}_guest`
    await query(`create role ${role} login connection limit 1`)
    await query(`grant all on database ${name} to ${role}`)
    onTestFinished(async () => void (await query(`drop owned by ${role}; drop role ${role}`)))
    const guest = new URL(url)
    guest.username = role
    const first = new pg.Client({connectionString: guest.href})
    await first.connect()
    await expect(openPostgresStore({url: guest.href})).rejects.toMatchObject({kind: 'exhausted'})
    await first.end()
    const store = await vi.waitFor(() => openPostgresStore({url: guest.href, poolSize: 1}), soon)
    expect((await store.append(publish([entry('a')]))).seqs).toEqual([1])
    await store.close()
  })

  test('refuses a publish that the database cannot take, and none that shares its transaction', async () => {
    const {openNode} = await shareDatabase()
    const store = await openNode()
    const results = await Promise.allSettled(
      ['a', 'b', 'c\0', 'd', 'e'].map(id => store.append(publish([entry(id)])))
    )
    expect(results.map(({status}) => status === 'fulfilled')).toEqual([true, true, false, true, true])
    expect(results[2]).toMatchObject({reason: {name: 'HubError', kind: 'invalid'}})
    expect(seqsOf(await allRows(store))).toEqual([1, 2, 3, 4])
  })

  test('C-10: hears of the head by asking where no connection can listen', async () => {
    const {openNode, url} = await shareDatabase()
    const store = await openNode()
    const database = createDatabase(connectOptions(url), 1)
    const deaf = createHeadWatch({...database, connect: () => Promise.reject(new Error('none'))})
    onTestFinished(async () => {
      await deaf.close()
      await database.close()
    })
    const heads: number[] = []
    deaf.add(head => heads.push(head))
    await vi.waitFor(() => expect(heads).toEqual([0]), soon)
    await publishAll(store, ['a', 'b'])
    await vi.waitFor(() => expect(heads.at(-1)).toBe(2), soon)
  })
})
