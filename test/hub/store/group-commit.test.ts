import {expect, onTestFinished, test} from 'vitest'
import {HubError} from '../../../src/hub/hub-error.ts'
import {type Database, openDatabase} from '../../../src/hub/store/embedded/driver.ts'
import {commitGroup} from '../../../src/hub/store/embedded/group-commit.ts'

function openTable(): Database {
  const database = openDatabase(':memory:', {busyMs: 0})
  onTestFinished(() => database.close())
  database.exec(`create table parents (id integer primary key);
    create table children (id integer primary key, parent integer references parents deferrable initially deferred);
    pragma foreign_keys = on`)
  return database
}

const insert =
  (database: Database, id: number, parent: number | null = null) =>
  () =>
    database.run('insert into children values (?, ?)', id, parent)

const idsOf = (database: Database) => database.all('select id from children order by id').map(([id]) => id)

test('writes of a group are stored together, and their results are in order', () => {
  const database = openTable()
  const outcomes = commitGroup(database, [insert(database, 1), () => 'text', insert(database, 2)])
  expect(outcomes).toEqual([{value: 1}, {value: 'text'}, {value: 1}])
  expect(idsOf(database)).toEqual([1, 2])
})

test('a write that is refused is undone alone', () => {
  const database = openTable()
  const refused = () => {
    insert(database, 7)()
    throw new HubError('conflict', 'taken')
  }
  const outcomes = commitGroup(database, [insert(database, 1), refused, insert(database, 2)])
  expect(outcomes).toMatchObject([{value: 1}, {error: {kind: 'conflict', message: 'taken'}}, {value: 1}])
  expect(idsOf(database)).toEqual([1, 2])
})

test('C-3, D-5: a commit that fails fails every write and shows nothing', () => {
  const database = openTable()
  const outcomes = commitGroup(database, [insert(database, 1), insert(database, 2, 99)])
  expect(outcomes).toMatchObject([{error: {kind: 'unavailable'}}, {error: {kind: 'unavailable'}}])
  expect(idsOf(database)).toEqual([])
  expect(commitGroup(database, [insert(database, 3)])).toEqual([{value: 1}])
})

test('C-12: a disk that is full fails every write as exhausted, and the next group is tried again', () => {
  const database = openTable()
  const [pages] = database.get('pragma page_count') ?? []
  database.all(`pragma max_page_count = ${Number(pages)}`)
  const large = () => database.exec('create table large as select zeroblob(100000)')
  const outcomes = commitGroup(database, [insert(database, 1), large])
  expect(outcomes).toMatchObject([{error: {kind: 'exhausted'}}, {error: {kind: 'exhausted'}}])
  expect(idsOf(database)).toEqual([])
  database.all('pragma max_page_count = 1000')
  expect(commitGroup(database, [insert(database, 1), large])).toMatchObject([{value: 1}, {}])
  expect(idsOf(database)).toEqual([1])
})

test('an error of ours that is no refusal is not taken for one', () => {
  const database = openTable()
  const broken = () => {
    throw new TypeError('broken')
  }
  expect(commitGroup(database, [insert(database, 1), broken])).toMatchObject([
    {error: {kind: 'unavailable'}},
    {error: {kind: 'unavailable', message: expect.stringContaining('broken')}}
  ])
  expect(idsOf(database)).toEqual([])
})
