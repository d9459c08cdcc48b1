import {spawnSync} from 'node:child_process'
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, onTestFinished, test, vi} from 'vitest'
import {openEmbeddedStore} from '../../../src/hub/store/embedded/open.ts'
import type {HubStore} from '../../../src/hub/store/store.ts'
import {entry, publish} from './contract/subject.ts'
import {openFreshEmbedded, workerScript} from './support/open-fresh.ts'
import {temporaryFolder} from './support/temporary-folder.ts'

async function open(): Promise<{store: HubStore; directory: string}> {
  const subject = await openFreshEmbedded()
  onTestFinished(() => subject.dispose())
  return subject
}

const holds = (directory: string, text: string) => bytesOf(directory).includes(text)

/** Read by another process: closing a file of an open database here would take away its locks. */
function bytesOf(directory: string): string {
  const paths = readdirSync(directory).map(name => join(directory, name))
  return spawnSync('cat', paths, {encoding: 'latin1', maxBuffer: 64 * 1024 * 1024}).stdout
}

const redact = (store: HubStore, seq: number) =>
  store.redact({seq, author: 'admin', reason: 'why', redactedAt: 1})

test('H-24, C-13: no byte of a redacted text is left in the files, whatever else is there', async () => {
  const {store, directory} = await open()
  const sizes = fc.sample(fc.oneof(fc.integer({min: 0, max: 300}), fc.integer({min: 0, max: 30_000})), 80)
  const mark = (index: number) => `<mark ${index}>`
  for (let index = 0; index < sizes.length; index += 10) {
    const entries = sizes.slice(index, index + 10).map((size, offset) => {
      const text = mark(index + offset).repeat(1 + Math.ceil(size / 10))
      return entry(`${index + offset}`, {content: text, meta: {text: mark(index + offset)}})
    })
    await store.append(publish(entries))
  }
  const before = bytesOf(directory)
  expect(sizes.filter((_, index) => !before.includes(mark(index)))).toEqual([])
  const chosen = fc.sample(fc.shuffledSubarray([...sizes.keys()], {minLength: 40, maxLength: 40}), 1)[0] ?? []
  await Promise.all(chosen.map(index => redact(store, index + 1)))
  const bytes = bytesOf(directory)
  const left = [...sizes.keys()].filter(index => bytes.includes(mark(index)))
  expect(left).toEqual([...sizes.keys()].filter(index => !chosen.includes(index)))
})

test('a redaction waits for a backup that still reads the journal, and nobody else does', async () => {
  const {store, directory} = await open()
  await store.append(publish([entry('a', {content: '<mark>'}), entry('b')]))
  const backup = store.snapshot()[Symbol.asyncIterator]()
  await backup.next()
  let done = false
  const redaction = redact(store, 1).finally(() => {
    done = true
  })
  // Answered although the redaction is not: and the row is there to be read.
  expect((await store.append(publish([entry('c')]))).seqs[0]).toBeGreaterThan(2)
  expect((await store.read({since: 0, limit: 1})).rows).toMatchObject([{redacted: true}])
  expect(done).toBe(false)
  await backup.return?.()
  expect(await redaction).toMatchObject({targetSeq: 1})
  expect(holds(directory, '<mark>')).toBe(false)
})

test('a redaction that was cut off by a power cut is finished by the next start', async () => {
  const {store, directory} = await open()
  await store.append(publish([entry('a', {content: '<mark>'})]))
  const backup = store.snapshot()[Symbol.asyncIterator]()
  await backup.next()
  const redaction = redact(store, 1)
  await vi.waitFor(async () => expect(await store.head()).toBe(2), {timeout: 5000})
  const copy = temporaryFolder()
  spawnSync('cp', ['hub.db', 'hub.db-wal'].map(name => join(directory, name)).concat(copy))
  await backup.return?.()
  await redaction
  expect(holds(copy, '<mark>')).toBe(true)
  const again = await openEmbeddedStore({directory: copy, worker: workerScript()})
  onTestFinished(() => again.close())
  expect(holds(copy, '<mark>')).toBe(false)
  expect(await redact(again, 1)).toMatchObject({seq: 2, targetSeq: 1})
})

test('a store that is closed finishes a redaction that waits for a backup', async () => {
  const {store, directory} = await open()
  await store.append(publish([entry('a', {content: '<mark>'})]))
  const backup = store.snapshot()[Symbol.asyncIterator]()
  await backup.next()
  const redaction = redact(store, 1)
  await Promise.all([store.close(), redaction])
  expect(holds(directory, '<mark>')).toBe(false)
})
