// Publish and fan-out rates of one hub: node bench/hub/rates.mjs [--store postgres://…] [--seconds 10]
import {parseArgs} from 'node:util'
import {createClient, percentile, residentMib, serveHub} from './serve.mjs'

const {values} = parseArgs({options: {store: {type: 'string'}, seconds: {type: 'string', default: '10'}}})
const lastMs = Number(values.seconds) * 1000
const text = 'x'.repeat(1000)
let made = 0

const hub = await serveHub({store: values.store, args: ['--max-calls', '100000', '--max-streams', '2000']})
const admin = await createClient({peers: [hub.url], token: hub.adminToken})
const {secret} = await admin.issueToken({subject: 'bench', projects: ['bench'], scopes: ['publish', 'read']})
const clients = await Promise.all(
  Array.from({length: 16}, () => createClient({peers: [hub.url], token: secret}))
)

print('publish, 16 publishers, one entry each', await publishFor(clients, 1))
print('publish, 16 publishers, 32 entries each', await publishFor(clients, 32))
print('publish 50/s to 100 subscribers', await fanOut(100, 50))
console.log(`resident memory of the hub: ${residentMib(hub.pid)} MiB`)
for (const client of [admin, ...clients]) client.close()
await hub.stop()
process.exit(0)

async function publishFor(publishers, batch) {
  const latencies = []
  const end = performance.now() + lastMs
  const began = performance.now()
  await Promise.all(
    publishers.map(async client => {
      while (performance.now() < end) {
        const start = performance.now()
        await client.publish(Array.from({length: batch}, newEntry))
        latencies.push(performance.now() - start)
      }
    })
  )
  const seconds = (performance.now() - began) / 1000
  return {'entries/s': Math.round((latencies.length * batch) / seconds), ...quantiles(latencies)}
}

async function fanOut(subscribers, perSecond) {
  const since = (await clients[0].status()).head
  const controller = new AbortController()
  const sentAt = new Map()
  const latencies = []
  let got = 0
  const readers = await Promise.all(
    Array.from({length: subscribers}, () => createClient({peers: [hub.url], token: secret}))
  )
  const following = readers.map(async reader => {
    for await (const event of reader.follow({since}, {signal: controller.signal})) {
      if (event.kind !== 'entry') continue
      got += 1
      latencies.push(performance.now() - (sentAt.get(event.id) ?? Number.NaN))
    }
  })
  await new Promise(resolve => setTimeout(resolve, 3000))
  const began = performance.now()
  let sent = 0
  const open = []
  while (performance.now() - began < lastMs) {
    const entry = newEntry()
    sentAt.set(entry.id, performance.now())
    open.push(clients[sent % clients.length].publish([entry]))
    sent += 1
    await new Promise(resolve =>
      setTimeout(resolve, Math.max(0, began + (sent * 1000) / perSecond - performance.now()))
    )
  }
  await Promise.all(open)
  const seconds = (performance.now() - began) / 1000
  for (let wait = 0; got < sent * subscribers && wait < 100; wait++)
    await new Promise(resolve => setTimeout(resolve, 100))
  controller.abort()
  await Promise.allSettled(following)
  for (const reader of readers) reader.close()
  return {
    'deliveries/s': Math.round((sent * subscribers) / seconds),
    missing: sent * subscribers - got,
    ...quantiles(latencies)
  }
}

function newEntry() {
  made += 1
  return {id: `entry-${process.pid}-${made}`, type: 'zone', content: text, meta: {}}
}

function quantiles(latencies) {
  const ms = share => Number(percentile(latencies, share).toFixed(1))
  return {'p50 ms': ms(0.5), 'p99 ms': ms(0.99)}
}

function print(title, figures) {
  console.log(
    `${title}: ${Object.entries(figures)
      .map(([name, value]) => `${value} ${name}`)
      .join(', ')}`
  )
}
