// Times groundtruth against the peers a user would pick, as ratios of interleaved pairs.
// Usage: node bench/bench.mjs [--pairs N] [--only NAME] [--print]
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {fetchPackage} from './fetch-package.mjs'
import {measure} from './measure.mjs'
import {packages} from './packages.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const README = join(ROOT, 'bench/README.md')
const TOOL = join(ROOT, 'dist/bin/groundtruth.js')
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
const CRUISER_CONFIG = join(ROOT, 'bench/edges/dependency-cruiser.config.cjs')
/** This repository: one whose dependencies are installed, so that the compiler has all types to read. */
const OWN_NAME = 'groundtruth'
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc')

const {values} = parseArgs({
  options: {
    pairs: {type: 'string', default: '5'},
    only: {type: 'string'},
    print: {type: 'boolean', default: false}
  }
})
const pairs = Number(values.pairs)
if (!Number.isInteger(pairs) || pairs < 1)
  throw new Error(`Expected --pairs to be 1 or more, got ${values.pairs}`)
if (!existsSync(TOOL)) throw new Error('Expected a build in dist: run `npm run build` first')
const isChosen = name => values.only === undefined || name === values.only
const chosen = packages.filter(({name}) => isChosen(name))
if (chosen.length === 0 && !isChosen(OWN_NAME))
  throw new Error(
    `Expected --only to be one of ${[...packages.map(({name}) => name), OWN_NAME].join(', ')}, got ${values.only}`
  )

const folder = mkdtempSync(join(tmpdir(), 'groundtruth-bench-'))
try {
  const rows = []
  for (const entry of chosen) rows.push(...(await compareAll(entry, fetchPackage(entry, folder))))
  if (isChosen(OWN_NAME))
    rows.push(...(await compareAll({name: OWN_NAME, specifier: OWN_NAME, source: 'src'}, ROOT)))
  const table = toTable(rows)
  console.log(table)
  if (!values.print) writeTable(table)
} finally {
  rmSync(folder, {recursive: true, force: true})
}

/** One row per comparison of a package. */
async function compareAll(entry, cwd) {
  const rows = []
  for (const {ours, peer, name} of comparisonsOf(entry, cwd)) {
    console.error(`${entry.name}: ${name}, ${pairs} pairs`)
    rows.push({package: entry.specifier, name, ...(await comparePairs(ours, peer))})
  }
  return rows
}

function comparisonsOf({source}, cwd) {
  const out = join(folder, 'out')
  const forget = () => rmSync(out, {recursive: true, force: true})
  const tool = command => measure([TOOL, command, '--out', out, '.'], {cwd})
  const cold = command => () => {
    forget()
    return tool(command)
  }
  const warm = async () => {
    forget()
    await tool('map')
    return tool('map')
  }
  const hasConfig = existsSync(join(cwd, 'tsconfig.json'))
  const cruise = () => measure([CRUISER, '--config', CRUISER_CONFIG, source, '--output-type', 'json'], {cwd})
  // Diagnostics are no failure: without the types of its dependencies no package compiles cleanly.
  const compile = () =>
    measure(
      [COMPILER, '--noEmit', '--incremental', 'false', '--ignoreDeprecations', '6.0', '-p', 'tsconfig.json'],
      {
        cwd,
        exitCodes: [0, 1, 2]
      }
    )
  return [
    {name: '`map` / dependency-cruiser', ours: cold('map'), peer: cruise},
    {name: '`map` again / `map`', ours: warm, peer: cold('map')},
    ...(hasConfig ? [{name: '`run` / `tsc --noEmit`', ours: cold('run'), peer: compile}] : [])
  ]
}

/** Interleaved, and who goes first changes from pair to pair. */
async function comparePairs(ours, peer) {
  const measured = []
  for (let index = 0; index < pairs; index++) {
    const first = await (index % 2 === 0 ? ours : peer)()
    const second = await (index % 2 === 0 ? peer : ours)()
    measured.push(index % 2 === 0 ? {ours: first, peer: second} : {ours: second, peer: first})
  }
  return {
    cpu: median(measured.map(pair => pair.ours.cpuSeconds / pair.peer.cpuSeconds)),
    wall: median(measured.map(pair => pair.ours.wallSeconds / pair.peer.wallSeconds)),
    ourPeak: median(measured.map(pair => pair.ours.peakMiB)),
    peerPeak: median(measured.map(pair => pair.peer.peakMiB))
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function toTable(rows) {
  const command = [
    'node bench/bench.mjs',
    `--pairs ${pairs}`,
    ...(values.only ? [`--only ${values.only}`] : [])
  ].join(' ')
  return [
    `Made by \`${command}\` with Node.js ${process.versions.node}; medians of ${pairs} interleaved pairs.`,
    '',
    '| package | ours / peer | CPU ratio | wall ratio | peak MiB, ours / peer |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      row =>
        `| ${row.package} | ${row.name} | ${row.cpu.toFixed(2)} | ${row.wall.toFixed(2)} | ${Math.round(row.ourPeak)} / ${Math.round(row.peerPeak)} |`
    )
  ].join('\n')
}

function writeTable(table) {
  const text = readFileSync(README, 'utf8')
  const between = /(<!-- bench:begin -->\n)[\s\S]*?(\n<!-- bench:end -->)/
  if (!between.test(text)) throw new Error(`Expected bench:begin and bench:end comments in ${README}`)
  writeFileSync(
    README,
    text.replace(between, (_, begin, end) => `${begin}${table}${end}`)
  )
}
