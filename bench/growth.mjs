// Measures how the time of `map` grows with the repository, over generated ones.
// Usage: node bench/growth.mjs [--files 1000,10000,30000] [--print]
import {execFileSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {measure} from './measure.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const README = join(ROOT, 'bench/README.md')
const TOOL = join(ROOT, 'dist/bin/groundtruth.js')

const {values} = parseArgs({
  options: {
    files: {type: 'string', default: '1000,10000,30000'},
    print: {type: 'boolean', default: false}
  }
})
const sizes = values.files.split(',').map(Number)
if (sizes.some(size => !Number.isInteger(size) || size < 10))
  throw new Error(`Expected --files to be whole numbers of 10 or more, got ${values.files}`)
if (!existsSync(TOOL)) throw new Error('Expected a build in dist: run `npm run build` first')

const folder = mkdtempSync(join(tmpdir(), 'groundtruth-growth-'))
try {
  const rows = []
  for (const size of sizes) rows.push({size, ...(await measureSize(size))})
  const table = toTable(rows)
  console.log(table)
  if (!values.print) writeTable(table)
} finally {
  rmSync(folder, {recursive: true, force: true})
}

async function measureSize(size) {
  const repository = join(folder, String(size))
  const out = join(folder, `out-${size}`)
  console.error(`${size} files`)
  execFileSync(process.execPath, [
    join(ROOT, 'bench/generate-repository.mjs'),
    '--files',
    String(size),
    repository
  ])
  const map = () => measure([TOOL, 'map', '--quiet', '--out', out], {cwd: repository})
  const cold = await map()
  const warm = await map()
  rmSync(repository, {recursive: true})
  return {cold, warm}
}

/** Slope of the least squares line through the logarithms: 1 is as many times the work as there are files. */
function exponentOf(rows) {
  const points = rows.map(({size, cold}) => [Math.log(size), Math.log(cold.cpuSeconds)])
  const mean = axis => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0)
  return over / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
}

function toTable(rows) {
  const one = number => number.toFixed(1)
  return [
    `Made by \`node bench/growth.mjs\` with Node.js ${process.versions.node}; one run each, CPU exponent ${exponentOf(rows).toFixed(2)}.`,
    '',
    '| files | CPU s | wall s | peak MiB | again: CPU s | peak MiB |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({size, cold, warm}) =>
        `| ${size} | ${one(cold.cpuSeconds)} | ${one(cold.wallSeconds)} | ${Math.round(cold.peakMiB)} | ${one(warm.cpuSeconds)} | ${Math.round(warm.peakMiB)} |`
    )
  ].join('\n')
}

function writeTable(table) {
  const text = readFileSync(README, 'utf8')
  const between = /(<!-- growth:begin -->\n)[\s\S]*?(<!-- growth:end -->)/
  if (!between.test(text)) throw new Error(`Expected growth:begin and growth:end comments in ${README}`)
  writeFileSync(
    README,
    text.replace(between, (_, begin, end) => `${begin}${table}\n${end}`)
  )
}
