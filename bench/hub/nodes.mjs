// Three hub nodes of the built program on one PostgreSQL. A node is killed every 2 s, the database is stopped and crashed once
// each a round, and 100 subscribers must get every acknowledged row once and in order:
// node bench/hub/nodes.mjs --results FILE [--rounds 10] [--seconds 60] [--subscribers 100]
import {mkdirSync, rmSync} from 'node:fs'
import {createServer} from 'node:net'
import {setTimeout as pause} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {rolldown} from 'rolldown'
import {createClient, serveHub} from './serve.mjs'
import {openResults} from './store/results.mjs'

const {values} = parseArgs({
  options: {
    results: {type: 'string'},
    rounds: {type: 'string', default: '10'},
    seconds: {type: 'string', default: '60'},
    subscribers: {type: 'string', default: '100'}
  }
})
if (!values.results) throw new Error('Expected --results FILE')
const lastMs = Number(values.seconds) * 1000
const publishers = 8
/** Longer than a subscriber may take to be back. */
const graceMs = 60_000

const startEmbedded = await importServer()
const results = openResults(values.results)
while (results.rounds.length < Number(values.rounds)) {
  const result = await run(results.rounds.length + 1)
  results.add(result)
  console.log(JSON.stringify(result))
}
process.exit(0)

async function run(round) {
  const database = await startEmbedded()
  const listens = await Promise.all(Array.from({length: 3}, freePort))
  const nodes = []
  for (const listen of listens) nodes.push(await startNode(database.url, listen))
  const peers = nodes.map(({url}) => url)
  const admin = await createClient({peers, token: nodes.find(({adminToken}) => adminToken).adminToken})
  const {secret} = await admin.issueToken({
    subject: 'bench',
    projects: ['bench'],
    scopes: ['publish', 'read']
  })
  const clients = []
  const connect = async index => {
    const turned = [...peers.slice(index % 3), ...peers.slice(0, index % 3)]
    const client = await createClient({peers: turned, token: secret})
    clients.push(client)
    return client
  }
  const state = {publishing: true, acked: new Map(), retries: 0}
  const subscribers = []
  for (let index = 0; index < Number(values.subscribers); index++)
    subscribers.push(subscribe(await connect(index)))
  const publishing = []
  for (let index = 0; index < publishers; index++)
    publishing.push(publish(await connect(index), index, state))
  const kills = await breakThings(database, nodes, listens)
  state.publishing = false
  const healed = Date.now()
  await Promise.all(publishing)
  const head = (await admin.status()).head
  const backMs = await Promise.all(subscribers.map(subscriber => caughtUp(subscriber, head, healed)))
  for (const client of [admin, ...clients]) client.close()
  for (const node of nodes) await node.stop('SIGKILL')
  await database.stop()
  return {
    round,
    kills,
    retries: state.retries,
    ...judge(state.acked, head, subscribers),
    backMs: Math.max(...backMs)
  }
}

/** Until the time is over: then all nodes and the database are up. */
async function breakThings(database, nodes, listens) {
  const end = Date.now() + lastMs
  const outages = [
    {at: end - lastMs * 0.66, mode: 'fast'},
    {at: end - lastMs * 0.33, mode: 'immediate'}
  ]
  let kills = 0
  while (Date.now() < end) {
    await pause(2000)
    const victim = kills++ % nodes.length
    await nodes[victim].stop('SIGKILL')
    const outage = outages[0] && Date.now() >= outages[0].at ? outages.shift() : undefined
    if (outage) {
      await database.halt(outage.mode)
      await pause(1000)
      await database.start()
    }
    nodes[victim] = await startNode(database.url, listens[victim])
  }
  return kills
}

function startNode(store, port) {
  const args = ['--listen', `127.0.0.1:${port}`, '--max-calls', '100000', '--max-streams', '2000']
  return serveHub({store, args})
}

async function publish(client, publisher, state) {
  for (let index = 0; state.publishing; index++) {
    const id = `${publisher}/${index}`
    const entry = {id, type: 'learning', content: 'x'.repeat(500), meta: {}}
    for (let attempt = 0; !state.acked.has(id) && attempt < 1000; attempt++)
      try {
        const {seqs} = await client.publish([entry])
        state.acked.set(id, seqs[0])
      } catch (error) {
        if (!['unavailable', 'exhausted'].includes(error.kind)) throw error
        state.retries++
        await pause(100)
      }
    await pause(100)
  }
}

/** What one subscriber got, in the order in which it got it. */
function subscribe(client) {
  const subscriber = {seqs: [], ids: new Map(), lastAt: 0}
  const follow = async () => {
    for await (const event of client.follow({since: 0})) {
      if (event.kind === 'progress') continue
      subscriber.seqs.push(event.kind === 'resync' ? Number.NaN : event.seq)
      subscriber.ids.set(event.id, event.seq)
      subscriber.lastAt = Date.now()
    }
  }
  follow().catch(error => {
    subscriber.error = String(error)
  })
  return subscriber
}

/** Milliseconds after `healed` at which it had the head. */
async function caughtUp(subscriber, head, healed) {
  while (subscriber.seqs.at(-1) !== head && Date.now() - healed < graceMs) await pause(50)
  return Math.max(0, subscriber.lastAt - healed)
}

/** Each subscriber has every number from 1 to the head once, and every acknowledged id under its number. */
function judge(acked, head, subscribers) {
  const numbers = new Set(acked.values())
  const count = check => subscribers.reduce((sum, subscriber) => sum + check(subscriber), 0)
  return {
    acked: acked.size,
    head,
    doubled: acked.size - numbers.size,
    lost: count(({ids}) => [...acked].filter(([id, seq]) => ids.get(id) !== seq).length),
    disorder: count(({seqs}) => seqs.filter((seq, index) => seq !== index + 1).length),
    missing: count(({seqs}) => head - seqs.length),
    errors: [...new Set(subscribers.map(({error}) => error).filter(Boolean))]
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const {port} = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** The server of the tests. It looks for its packages from where it lies. */
async function importServer() {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const folder = `${root}node_modules/.cache/groundtruth-hub-nodes-${process.pid}`
  mkdirSync(folder, {recursive: true})
  const bundle = await rolldown({
    cwd: root,
    input: 'test/hub/support/postgres.ts',
    platform: 'node',
    external: ['pg']
  })
  await bundle.write({file: `${folder}/postgres.mjs`, format: 'esm'})
  await bundle.close()
  const module = await import(`${folder}/postgres.mjs`)
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}))
  return module.startEmbedded
}
