// A subscriber that reads nothing while entries pass, and then resumes:
// node bench/hub/paused.mjs [--entries 100000] [--seconds 60] [--warm 50000]
// The hub takes as many entries before as the memory of its process needs to settle.
import {parseArgs} from 'node:util'
import {createClient, residentMib, serveHub} from './serve.mjs'

const {values} = parseArgs({
  options: {
    entries: {type: 'string', default: '100000'},
    seconds: {type: 'string', default: '60'},
    warm: {type: 'string', default: '50000'}
  }
})
const warm = Number(values.warm)
const entries = warm + Number(values.entries)
const pauseMs = Number(values.seconds) * 1000
const batch = 64

const hub = await serveHub({args: ['--max-calls', '100000']})
const admin = await createClient({peers: [hub.url], token: hub.adminToken})
const {secret} = await admin.issueToken({subject: 'bench', projects: ['bench'], scopes: ['publish', 'read']})
const publisher = await createClient({peers: [hub.url], token: secret})
const reader = await createClient({peers: [hub.url], token: secret})

await publish(0, warm)
const before = residentMib(hub.pid)
const rows = reader.follow({since: warm})[Symbol.asyncIterator]()
const seen = []
await next()
const began = performance.now()
let peak = before
for (let start = warm; start < entries; start += 6400) {
  await publish(start, Math.min(6400, entries - start))
  peak = Math.max(peak, residentMib(hub.pid))
}
while (performance.now() - began < pauseMs) {
  await new Promise(resolve => setTimeout(resolve, 250))
  peak = Math.max(peak, residentMib(hub.pid))
}
while (seen.length < entries - warm) await next()
const disorder = seen.filter((seq, index) => seq !== warm + index + 1).length
console.log(
  `${entries - warm} entries of 1 kB, paused for ${Math.round((performance.now() - began) / 1000)} s: ` +
    `${seen.length} received, ${disorder} out of place, hub memory ${before} MiB, at most ${peak} MiB (growth ${peak - before} MiB)`
)
for (const client of [admin, publisher, reader]) client.close()
await hub.stop()
process.exit(seen.length === entries - warm && disorder === 0 ? 0 : 1)

async function next() {
  const {value} = await rows.next()
  if (value.kind === 'entry') seen.push(value.seq)
}

async function publish(start, count) {
  for (let at = start; at < start + count; at += batch)
    await publisher.publish(
      Array.from({length: Math.min(batch, start + count - at)}, (_, index) => ({
        id: `entry-${at + index}`,
        type: 'zone',
        content: `${at + index} ${'x'.repeat(1000)}`,
        meta: {}
      }))
    )
}
