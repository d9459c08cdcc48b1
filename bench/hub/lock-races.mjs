// Lets many processes race for one lock, on a fresh folder and after the holder was killed, and counts the winners:
// node bench/hub/lock-races.mjs --results FILE [--processes 50] [--fresh 1000] [--killed 1000]
// The processes are there before the race and are let go at once.
import {fork} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {bundleStore} from './store/bundle-store.mjs'
import {openResults} from './store/results.mjs'

const number = standard => ({type: 'string', default: `${standard}`})
const {values} = parseArgs({
  options: {results: {type: 'string'}, processes: number(50), fresh: number(1000), killed: number(1000)}
})
if (!values.results) throw new Error('Expected --results FILE')

const script = fileURLToPath(new URL('../../test/hub/lock/locking-process.mjs', import.meta.url))
const results = openResults(values.results)
const {lock} = await bundleStore()
const folder = mkdtempSync(join(tmpdir(), 'groundtruth-hub-races-'))
const processes = await Promise.all(Array.from({length: Number(values.processes)}, start))
process.once('exit', end)

while (done('fresh') < Number(values.fresh)) {
  const directory = join(folder, `${done('fresh')}`)
  const winners = await race(join(directory, 'hub.lock.db'))
  results.add({kind: 'fresh', winners: winners.length})
  await Promise.all(winners.map(winner => ask(winner, {release: true})))
  rmSync(directory, {recursive: true})
}
const path = join(folder, 'killed', 'hub.lock.db')
let winners = await race(path)
while (done('killed') < Number(values.killed)) {
  await Promise.all(winners.map(killAndReplace))
  winners = await race(path)
  results.add({kind: 'killed', winners: winners.length})
}
print()
process.exit()

function done(kind) {
  return results.rounds.filter(round => round.kind === kind).length
}

async function start() {
  const child = fork(script, [lock])
  await once(child, 'message')
  return child
}

async function ask(child, message) {
  child.send(message)
  return (await once(child, 'message'))[0]
}

async function race(path) {
  const answers = await Promise.all(processes.map(child => ask(child, {acquire: path})))
  return processes.filter((_, index) => answers[index] === 'won')
}

/** The next race begins as soon as the holder is dead. */
async function killAndReplace(winner) {
  const replacement = await start()
  const ended = once(winner, 'exit')
  winner.kill('SIGKILL')
  await ended
  processes[processes.indexOf(winner)] = replacement
}

function end() {
  for (const child of processes) child.kill('SIGKILL')
  rmSync(folder, {recursive: true, force: true})
}

function print() {
  for (const kind of ['fresh', 'killed']) {
    const rounds = results.rounds.filter(round => round.kind === kind)
    const count = test => rounds.filter(({winners}) => test(winners)).length
    console.log(
      `${kind}: exactly one ${count(one => one === 1)}, more ${count(many => many > 1)}, none ${count(none => none === 0)} of ${rounds.length}`
    )
  }
  process.exitCode = results.rounds.every(({winners}) => winners === 1) ? 0 : 1
}
