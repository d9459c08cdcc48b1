import {Code, ConnectError} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openPostgresStore} from '../../../src/hub/store/postgres/open.ts'
import {createDatabase, hasPostgres} from '../support/database.ts'
import {entriesFrom} from './support/entries.ts'
import {issue, startTestHub, type TestHub} from './support/test-hub.ts'
import {codeOf, until} from './support/wait.ts'

/** Two nodes that share a database. */
describe.skipIf(!hasPostgres())('two nodes', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>
  let nodes: readonly [TestHub, TestHub]
  let skew = 0
  const clock = () => Date.now() + skew

  beforeAll(async () => {
    database = await createDatabase()
    const start = async () =>
      startTestHub({store: await openPostgresStore({url: database.url, poolSize: 4}), clock})
    nodes = (await Promise.all([start(), start()])) as [TestHub, TestHub]
  })
  afterAll(async () => {
    await Promise.all(nodes.map(node => node.close()))
    await database.drop()
  })

  /** The node that made the first token, and a client of it on either. */
  const admin = () => (nodes[0].hub.adminToken ? nodes[0] : nodes[1]).admin

  function follow(node: TestHub, token: string) {
    const abort = new AbortController()
    const seqs: bigint[] = []
    let open = false
    const ended = (async () => {
      for await (const {event} of node.as(token).subscribe({}, {signal: abort.signal})) {
        open = true
        if (event.case === 'entry') seqs.push(event.value.seq)
      }
    })().catch(error => ConnectError.from(error).code)
    return {seqs, ended, isOpen: () => open, stop: () => abort.abort()}
  }

  test('H-12: that start at once on an empty database have one first token', () => {
    expect(nodes.filter(({hub}) => hub.adminToken !== undefined).length).toBe(1)
  })

  test('H-14, C-1: number as one, and each hands out what the other took', async () => {
    const token = await issue(admin(), ['alpha'])
    const following = nodes.map(node => follow(node, token))
    await until('both are open', () => following.every(({isOpen}) => isOpen()))
    for (let from = 0; from < 20; from += 5)
      await Promise.all(
        nodes.map((node, index) => node.as(token).publish({entries: entriesFrom(1000 * index + from, 5)}))
      )
    const all = Array.from({length: 40}, (_, index) => BigInt(index + 1))
    await until('both have all', () => following.every(({seqs}) => seqs.length >= 40))
    for (const {seqs} of following) expect(seqs).toEqual(all)
    for (const {stop} of following) stop()
  })

  test('C-2, D-6: the same entry sent to both is one', async () => {
    const token = await issue(admin(), ['beta'])
    const answers = await Promise.all(nodes.map(node => node.as(token).publish({entries: entriesFrom(0, 3)})))
    expect(answers[0]?.seqs).toEqual(answers[1]?.seqs)
    expect((answers[0]?.duplicates ?? 0) + (answers[1]?.duplicates ?? 0)).toBe(3)
  })

  test('H-19, C-6: a revoked token fails at once on both, and its streams end on both', async () => {
    const token = await issue(admin(), ['alpha'])
    const lasting = await issue(admin(), ['alpha'])
    const following = nodes.map(node => follow(node, token))
    const others = nodes.map(node => follow(node, lasting))
    await until('all are open', () => [...following, ...others].every(({isOpen}) => isOpen()))
    await admin().revokeToken({id: token.split('_')[1] ?? ''})
    for (const node of nodes) expect(await codeOf(node.as(token).query({}))).toBe(Code.Unauthenticated)
    expect(await Promise.all(following.map(({ended}) => ended))).toEqual([
      Code.Unauthenticated,
      Code.Unauthenticated
    ])
    for (const node of nodes) expect((await node.as(lasting).status({})).streams).toBe(1)
    for (const {stop} of others) stop()
  })

  test('H-07, C-6: an expired token ends its streams on both', async () => {
    const {secret} = await admin().issueToken({
      subject: 's',
      projects: ['alpha'],
      scopes: [2],
      ttlSeconds: 3600n
    })
    const following = nodes.map(node => follow(node, secret))
    await until('both are open', () => following.every(({isOpen}) => isOpen()))
    skew = 3_600_000
    expect(await Promise.all(following.map(({ended}) => ended))).toEqual([
      Code.Unauthenticated,
      Code.Unauthenticated
    ])
    skew = 0
  })
})
