import {existsSync, mkdirSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openDatabase} from '../../../src/hub/store/embedded/driver.ts'
import {openEmbeddedStore} from '../../../src/hub/store/embedded/open.ts'
import type {HubStore} from '../../../src/hub/store/store.ts'
import {entry, publish} from './contract/subject.ts'
import {crashingWorker} from './support/crashing-worker.ts'
import {workerScript} from './support/open-fresh.ts'
import {temporaryFolder} from './support/temporary-folder.ts'

async function open(directory: string, options: {worker?: URL; create?: boolean} = {}): Promise<HubStore> {
  const store = await openEmbeddedStore({directory, worker: workerScript(), ...options})
  onTestFinished(() => store.close())
  return store
}

test.skipIf(process.platform === 'win32')(
  'a new folder and its files are for their owner alone',
  async () => {
    const directory = join(temporaryFolder(), 'new/hub')
    const store = await open(directory)
    await store.append(publish([entry('a')]))
    const mode = (path: string) => statSync(path).mode & 0o777
    expect(mode(directory)).toBe(0o700)
    expect(['hub.db', 'hub.db-wal', 'hub.db-shm'].map(name => mode(join(directory, name)))).toEqual([
      0o600, 0o600, 0o600
    ])
  }
)

test('nothing is made where nothing may be', async () => {
  const directory = join(temporaryFolder(), 'none')
  await expect(open(directory, {create: false})).rejects.toMatchObject({
    name: 'HubError',
    kind: 'not-found',
    message: expect.stringContaining(directory)
  })
  expect(existsSync(directory)).toBe(false)
})

test('what is there is opened without making anything', async () => {
  const directory = temporaryFolder()
  const first = await open(directory)
  await first.append(publish([entry('a')]))
  await first.close()
  expect(await (await open(directory, {create: false})).head()).toBe(1)
})

test('a folder that cannot be one is unavailable', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  await expect(open(join(file, 'hub'))).rejects.toMatchObject({kind: 'unavailable'})
  mkdirSync(`${file}.d/hub.db`, {recursive: true})
  await expect(open(`${file}.d`)).rejects.toMatchObject({kind: 'unavailable'})
})

test('the database of a newer version is refused, and stays as it is', async () => {
  const directory = temporaryFolder()
  await (await open(directory)).close()
  const database = openDatabase(join(directory, 'hub.db'), {busyMs: 1000})
  database.exec('update schema_version set version = 99')
  await expect(open(directory)).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringMatching(/version 99.*newer groundtruth/)
  })
  expect(database.get('select version from schema_version')).toEqual([99])
  database.close()
})

test('H-12: twenty openers of one empty folder all come up, with one log', async () => {
  const directory = temporaryFolder()
  const stores = await Promise.all(Array.from({length: 20}, () => open(directory)))
  const ids = new Set(await Promise.all(stores.map(store => store.logId())))
  expect(ids.size).toBe(1)
  await Promise.all(stores.map(store => store.close()))
})

test('a thread that crashes fails what was asked of it, and the next call starts it anew', async () => {
  const directory = temporaryFolder()
  const worker = crashingWorker(directory)
  const store = await open(directory, {worker})
  await store.append(publish([entry('a')]))
  const logId = await store.logId()
  const crash = [store.projects.list(), store.append(publish([entry('b')]))]
  for (const result of await Promise.allSettled(crash))
    expect(result).toMatchObject({status: 'rejected', reason: {name: 'HubError', kind: 'unavailable'}})
  expect(await Promise.all([store.logId(), store.head()])).toEqual([logId, 1])
  expect((await store.append(publish([entry('b')]))).seqs).toEqual([2])
})
