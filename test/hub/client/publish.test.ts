import {Code, ConnectError} from '@connectrpc/connect'
import {afterEach, describe, expect, it} from 'vitest'
import {splitBatches} from '../../../src/hub/client/batches.ts'
import {createHubClient, type HubClient} from '../../../src/hub/client/hub-client.ts'
import type {NewEntry} from '../../../src/hub/entry.ts'
import {limits} from '../../../src/hub/limits.ts'
import {type FakeHub, type FakeHubOptions, startFakeHub} from './support/fake-hub.ts'

const entry = (id: string, content = `text of ${id}`): NewEntry => ({id, type: 'zone', content, meta: {}})
const entries = (count: number, content?: string) =>
  Array.from({length: count}, (_, index) => entry(`e${index + 1}`, content))

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function start(options: FakeHubOptions = {}): Promise<{hub: FakeHub; client: HubClient}> {
  const hub = await startFakeHub(options)
  const client = createHubClient({peers: [hub.url], token: 'good', maxRounds: 1})
  cleanUps.push(hub.kill, client.close)
  return {hub, client}
}

describe('publish', () => {
  it('sends 150 entries in three parts, in their order', async () => {
    const {hub, client} = await start()
    const result = await client.publish(entries(150))
    expect(result).toEqual({seqs: Array.from({length: 150}, (_, i) => i + 1), duplicates: 0, logId: 'log-1'})
    expect(hub.calls).toEqual(['Publish', 'Publish', 'Publish'])
    expect(hub.rows[149]).toMatchObject({id: 'e150', content: 'text of e150', type: 'zone'})
  })

  it('gives the numbers of entries that were there before', async () => {
    const {client} = await start()
    await client.publish(entries(70))
    expect(await client.publish([entry('e70'), entry('e71')])).toMatchObject({seqs: [70, 71], duplicates: 1})
  })

  it('makes no call for no entries', async () => {
    const {hub, client} = await start()
    expect(await client.publish([])).toEqual({seqs: [], duplicates: 0, logId: ''})
    expect(hub.connections).toBe(0)
  })

  it('refuses an entry over the limit by its id, before anything is sent', async () => {
    const {hub, client} = await start()
    const large = entry('too-large', 'x'.repeat(limits.maxContentBytes + 1))
    await expect(client.publish([...entries(100), large])).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/entries\[100\] \("too-large"\)\.content/)
    })
    expect(hub.connections).toBe(0)
  })

  it('says how many entries were stored where a later part fails', async () => {
    let calls = 0
    const {client} = await start({
      before: () => {
        if (++calls === 3) throw new ConnectError('taken', Code.AlreadyExists)
      }
    })
    await expect(client.publish(entries(200))).rejects.toMatchObject({
      kind: 'conflict',
      message: 'taken (the first 128 entries were stored)'
    })
  })

  it('does not mix numbers of two logs', async () => {
    const {hub, client} = await start({
      before: () => {
        if (hub.rows.length > 0) hub.logId = 'log-2'
      }
    })
    await expect(client.publish(entries(65))).rejects.toMatchObject({kind: 'stale-cursor'})
  })
})

describe('the parts of a publish', () => {
  const sizes = (parts: readonly unknown[][]) => parts.map(({length}) => length)

  it('hold at most 64 entries', () => {
    expect(sizes(splitBatches(entries(64)))).toEqual([64])
    expect(sizes(splitBatches(entries(65)))).toEqual([64, 1])
  })

  it('hold at most 4 MiB with what stands around the texts', () => {
    expect(sizes(splitBatches(entries(9, 'x'.repeat(1024 * 1024))))).toEqual([3, 3, 3])
    expect(sizes(splitBatches(entries(9, 'x'.repeat(1024 * 1024 - 1024))))).toEqual([4, 4, 1])
    expect(sizes(splitBatches(entries(40, 'é'.repeat(100 * 1024))))).toEqual([20, 20])
  })
})
