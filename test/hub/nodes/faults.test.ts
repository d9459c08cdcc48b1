import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {describe, expect, inject, onTestFinished, test} from 'vitest'
import {createHubClient} from '../../../src/hub/client/hub-client.ts'
import {hasPostgres} from '../support/database.ts'
import {type OwnPostgres, startEmbedded} from '../support/postgres.ts'
import {breakThings} from './support/faults.ts'
import {freePorts} from './support/free-ports.ts'
import {judge} from './support/judge.ts'
import {startPublishers} from './support/publishers.ts'
import {type ServedNode, serveNode} from './support/served-node.ts'
import {startSubscribers} from './support/subscribers.ts'

const subscriberCount = 5

/** Time for a slow machine. */
const soonMs = 45_000

describe.skipIf(!hasPostgres())('nodes that are killed over a database that crashes', () => {
  test('lose and double nothing: each subscriber gets every acknowledged entry once and in order', async () => {
    const database = await startEmbedded()
    onTestFinished(() => database.stop())
    const nodes = await serveNodes(database)
    const {connect, token, peers} = await issueToken(nodes)
    const publishers = startPublishers([connect(), connect(), connect()], 20)
    const subscribers = startSubscribers({peers, token, count: subscriberCount, first: 0})
    onTestFinished(subscribers.close)
    const faults = await breakThings({
      ...{nodes, database, lastMs: 7000, everyMs: 1200, keep: 0, outages: 1, awayMs: 300},
      onFault: subscribers.onFault
    })
    const isBack = () =>
      subscribers.report().backMs.filter(({at}) => at === faults.lastAt).length === subscriberCount
    await until('each is back', isBack)
    await publishers.stop()
    const reader = connect()
    const {head} = await reader.status()
    await until('each has all', () => subscribers.report().seqs.every(seq => seq === head))

    const {acked, counts} = publishers
    const {seqs, ...report} = subscribers.report()
    expect(await judge(reader, {acked, seqs, ids: [subscribers.ids()]})).toEqual({
      ...{lost: 0, doubled: 0, gaps: 0, missing: 0, differing: 0}
    })
    expect(report).toMatchObject({disorder: 0, differing: 0, resyncs: 0, errors: []})
    expect(counts.renumbered).toBe(0)
    expect(nodes.flatMap(node => node.counts.crashes)).toEqual([])
    // All of that happened.
    expect([faults.kills, faults.outages, counts.repeats, report.reconnectMs.length]).not.toContain(0)
    expect(acked.size).toBeGreaterThan(20)
  }, 150_000)
})

async function serveNodes(database: OwnPostgres): Promise<readonly ServedNode[]> {
  const program = join(inject('toolBundle'), 'bin/groundtruth.js')
  const nodes = (await freePorts(2)).map(port => serveNode({program, store: database.url, port}))
  onTestFinished(() => Promise.all(nodes.map(node => node.stop())).then(() => undefined))
  await Promise.all(nodes.map(node => node.up()))
  return nodes
}

async function issueToken(nodes: readonly ServedNode[]) {
  const peers = nodes.map(({url}) => url)
  const connectAs = (token: string) => {
    const client = createHubClient({peers, token, attemptMs: 10_000, maxRounds: 10})
    onTestFinished(client.close)
    return client
  }
  const admin = connectAs(nodes.map(node => node.adminToken()).find(Boolean) ?? '')
  const {secret: token} = await admin.issueToken({
    ...{subject: 'ann', projects: ['alpha'], scopes: ['publish', 'read']}
  })
  return {peers, token, connect: () => connectAs(token)}
}

async function until(what: string, isTrue: () => boolean): Promise<void> {
  const end = performance.now() + soonMs
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`Waited ${soonMs} ms in vain: ${what}`)
    await pause(20)
  }
}
