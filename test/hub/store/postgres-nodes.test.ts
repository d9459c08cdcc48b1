import {describe, expect, test, vi} from 'vitest'
import type {HubStore} from '../../../src/hub/store/store.ts'
import {hasPostgres} from '../support/database.ts'
import {allRows, entry, publish, publishAll, seqsOf} from './contract/subject.ts'
import {shareDatabase} from './support/postgres-node.ts'

/** The contract says a second; a slow machine gets more. */
const soon = {timeout: 5000, interval: 20}

const ownSessions = `from pg_stat_activity
  where datname = current_database() and application_name = 'groundtruth-hub'`

describe.skipIf(!hasPostgres())('nodes that share a database', () => {
  test('H-12: that start at once on an empty database all come up, with one log', async () => {
    const {openNode} = await shareDatabase()
    const nodes = await Promise.all(Array.from({length: 20}, openNode))
    const ids = await Promise.all(nodes.map(node => node.logId()))
    expect(new Set(ids).size).toBe(1)
    const results = await Promise.all(nodes.map((node, index) => node.append(publish([entry(`${index}`)]))))
    expect(results.flatMap(({seqs}) => seqs).sort((a, b) => a - b)).toEqual(numbers(20))
  })

  test('C-1: leave no gap under 16 publishers, and a reader of the tail skips nothing', async () => {
    const {openNode} = await shareDatabase()
    const nodes = await Promise.all([openNode(), openNode(), openNode()])
    const publishing = Promise.all(
      Array.from({length: 16}, async (_, publisher) => {
        for (let index = 0; index < 20; index++)
          await nodes[(publisher + index) % 3]?.append(publish([entry(`${publisher}/${index}`)]))
      })
    )
    const [first] = nodes
    const tails = await Promise.all([readTail(first, 320), readTail(first, 320, {projects: ['alpha']})])
    await publishing
    expect(tails).toEqual([numbers(320), numbers(320)])
  })

  test('tell each other when rows were written', async () => {
    const {openNode} = await shareDatabase()
    const [node, other] = [await openNode(), await openNode()]
    const heads: number[] = []
    node.onHead(head => heads.push(head))
    await publishAll(other, ['a'])
    await vi.waitFor(() => expect(heads.at(-1)).toBe(1), soon)
    await other.redact({seq: 1, author: 'admin', reason: 'r', redactedAt: 1})
    await vi.waitFor(() => expect(heads.at(-1)).toBe(2), soon)
  })

  test('C-10: go on hearing of rows when every listening connection was ended, on new ones', async () => {
    const {openNode, query} = await shareDatabase()
    const [node, other] = [await openNode(), await openNode()]
    const heads: number[] = []
    node.onHead(head => heads.push(head))
    const listening = `${ownSessions} and query like 'listen%'`
    await vi.waitFor(async () => expect(await query(`select pid ${listening}`)).toHaveLength(1), soon)
    const before = await query(`select pid, pg_terminate_backend(pid) ${listening}`)
    await publishAll(other, ['a'])
    await vi.waitFor(() => expect(heads.at(-1)).toBe(1), soon)
    await vi.waitFor(async () => {
      const pids = (await query(`select pid ${listening}`)).map(({pid}) => pid)
      expect(pids).toHaveLength(1)
      expect(pids).not.toEqual(before.map(({pid}) => pid))
    }, soon)
    await publishAll(other, ['b'])
    await vi.waitFor(() => expect(heads.at(-1)).toBe(2), soon)
  })

  test('C-2, D-6: lose and double nothing when their connections are ended under way and publishers try again', async () => {
    const {openNode, query} = await shareDatabase()
    const nodes = [await openNode(), await openNode()]
    let done = false
    const publishing = Promise.all(
      Array.from({length: 8}, async (_, publisher) => {
        const acked: number[] = []
        for (let index = 0; index < 15; index++)
          acked.push(await appendUntilAcked(nodes[publisher % 2], `${publisher}/${index}`))
        return acked
      })
    ).finally(() => {
      done = true
    })
    while (!done) {
      await query(`select pg_terminate_backend(pid) ${ownSessions}`)
      await new Promise(resolve => setTimeout(resolve, 250))
    }
    const acked = (await publishing).flat().sort((a, b) => a - b)
    expect(acked).toEqual(numbers(120))
    expect(seqsOf(await allRows(await openNode()))).toEqual(acked)
  })

  test('H-24, C-13: see what was redacted leave the table, also when a backup looked on', async () => {
    const {openNode, query} = await shareDatabase()
    const [node, other] = [await openNode(), await openNode()]
    const secrets = ['first secret', 'second secret']
    for (const secret of secrets)
      await node.append(
        publish([
          entry(secret, {content: secret.repeat(9)}),
          entry(`after ${secret}`, {content: 'x'.repeat(400)})
        ])
      )
    const found = async (secret: string) => {
      await query('checkpoint')
      const [file] = await query(
        `select position(convert_to($1, 'UTF8') in pg_read_binary_file(pg_relation_filepath('groundtruth_hub.rows'))) as at`,
        [secret.repeat(2)]
      )
      return Number(file?.at) > 0
    }
    expect([await found('first secret'), await found('second secret')]).toEqual([true, true])
    await node.redact({seq: 1, author: 'admin', reason: 'r', redactedAt: 1})
    expect([await found('first secret'), await found('second secret')]).toEqual([false, true])
    for await (const {record} of other.snapshot())
      if (record === 'log') await node.redact({seq: 3, author: 'admin', reason: 'r', redactedAt: 1})
    expect(await found('second secret')).toBe(false)
  })
})

function numbers(last: number): number[] {
  return Array.from({length: last}, (_, index) => index + 1)
}

async function readTail(node: HubStore | undefined, last: number, filter = {}): Promise<number[]> {
  const seen: number[] = []
  const deadline = Date.now() + 30_000
  for (let since = 0; node && since < last && Date.now() < deadline; ) {
    const page = await node.read({since, limit: 50, ...filter})
    seen.push(...seqsOf(page.rows))
    since = page.through
  }
  return seen
}

async function appendUntilAcked(node: HubStore | undefined, id: string): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const result = await node?.append(publish([entry(id)])).catch(error => {
      expect(error).toMatchObject({name: 'HubError', kind: 'unavailable'})
    })
    if (result?.seqs[0] !== undefined) return result.seqs[0]
  }
  throw new Error(`${id} was never acknowledged`)
}
