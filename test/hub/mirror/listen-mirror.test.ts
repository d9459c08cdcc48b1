import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {createHubClient, type HubClientOptions} from '../../../src/hub/client/hub-client.ts'
import type {LogRow} from '../../../src/hub/entry.ts'
import {HubError} from '../../../src/hub/hub-error.ts'
import {batchEvents} from '../../../src/hub/mirror/batch-events.ts'
import {listenMirror} from '../../../src/hub/mirror/listen-mirror.ts'
import type {Mirror} from '../../../src/hub/mirror/open-mirror.ts'
import {parseMirror} from '../../../src/hub/mirror/parse-mirror.ts'
import type {MirrorProblem} from '../../../src/hub/mirror/try-stage.ts'
import {entryRow, type FakeHub, startFakeHub} from '../client/support/fake-hub.ts'
import {pageOf, redactionRow, useMirrors} from './support/mirrors.ts'

const {folder, open, later} = useMirrors()

async function fakeHub(count: number, port = 0): Promise<FakeHub> {
  const hub = await startFakeHub({port})
  for (let index = 0; index < count; index++) hub.add(`e${index + 1}`)
  return hub
}

function listen(hub: FakeHub, mirror: Mirror, change: Partial<HubClientOptions> = {}) {
  const client = createHubClient({
    peers: [hub.url],
    token: 'good',
    attemptMs: 2000,
    random: () => 0.1,
    ...change
  })
  const leaving = new AbortController()
  const seen: LogRow[] = []
  const problems: MirrorProblem[] = []
  const ended = listenMirror(client, mirror, {
    signal: leaving.signal,
    random: () => 0.1,
    onRow: row => seen.push(row),
    onProblem: problem => problems.push(problem)
  })
  ended.catch(() => undefined)
  later(async () => {
    leaving.abort()
    client.close()
    await ended.catch(() => undefined)
  })
  return {seen, problems, ended, leave: () => leaving.abort()}
}

async function until(done: () => boolean): Promise<void> {
  for (let round = 0; round < 500 && !done(); round++) await pause(10)
  expect(done()).toBe(true)
}

const fileOf = (mirror: Mirror) => readFileSync(join(mirror.directory, 'alpha', 'zones.md'), 'utf8')
const seqs = (rows: readonly LogRow[]) => rows.map(({seq}) => seq)

