// Appends entries to an embedded store until it is killed, or as many publishes as it is told to, and writes `id seq` of
// each that was acknowledged. Arguments: module of openEmbeddedStore, script of the thread, directory, name of the run,
// publishes at once, publishes in all (0: for ever).
import {writeSync} from 'node:fs'

const [open, worker, directory, run, atOnce, total] = process.argv.slice(2)
const {openEmbeddedStore} = await import(open)

say('started')
const store = await openEmbeddedStore({directory, worker: new URL(worker)})
say('opened')
let next = 0
await Promise.all(Array.from({length: Number(atOnce)}, publishOn))
await store.close()
say('closed')

async function publishOn() {
  while (Number(total) === 0 || next < Number(total)) {
    const number = next++
    const count = number % 4 === 3 ? 1 + (number % 32) : 1
    const entries = Array.from({length: count}, (_, index) => entryOf(`${run}/${number}/${index}`))
    await publish(entries).catch(error => {
      say(`failed ${error.kind}`)
      return new Promise(resolve => setTimeout(resolve, 20))
    })
  }
}

async function publish(entries) {
  const {seqs} = await store.append({project: 'alpha', author: 'ada', publishedAt: 1, entries})
  say(entries.map(({id}, index) => `${id} ${seqs[index]}`).join('\n'))
}

/** 0.4 to 1.6 KB that follow from the id; the test makes them anew. */
function entryOf(id) {
  return {id, type: 'zone', content: id.repeat(20 + (id.length % 5) * 20), meta: {id}}
}

function say(line) {
  writeSync(1, `${line}\n`)
}
