/*
 * Times the plan alone, over generated zones: node bench/plan.mjs [ZONES…]
 *
 * A third is somebody else's, one in four of those waits for another, thirty components depend on each other. Prints the
 * median of five plans and of five second plans from the first, and how the time grows.
 */
import {performance} from 'node:perf_hooks'
import {importSource} from '../scripts/import-source.mjs'
import {createRandom} from './random.mjs'

const {prescribe} = await importSource('src/stages/prescribe/index.ts')
const counts = process.argv.slice(2).map(Number)
const sizes = counts.length > 0 ? counts : [250, 500, 1000, 2000]
const rounds = 5

const results = sizes.map(size => ({size, ...measure(generate(size))}))
for (const {size, actions, plan, again} of results)
  console.log(`${size} zones, ${actions} actions: plan ${plan.toFixed(0)} ms, again ${again.toFixed(0)} ms`)
const [first, last] = [results.at(0), results.at(-1)]
if (first && last && first !== last)
  console.log(`exponent ${(Math.log(last.plan / first.plan) / Math.log(last.size / first.size)).toFixed(2)}`)

function measure(input) {
  const first = []
  const second = []
  let value
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    value = prescribe(input).value
    const middle = performance.now()
    prescribe({...input, previous: value})
    first.push(middle - start)
    second.push(performance.now() - middle)
  }
  return {actions: value.actions.length, plan: median(first), again: median(second)}
}

function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
}

function generate(size) {
  const {below: pick} = createRandom(size)
  const own = Math.floor((size * 2) / 3)
  const zones = Array.from({length: own}, (_, index) => ownZone(index + 1, pick))
  const foreign = Array.from({length: size - own}, (_, index) => foreignZone(index, size - own, pick))
  const components = Array.from({length: 30}, (_, index) => ({
    path: `src/c${index}`,
    dependsOn: [index + 1, index + 4].filter(other => other < 30).map(other => `src/c${other}`)
  }))
  return {
    zones: {zones, foreign, resolved: [], hidden: 0, unanalyzed: [], next: own + 1},
    architecture: {components}
  }
}

function ownZone(number, pick) {
  const path = `src/c${pick(30)}/f${pick(40)}.ts`
  const symbol = `run${pick(8)}`
  const score = {likelihood: 1 + pick(3), blastRadius: 1 + pick(3), detectionGap: 1 + pick(3)}
  const startLine = 1 + pick(200)
  return {
    ...{number, key: `check-then-act/${path}/${symbol}/r${number}`, detector: 'check-then-act'},
    ...{tier: 'critical', status: pick(10) === 0 ? 'accepted: rare' : 'open', category: 'concurrency'},
    confidence: ['high', 'medium', 'low'][pick(3)],
    score: {...score, total: score.likelihood + score.blastRadius + score.detectionGap},
    ...{path, startLine, endLine: startLine + 8, symbol, title: `two callers can both win ${number}`},
    ...{
      failureMode: 'both write',
      precondition: 'Two callers overlap.',
      failurePath: ['One looks.', 'Both write.']
    },
    ...{silence: 'nothing throws', detectionGap: 'no test', challenged: [], falsifiedBy: 'one winner'},
    impact: {d1: pick(30), d2: 0, d3: 0, unresolved: 0},
    evidence: [{path: `src/c${pick(30)}/e${pick(10)}.ts`, line: 1 + pick(99), note: 'check'}],
    fix: `Open it atomically ${pick(60)}.`
  }
}

function foreignZone(index, count, pick) {
  return {
    ...{
      label: `H-${index}`,
      title: `zone ${index}`,
      text: '',
      status: 'open',
      line: index + 1,
      anchor: 'zones'
    },
    risk: ['critical', 'high', 'medium', 'low'][pick(4)],
    path: `src/c${pick(30)}/g${pick(40)}.ts`,
    ...(pick(2) === 0 ? {fix: 'Mend it.'} : {advice: 'Run all of it.'}),
    ...(pick(4) === 0 ? {after: [`H-${pick(count)}`]} : {})
  }
}
