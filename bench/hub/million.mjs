// Fills an embedded store and measures opening it, pages of it and appending to it:
// node bench/hub/million.mjs --directory DIR [--entries 1000000] [--results FILE]
// The directory stays: a run that was cut off goes on where it was.
import {appendFileSync} from 'node:fs'
import {parseArgs} from 'node:util'
import {bundleStore} from './store/bundle-store.mjs'

const {values} = parseArgs({
  options: {
    directory: {type: 'string'},
    entries: {type: 'string', default: '1000000'},
    results: {type: 'string'}
  }
})
if (!values.directory) throw new Error('Expected --directory DIR')
const entries = Number(values.entries)
const types = ['zone', 'action', 'verdict', 'decision', 'learning']

const bundle = await bundleStore()
const {openEmbeddedStore} = await import(bundle.open)
const open = () => openEmbeddedStore({directory: values.directory, worker: new URL(bundle.worker)})

const filled = await open()
await fill(filled)
await filled.close()
const opening = []
for (let round = 0; round < 5; round++) opening.push(await timed(async () => (await open()).close()))
const store = await open()
const result = {
  entries,
  openMs: rounded(Math.max(...opening)),
  ...(await measurePages()),
  countsMs: rounded(await timed(() => store.counts())),
  appendMs: await measureAppends(),
  memoryMb: Math.round(process.memoryUsage().rss / 1024 / 1024)
}
await store.close()
console.log(JSON.stringify(result, undefined, 2))
if (values.results) appendFileSync(values.results, `${JSON.stringify(result)}\n`)

/** One entry in a thousand is of the project `rare`, the others of one of twenty. */
function publishAt(number) {
  const project = number % 1000 === 0 ? 'rare' : `project ${number % 20}`
  const content = `${number} `.repeat(Math.ceil(1000 / `${number} `.length))
  return {
    project,
    author: 'ada',
    publishedAt: number,
    entries: [{id: `${number}`, type: types[number % 5], content, meta: {number: `${number}`}}]
  }
}

async function fill(store) {
  for (let number = await store.head(); number < entries; number += 256) {
    const count = Math.min(256, entries - number)
    await Promise.all(Array.from({length: count}, (_, index) => store.append(publishAt(number + index + 1))))
    if (Math.floor(number / 256) % 400 === 0) console.error(`${number} entries`)
  }
}

async function measurePages() {
  const queries = {
    page: {},
    ofProject: {projects: ['project 7']},
    ofRareProject: {projects: ['rare']},
    ofType: {types: ['verdict']},
    ofBoth: {projects: ['rare', 'project 3', 'project 4'], types: ['zone', 'decision']},
    ofNothing: {projects: ['none']}
  }
  const result = {}
  for (const [name, query] of Object.entries(queries))
    for (const limit of [100, 1000])
      result[`${name}${limit}Ms`] = await percentiles(300, () => pageAt(query, limit))
  return result
}

function pageAt(query, limit) {
  return store.read({...query, limit, since: Math.floor(Math.random() * entries)})
}

async function measureAppends() {
  const run = Math.random()
  let next = 0
  return percentiles(300, () => {
    const {entries, ...rest} = publishAt(1)
    return store.append({...rest, entries: entries.map(entry => ({...entry, id: `${run} ${next++}`}))})
  })
}

async function percentiles(times, work) {
  const taken = []
  for (let time = 0; time < times; time++) taken.push(await timed(work))
  taken.sort((a, b) => a - b)
  return {p50: rounded(taken[Math.floor(times * 0.5)]), p99: rounded(taken[Math.floor(times * 0.99)])}
}

async function timed(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function rounded(ms) {
  return Math.round(ms * 100) / 100
}
