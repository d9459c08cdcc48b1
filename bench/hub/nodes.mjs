// Hub nodes on one PostgreSQL, of which one is killed every 2 s, while the database crashes twice: every subscriber must get
// every acknowledged entry once and in order, and be back within 10 s after the last fault.
// node bench/hub/nodes.mjs --results FILE [--minutes 10] [--nodes 3] [--subscribers 100] [--processes 4] [--publishers 4]
// [--pause 200] [--kill-every 2000] [--keep 0] [--outages 2] [--away 2000]
// --keep: how many nodes go on serving when one is killed; 1 on a machine so slow that a start takes longer than three kills.
// A JSON line a minute of how it stands, and one with the verdict at the end. Times in milliseconds.
import {appendFileSync} from 'node:fs'
import {setTimeout as pause} from 'node:timers/promises'
import {parseArgs} from 'node:util'
import {bundleNodes} from './nodes/bundle-nodes.mjs'
import {startSubscriberProcesses} from './nodes/subscriber-processes.mjs'
import {percentile} from './serve.mjs'

const number = standard => ({type: 'string', default: `${standard}`})
const {values} = parseArgs({
  options: {
    results: {type: 'string'},
    ...{minutes: number(10), nodes: number(3), subscribers: number(100), processes: number(4)},
    ...{publishers: number(4), pause: number(200), 'kill-every': number(2000)},
    ...{keep: number(0), outages: number(2), away: number(2000)}
  }
})
const {results, ...texts} = values
if (!results) throw new Error('Expected --results FILE')
const settings = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]))
/** What a subscriber may take to be back, and what is waited for it. */
const backLimitMs = 10_000
const graceMs = 60_000

const bundle = await bundleNodes()
const part = name => import(bundle.url(name))
const {startEmbedded} = await part('postgres')
const {createHubClient} = await part('client')
const {startPublishers} = await part('publishers')
const {breakThings} = await part('faults')
const {judge} = await part('judge')

const began = Date.now()
const database = await startEmbedded()
const nodes = await serveNodes()
const peers = nodes.map(({url}) => url)
const admin = createHubClient({peers, token: nodes[0].adminToken()})
const {secret: token} = await admin.issueToken({
  ...{subject: 'bench', projects: ['bench'], scopes: ['publish', 'read']}
})
const clients = Array.from({length: settings.publishers}, (_, index) => connect(index))
const publishers = startPublishers(clients, settings.pause)
const subscribers = startSubscriberProcesses({
  ...{module: bundle.url('subscribers'), peers, token},
  ...{count: settings.subscribers, processes: settings.processes}
})
write({event: 'start', ...settings})
const minutely = setInterval(tell, 60_000)
const faults = await breakThings({
  ...{nodes, database, lastMs: settings.minutes * 60_000, everyMs: settings['kill-every']},
  keep: settings.keep,
  ...{outages: settings.outages, awayMs: settings.away, onFault: subscribers.onFault}
})
clearInterval(minutely)
const back = await untilBack()
await publishers.stop()
const verdict = await conclude()
for (const client of [admin, ...clients]) client.close()
subscribers.close()
await Promise.all(nodes.map(node => node.stop()))
await database.stop()
process.exit(verdict.passed ? 0 : 1)

async function serveNodes() {
  const {serveNode} = await part('node')
  const {freePorts} = await part('ports')
  const [first, ...others] = await freePorts(settings.nodes)
  const args = ['--max-calls', '100000', '--max-streams', '2000']
  const start = port => serveNode({program: bundle.program, store: database.url, port, args})
  // The first one makes the first token.
  const node = start(first)
  await node.up()
  const all = [node, ...others.map(start)]
  await Promise.all(all.map(other => other.up()))
  return all
}

function connect(index) {
  const at = index % peers.length
  return createHubClient({peers: [...peers.slice(at), ...peers.slice(0, at)], token})
}

/** Until each has a row that was published after the last fault, while publishers go on; the times by subscriber. */
async function untilBack() {
  for (;;) {
    const {backMs} = await subscribers.report()
    const back = backMs.filter(({at}) => at === faults.lastAt)
    if (back.length === settings.subscribers || Date.now() - faults.lastAt > graceMs) return back
    await pause(250)
  }
}

async function tell() {
  const {seqs, reconnectMs, backMs, ...report} = await subscribers.report()
  write({
    ...{event: 'minute', seconds: Math.round((Date.now() - began) / 1000), acked: publishers.acked.size},
    ...{behind: Math.max(...seqs) - Math.min(...seqs), ...report, ...publishers.counts},
    ...{reconnectMs: spread(reconnectMs), killMs: spreadOf(backMs, 'kill')},
    ...{startMs: spread(nodes.flatMap(({counts}) => counts.startMs))}
  })
}

async function conclude() {
  const head = await headOf()
  const end = Date.now() + graceMs
  let report = await subscribers.report()
  while (report.seqs.some(seq => seq !== head) && Date.now() < end) {
    await pause(250)
    report = await subscribers.report()
  }
  const {seqs, reconnectMs, backMs, ...found} = report
  const judged = await judge(admin, {acked: publishers.acked, seqs, ids: await subscribers.ids()})
  const {lastAt: _, ...broken} = faults
  const zero = {
    ...judged,
    ...{differing: judged.differing + found.differing, disorder: found.disorder, resyncs: found.resyncs},
    ...{renumbered: publishers.counts.renumbered, errors: found.errors.length},
    crashes: nodes.reduce((sum, {counts}) => sum + counts.crashes.length, 0),
    lateSubscribers: settings.subscribers - back.filter(({ms}) => ms <= backLimitMs).length
  }
  const verdict = {
    ...{event: 'end', passed: Object.values(zero).every(count => count === 0), head, ...zero},
    ...{acked: publishers.acked.size, received: seqs.reduce((sum, seq) => sum + seq, 0)},
    ...{...broken, ...publishers.counts},
    ...{starts: nodes.reduce((sum, {counts}) => sum + counts.starts, 0)},
    ...{failedStarts: nodes.reduce((sum, {counts}) => sum + counts.failedStarts, 0)},
    ...{
      startMs: spread(nodes.flatMap(({counts}) => counts.startMs)),
      lastFaultMs: spread(back.map(({ms}) => ms)),
      reconnectMs: spread(reconnectMs)
    },
    ...{killMs: spreadOf(backMs, 'kill'), databaseMs: spreadOf(backMs, 'database')},
    ...{
      causes: found.causes,
      subscriberErrors: found.errors,
      nodeCrashes: nodes.flatMap(({counts}) => counts.crashes)
    }
  }
  write(verdict)
  return verdict
}

/** Nodes may still be starting. */
async function headOf() {
  for (let attempt = 0; ; attempt++)
    try {
      return (await admin.status()).head
    } catch (error) {
      if (attempt === 20) throw error
      await pause(500)
    }
}

function spreadOf(backMs, kind) {
  return spread(backMs.filter(fault => fault.kind === kind).map(({ms}) => ms))
}

function spread(times) {
  return {
    ...{count: times.length, p50: percentile(times, 0.5), p99: percentile(times, 0.99)},
    max: percentile(times, 1)
  }
}

function write(line) {
  const text = JSON.stringify(line)
  console.log(text)
  appendFileSync(results, `${text}\n`)
}