describe('a mirror that listens', () => {
  it('stores what there is and what comes, tells each row, and writes the files at the end', async () => {
    const hub = await fakeHub(3)
    later(hub.kill)
    const mirror = open(folder())
    const listening = listen(hub, mirror)
    await until(() => listening.seen.length === 3)
    hub.add('e4')
    await until(() => listening.seen.length === 4)
    expect(seqs(listening.seen)).toEqual([1, 2, 3, 4])
    listening.leave()
    await listening.ended
    expect(mirror.cursor()).toEqual({logId: 'log-1', seq: 4})
    expect(parseMirror(fileOf(mirror)).entries).toHaveLength(4)
    expect(listening.problems).toEqual([])
  })

  it('writes the files while it listens', async () => {
    const hub = await fakeHub(2)
    later(hub.kill)
    const mirror = open(folder())
    const listening = listen(hub, mirror)
    await until(() => listening.seen.length === 2)
    await pause(1100)
    expect(parseMirror(fileOf(mirror)).entries).toHaveLength(2)
  })

  it('takes redacted text out at once', async () => {
    const hub = await fakeHub(2)
    later(hub.kill)
    const mirror = open(folder())
    mirror.apply(pageOf(hub.rows))
    mirror.refreshFiles()
    const listening = listen(hub, mirror)
    hub.rows.push(redactionRow(3, 1))
    hub.wake()
    await until(() => listening.seen.length === 1)
    expect(fileOf(mirror)).not.toContain('text of e1')
    expect(fileOf(mirror)).toContain('text of e2')
  })

  it('D-7: goes on where it stood after the hub was away', async () => {
    const hub = await fakeHub(5)
    const mirror = open(folder())
    const listening = listen(hub, mirror)
    await until(() => listening.seen.length === 5)
    await hub.kill()
    const again = await fakeHub(9, hub.port)
    later(again.kill)
    await until(() => listening.seen.length === 9)
    expect(seqs(listening.seen)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(again.cursors).toEqual([5n])
  })

  it('drops what it holds for another log', async () => {
    const hub = await fakeHub(2)
    later(hub.kill)
    hub.logId = 'log-2'
    const mirror = open(folder())
    mirror.apply(pageOf([entryRow(1, 'old'), entryRow(2, 'older', {project: 'beta'})]))
    const listening = listen(hub, mirror)
    await until(() => listening.seen.length === 2)
    listening.leave()
    await listening.ended
    expect(mirror.cursor()).toEqual({logId: 'log-2', seq: 2})
    expect(parseMirror(fileOf(mirror)).entries.map(({id}) => id)).toEqual(['e1', 'e2'])
  })

  it('asks again for rows that could not be stored, and tells why', async () => {
    const hub = await fakeHub(3)
    later(hub.kill)
    const mirror = open(folder())
    let failing = 2
    const weak: Mirror = {
      ...mirror,
      apply(page) {
        if (failing-- > 0) throw new HubError('exhausted', 'the disk is full')
        return mirror.apply(page)
      }
    }
    const listening = listen(hub, weak)
    await until(() => listening.seen.length === 3)
    expect(seqs(listening.seen)).toEqual([1, 2, 3])
    expect(listening.problems).toMatchObject(Array(2).fill({stage: 'load', error: {kind: 'exhausted'}}))
    expect(hub.cursors).toEqual([0n, 0n, 0n])
  })

  it('goes on beside another process that stored the same rows, or reset the mirror', async () => {
    const hub = await fakeHub(3)
    later(hub.kill)
    const directory = folder()
    const [mirror, other] = [open(directory), open(directory)]
    const listening = listen(hub, mirror)
    await until(() => listening.seen.length === 3)
    hub.rows.push(entryRow(4, 'e4'))
    other.apply(pageOf(hub.rows, 0))
    hub.wake()
    await until(() => listening.seen.length === 4)
    other.reset('log-1')
    hub.add('e5')
    await until(() => mirror.cursor().seq === 5)
    mirror.refreshFiles()
    expect(parseMirror(fileOf(mirror)).entries.map(({seq}) => seq)).toEqual([1, 2, 3, 4, 5])
  })

  it('ends with a token that is not accepted', async () => {
    const hub = await fakeHub(1)
    later(hub.kill)
    await expect(listen(hub, open(folder()), {token: 'bogus'}).ended).rejects.toMatchObject({
      kind: 'unauthenticated'
    })
  })
})

describe('batches of events', () => {
  const options = {maxMs: 60_000, maxWeight: 10, weigh: (event: number) => event}

  async function* events(...values: (number | Error)[]) {
    for (const value of values) {
      if (value instanceof Error) throw value
      yield value
    }
  }

  async function collect(source: AsyncIterable<number>, change: Partial<typeof options> = {}) {
    const batches: number[][] = []
    for await (const batch of batchEvents(source, {...options, ...change})) batches.push(batch)
    return batches
  }

  it('hold events in order, up to a weight', async () => {
    expect(await collect(events(4, 4, 4, 4, 4, 30, 1))).toEqual([[4, 4, 4], [4, 4, 30], [1]])
    expect(await collect(events())).toEqual([])
  })

  it('end after a time', async () => {
    async function* slow() {
      yield 1
      yield 2
      await pause(400)
      yield 3
    }
    expect(await collect(slow(), {maxMs: 50})).toEqual([[1, 2], [3]])
  })

  it('come before an error', async () => {
    const batches: number[][] = []
    const reading = (async () => {
      for await (const batch of batchEvents(events(1, 2, new Error('broken')), options)) batches.push(batch)
    })()
    await expect(reading).rejects.toThrow('broken')
    expect(batches).toEqual([[1, 2]])
  })
})
