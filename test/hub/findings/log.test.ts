import {existsSync, readFileSync} from 'node:fs'
import {Code} from '@connectrpc/connect'
import {describe, expect, onTestFinished, test} from 'vitest'
import type {FollowEvent} from '../../../src/hub/client/follow-position.ts'
import {createHubClient} from '../../../src/hub/client/hub-client.ts'
import {HubError} from '../../../src/hub/hub-error.ts'
import {kinds} from '../backup/support/place.ts'
import {anEntry, entriesFrom} from '../server/support/entries.ts'
import {gather} from '../server/support/gather.ts'
import {readMetric} from '../server/support/metric.ts'
import type {TestHub} from '../server/support/test-hub.ts'
import {codeOf, until} from '../server/support/wait.ts'
import {entry, fresh, publish} from '../store/contract/subject.ts'
import {openFreshEmbedded} from '../store/support/open-fresh.ts'
import {serveStores} from './support/serve.ts'

const serve = serveStores()
const metrics = {host: '127.0.0.1', port: 0}

describe.each(kinds)('over the %s store', (kind, absent) => {
  test.skipIf(absent)(
    'H-14 sequence differs per node: a cursor outlives a restart, and a log that got another id is read anew',
    async () => {
      const served = await serve(kind)
      const secret = await served.hub.issue(['alpha'])
      await served.hub.as(secret).publish({entries: entriesFrom(0, 2)})
      const client = createHubClient({peers: [served.hub.hub.url], token: secret, random: () => 0.1})
      onTestFinished(() => client.close())
      const heard: (number | string)[] = []
      const following = (async () => {
        for await (const event of client.follow({since: 0})) heard.push(...nameOf(event))
      })().catch(() => undefined)
      await until('the first two', () => heard.length === 2)
      const again = await served.restart()
      await again.as(secret).publish({entries: entriesFrom(2, 1)})
      await until('the third', () => heard.length === 3)
      await again.store.renewLogId()
      await served.restart()
      await until('all of them again', () => heard.length === 7)
      expect(heard).toEqual([1, 2, 3, 'resync', 1, 2, 3])
      client.close()
      await following
    }
  )

  test.skipIf(absent)(
    'H-29 unbounded memory: a start reads no row, rows are kept for readers alone, and no more than allowed',
    async () => {
      let reads = 0
      const served = await serve(kind, {
        metrics,
        limits: {recentBytes: 50_000},
        wrap: store => ({
          ...store,
          read(query) {
            reads++
            return store.read(query)
          }
        })
      })
      const secret = await served.hub.issue(['alpha'])
      const publishTo = ({as}: TestHub, from: number) =>
        as(secret).publish({entries: entriesFrom(from, 64, 'y'.repeat(1000))})
      await Promise.all([0, 64, 128].map(from => publishTo(served.hub, from)))
      reads = 0
      const hub = await served.restart()
      expect(await hub.as(secret).status({})).toMatchObject({head: 192n})
      const keptBytes = () => readMetric(hub.hub.metricsUrl, 'recent_bytes')
      expect([reads, await keptBytes()]).toEqual([0, 0])
      await publishTo(hub, 192)
      await until('the head is known', async () => (await readMetric(hub.hub.metricsUrl, 'head')) === 256)
      expect([reads, await keptBytes()]).toEqual([0, 0])
      const following = gather(hub.as(secret), {since: 256n})
      await until('it is open', () => following.events.length > 0)
      for (const from of [256, 320]) await publishTo(hub, from)
      await until('all came', () => following.ids().length === 128)
      expect(await keptBytes()).toBeGreaterThan(10_000)
      expect(await keptBytes()).toBeLessThanOrEqual(50_000)
      await following.stop()
    }
  )

  test.skipIf(absent)(
    'D-5: no reader sees a publish before its commit, nor one whose commit failed',
    async () => {
      let fails = true
      let commit = () => {}
      const gate = new Promise<void>(resolve => {
        commit = resolve
      })
      const {hub} = await serve(kind, {
        wrap: store => ({
          ...store,
          async append(each) {
            if (fails) throw new HubError('unavailable', 'the disk is away')
            await gate
            return store.append(each)
          }
        })
      })
      const ann = hub.as(await hub.issue(['alpha']))
      const following = gather(ann, {})
      await until('it is open', () => following.events.length > 0)
      expect(await codeOf(ann.publish({entries: [anEntry('failed')]}))).toBe(Code.Unavailable)
      fails = false
      const publishing = ann.publish({entries: [anEntry('waiting')]})
      expect((await ann.query({})).rows).toEqual([])
      expect((await ann.status({})).counts).toEqual([])
      expect(following.ids()).toEqual([])
      commit()
      expect((await publishing).seqs).toEqual([1n])
      await until('it came', () => following.ids().length > 0)
      expect(following.ids()).toEqual(['waiting'])
      await following.stop()
    }
  )

  test.skipIf(absent)(
    'ctx fanout_test: two subscribers get a broadcast, one that left gets no more, and none is no error',
    async () => {
      const {hub} = await serve(kind)
      const ann = hub.as(await hub.issue(['alpha']))
      const [first, second] = [gather(ann, {}), gather(ann, {})]
      await until('both are open', () => [first, second].every(({events}) => events.length > 0))
      expect((await ann.status({})).streams).toBe(2)
      await ann.publish({entries: [anEntry('both')]})
      await until('both have it', () => [first, second].every(({ids}) => ids().length === 1))
      await first.stop()
      await ann.publish({entries: [anEntry('one')]})
      await until('the other has it', () => second.ids().length === 2)
      expect([first.ids(), second.ids()]).toEqual([['both'], ['both', 'one']])
      await second.stop()
      await until('nobody is left', async () => (await ann.status({})).streams === 0)
      expect(await codeOf(ann.publish({entries: [anEntry('none')]}))).toBe('ok')
    }
  )
})

/** Bytes that this process handed to the system to write, by any of its threads. */
const writtenBytes = () => Number(/^wchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])

test.skipIf(!existsSync('/proc/self/io'))(
  'H-15 append rewrites the file: what an append writes does not grow with the log',
  async () => {
    const {store} = await fresh(openFreshEmbedded)
    const append = (id: string, count = 1) =>
      store.append(
        publish(
          Array.from({length: count}, (_, index) => entry(`${id}/${index}`, {content: 'z'.repeat(500)}))
        )
      )
    const costOf = async (run: string) => {
      const before = writtenBytes()
      for (let index = 0; index < 100; index++) await append(`${run}/${index}`)
      return writtenBytes() - before
    }
    const short = await costOf('short')
    for (let index = 0; index < 60; index++) await append(`filling/${index}`, 64)
    const long = await costOf('long')
    expect(await store.head()).toBe(100 + 60 * 64 + 100)
    expect(long).toBeLessThan(5 * short)
  }
)

/** Numbers of rows, and the word that the log is another. */
function nameOf(event: FollowEvent): readonly (number | string)[] {
  if (event.kind === 'entry') return [event.seq]
  return event.kind === 'resync' ? [event.kind] : []
}
