// Kills a process that appends to an embedded store, again and again, and looks each time whether anything that was
// acknowledged is lost: node bench/hub/kill-rounds.mjs --results FILE [--rounds 1000]
// Every eighth is killed while it opens what the last one left. A new database every 25 rounds.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {parseArgs} from 'node:util'
import {startAppender} from './store/appender.mjs'
import {bundleStore} from './store/bundle-store.mjs'
import {openResults} from './store/results.mjs'
import {isBroken, verify} from './store/verify.mjs'

const roundsOfOne = 25
const {values} = parseArgs({options: {results: {type: 'string'}, rounds: {type: 'string', default: '1000'}}})
if (!values.results) throw new Error('Expected --results FILE')

const results = openResults(values.results)
const bundle = await bundleStore()
let directory
let acknowledged = new Map()
while (results.rounds.length < Number(values.rounds)) {
  const round = results.rounds.length + 1
  if (!directory || round % roundsOfOne === 1) startAnew()
  results.add(await run(round))
}
if (directory) rmSync(directory, {recursive: true, force: true})
print()

function startAnew() {
  if (directory) rmSync(directory, {recursive: true, force: true})
  directory = mkdtempSync(join(tmpdir(), 'groundtruth-hub-kill-'))
  acknowledged = new Map()
}

async function run(round) {
  const atOpen = round % 8 === 0
  const appender = startAppender(bundle, join(directory, 'hub'), `${round}`)
  await appender.said(atOpen ? 'started' : '/')
  await pause(Math.random() * (atOpen ? 60 : 300))
  appender.child.kill('SIGKILL')
  await appender.ended
  for (const [id, seq] of appender.acknowledged()) acknowledged.set(id, seq)
  const found = verify(bundle, join(directory, 'hub'), acknowledged)
  return {round, opened: appender.opened(), acknowledged: appender.acknowledged().size, ...found}
}

function print() {
  const {rounds} = results
  const broken = rounds.filter(isBroken)
  const total = rounds.reduce((sum, round) => sum + round.acknowledged, 0)
  const atOpen = rounds.filter(({opened}) => !opened).length
  console.log(
    `${rounds.length} kills (${atOpen} of them in open), ${total} acknowledged, ${broken.length} broken`
  )
  for (const round of broken) console.log(JSON.stringify(round))
  process.exitCode = broken.length > 0 ? 1 : 0
}
