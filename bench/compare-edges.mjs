// Compares the internal edges that `map` finds with those of dependency-cruiser.
// Usage: node bench/compare-edges.mjs [--only NAME] [--tool FILE] [--print-all]
import {execFileSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {subjects} from './edges/subjects.mjs'
import {fetchPackage} from './fetch-package.mjs'
import {installWorkspaces, planWorkspaces, writeWorkspaces} from './generate-workspaces.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CONFIG = join(ROOT, 'bench/edges/dependency-cruiser.config.cjs')
const EXPLAINED = join(ROOT, 'bench/edges/explained.json')
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
/** For packages that publish none of their own. */
const TSCONFIG = {
  compilerOptions: {
    target: 'esnext',
    module: 'esnext',
    moduleResolution: 'bundler',
    jsx: 'preserve',
    allowJs: true
  }
}

const {values} = parseArgs({
  options: {
    only: {type: 'string'},
    tool: {type: 'string', default: join(ROOT, 'dist/bin/groundtruth.js')},
    'print-all': {type: 'boolean', default: false}
  }
})
if (!existsSync(values.tool))
  throw new Error(`Expected a build at ${values.tool}: run \`npm run build\` first`)
const chosen = subjects.filter(({name}) => values.only === undefined || name === values.only)
if (chosen.length === 0)
  throw new Error(
    `Expected --only to be one of ${subjects.map(({name}) => name).join(', ')}, got ${values.only}`
  )

const explained = JSON.parse(readFileSync(EXPLAINED, 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'groundtruth-edges-'))
try {
  const rows = chosen.map(compare)
  console.log(toTable(rows))
  for (const {name, open, stale} of rows) {
    for (const each of open) console.log(`${name}: ${toLine(each)}`)
    for (const edge of stale) console.log(`${name}: explained, but no difference any more: ${edge}`)
  }
  if (rows.some(({open}) => open.length > 0)) process.exitCode = 1
} finally {
  rmSync(folder, {recursive: true, force: true})
}

/** Both sides of one subject, and their differences. */
function compare(subject) {
  console.error(subject.name)
  const {cwd, paths, outputs, install} = prepare(subject)
  const ours = ourEdges(cwd)
  install()
  const theirs = theirEdges(cwd, {paths, outputs, conditions: subject.conditions ?? ''})
  const differences = differencesOf(ours, theirs)
  const isExplained = difference => reasonOf(subject.name, difference) !== undefined
  return {
    name: subject.name,
    ours: ours.size,
    theirs: theirs.size,
    same: [...ours.keys()].filter(key => theirs.has(key)).length,
    differences,
    open: values['print-all'] ? differences : differences.filter(difference => !isExplained(difference)),
    explained: differences.filter(isExplained).length,
    stale: staleOf(subject.name, differences)
  }
}

function prepare(subject) {
  if (subject.kind === undefined) {
    const cwd = fetchPackage(subject, folder)
    const config = join(cwd, 'tsconfig.json')
    if (!existsSync(config)) writeFileSync(config, JSON.stringify(TSCONFIG))
    const outputs = new Map(Object.entries(subject.outputs ?? {}))
    return {
      cwd,
      paths: [subject.source],
      outputs,
      install: () => installWorkspaces({links: new Map(), outputs}, cwd)
    }
  }
  const cwd = join(folder, subject.name)
  const plan = planWorkspaces(subject.kind, subject.seed)
  writeWorkspaces(plan, cwd)
  return {cwd, paths: ['packages'], outputs: plan.outputs, install: () => installWorkspaces(plan, cwd)}
}

/** `from to` to whether every edge between the two is gone after compilation. */
function ourEdges(cwd) {
  const printed = run([values.tool, 'map', '--json', '--all', '--out', join(folder, 'out'), '.'], cwd)
  return toEdges(JSON.parse(printed).imports)
}

/** A build output stands for its source, and what holds no code is left out. */
function theirEdges(cwd, {paths, outputs, conditions}) {
  const {modules} = JSON.parse(
    run([CRUISER, '--config', CONFIG, '--output-type', 'json', ...paths], cwd, {EDGES_CONDITIONS: conditions})
  )
  const edges = modules
    .filter(({source}) => !outputs.has(source))
    .flatMap(({source, dependencies}) =>
      dependencies
        .filter(({coreModule, couldNotResolve}) => !coreModule && !couldNotResolve)
        .map(({resolved, typeOnly, preCompilationOnly}) => ({
          from: source,
          to: outputs.get(resolved) ?? resolved,
          typeOnly: typeOnly || (preCompilationOnly ?? false)
        }))
        .filter(({to}) => isSource(to))
    )
  return toEdges(edges)
}

function isSource(path) {
  return /\.[cm]?[jt]sx?$/.test(path) && !/(?:^|\/)(?:node_modules|dist)\//.test(path)
}

function toEdges(list) {
  const edges = new Map()
  for (const {from, to, typeOnly} of list) {
    const key = `${from} ${to}`
    edges.set(key, (edges.get(key) ?? true) && typeOnly)
  }
  return edges
}

/** Edges of one side alone, and edges that only one side takes for type-only; sorted. */
function differencesOf(ours, theirs) {
  const differences = []
  for (const key of [...new Set([...ours.keys(), ...theirs.keys()])].sort()) {
    if (!theirs.has(key)) differences.push({side: 'ours', edge: key})
    else if (!ours.has(key)) differences.push({side: 'theirs', edge: key})
    else if (ours.get(key) !== theirs.get(key))
      differences.push({side: ours.get(key) ? 'type-only in ours' : 'type-only in theirs', edge: key})
  }
  return differences
}

function reasonOf(name, {side, edge}) {
  return explained.find(each => each.subject === name && each.side === side && each.edges.includes(edge))?.why
}

/** Explained differences that are none any more. */
function staleOf(name, differences) {
  const found = new Set(differences.map(({side, edge}) => `${side} ${edge}`))
  return explained
    .filter(({subject}) => subject === name)
    .flatMap(({side, edges}) => edges.filter(edge => !found.has(`${side} ${edge}`)))
}

function run(command, cwd, env = {}) {
  return execFileSync(process.execPath, command, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, ...env, NO_COLOR: '1', CI: '1'}
  })
}

function toTable(rows) {
  return [
    '| subject | ours | dependency-cruiser | in both | explained | open | stale |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({name, ours, theirs, same, explained, open, stale}) =>
        `| ${name} | ${ours} | ${theirs} | ${same} | ${explained} | ${open.length} | ${stale.length} |`
    )
  ].join('\n')
}

function toLine({side, edge}) {
  return `${side}: ${edge.replace(' ', ' -> ')}`
}
