// Measures `check` as a hook calls it: with its caches, when nothing, one document or one source file has changed.
// Usage: node bench/check-warm.mjs [--files 3000] [--repository FOLDER] [--runs 5] [--tool FILE] [--print]
import {execFileSync} from 'node:child_process'
import {appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {measure} from './measure.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const README = join(ROOT, 'bench/README.md')

const {values} = parseArgs({
  options: {
    files: {type: 'string', default: '3000'},
    repository: {type: 'string', multiple: true, default: []},
    runs: {type: 'string', default: '5'},
    tool: {type: 'string', default: join(ROOT, 'dist/bin/groundtruth.js')},
    print: {type: 'boolean', default: false}
  }
})
const runs = Number(values.runs)
const tool = resolve(values.tool)
if (!Number.isInteger(runs) || runs < 1)
  throw new Error(`Expected --runs to be 1 or more, got ${values.runs}`)
if (!existsSync(tool)) throw new Error(`Expected a build in ${values.tool}: run \`npm run build\` first`)

const folder = mkdtempSync(join(tmpdir(), 'groundtruth-check-'))
try {
  const rows = [{name: `${values.files} generated files`, ...(await measureIn(generate(values.files)))}]
  for (const repository of values.repository)
    rows.push({name: basename(repository), ...(await measureIn(copy(repository)))})
  const table = toTable(rows)
  console.log(table)
  if (!values.print) writeTable(table)
} finally {
  rmSync(folder, {recursive: true, force: true})
}

/** A generated repository with its map as the document, committed. */
function generate(files) {
  const repository = join(folder, 'generated')
  execFileSync(process.execPath, [join(ROOT, 'bench/generate-repository.mjs'), '--files', files, repository])
  writeFileSync(join(repository, 'README.md'), '# Generated\n\nIt starts in `src/main.ts`.\n')
  writeFileSync(join(repository, '.gitignore'), '.groundtruth\n')
  execFileSync(process.execPath, [tool, 'map', '--quiet'], {cwd: repository})
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: repository,
      stdio: 'ignore'
    })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-q', '-m', 'one')
  return repository
}

function copy(repository) {
  const target = join(folder, basename(repository))
  cpSync(repository, target, {recursive: true})
  return target
}

async function measureIn(repository) {
  const check = () => measure([tool, 'check', '--quiet'], {cwd: repository, exitCodes: [0, 1]})
  const files = execFileSync('git', ['ls-files'], {cwd: repository, encoding: 'utf8', maxBuffer: 1e9}).split(
    '\n'
  )
  const document = files.find(path => /^readme\.md$/i.test(path))
  const sources = files.filter(path => /\.ts$/.test(path) && !/test|\.d\.ts$/.test(path))
  const source = sources[Math.floor(sources.length / 2)]
  const append = (path, text) => appendFileSync(join(repository, path), text)
  const cold = await check()
  await check()
  return {
    cold: [cold],
    unchanged: await repeat(check, () => undefined),
    document: await repeat(check, run => append(document, `\nRun ${run}.\n`)),
    source: await repeat(check, run => append(source, `\n// ${run}\n`))
  }
}

async function repeat(check, change) {
  const results = []
  for (let run = 0; run < runs; run++) {
    change(run)
    results.push(await check())
  }
  return results
}

function median(results, key) {
  const sorted = results.map(result => result[key]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)].toFixed(2)
}

function toTable(rows) {
  const cell = results => `${median(results, 'wallSeconds')} (${median(results, 'cpuSeconds')})`
  return [
    `Made by \`node bench/check-warm.mjs\` with Node.js ${process.versions.node}; medians of ${runs}, wall seconds and in parentheses CPU seconds.`,
    '',
    '| repository | first | nothing changed | one document | one source file |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({name, cold, unchanged, document, source}) =>
        `| ${name} | ${cell(cold)} | ${cell(unchanged)} | ${cell(document)} | ${cell(source)} |`
    )
  ].join('\n')
}

function writeTable(table) {
  const text = readFileSync(README, 'utf8')
  const between = /(<!-- check:begin -->\n)[\s\S]*?(<!-- check:end -->)/
  if (!between.test(text)) throw new Error(`Expected check:begin and check:end comments in ${README}`)
  writeFileSync(
    README,
    text.replace(between, (_, begin, end) => `${begin}${table}\n${end}`)
  )
}
