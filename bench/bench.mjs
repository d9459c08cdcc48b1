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
const chosen = packages.filter(({name}) => values.only === undefined || name === values.only)
if (chosen.length === 0)
  throw new Error(
    `Expected --only to be one of ${packages.map(({name}) => name).join(', ')}, got ${values.only}`
  )

const folder = mkdtempSync(join(tmpdir(), 'groundtruth-bench-'))
try {
  const rows = []
  for (const entry of chosen) rows.push(...(await compareAll(entry, fetchPackage(entry, folder))))
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
  const tool = command => () => {
    rmSync(out, {recursive: true, force: true})
    return measure([TOOL, command, '--out', out, '.'], {cwd})
  }
  const hasConfig = existsSync(join(cwd, 'tsconfig.json'))
  const config = hasConfig ? ['--ts-config', 'tsconfig.json'] : []
  const cruise = () => measure([CRUISER, '--no-config', ...config, source, '--output-type', 'json'], {cwd})
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
    {name: '`map` / dependency-cruiser', ours: tool('map'), peer: cruise},
    {name: '`run` / dependency-cruiser', ours: tool('run'), peer: cruise},
    ...(hasConfig ? [{name: '`run` / `tsc --noEmit`', ours: tool('run'), peer: compile}] : [])
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
