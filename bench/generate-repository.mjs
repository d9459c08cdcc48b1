// Writes a TypeScript repository of a given size, for measuring growth.
// Usage: node bench/generate-repository.mjs --files N [--seed N] FOLDER
import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {createRandom} from './random.mjs'

const AREAS = [
  'account',
  'billing',
  'catalog',
  'delivery',
  'event',
  'feed',
  'group',
  'history',
  'image',
  'journal'
]
const PARTS = ['client', 'errors', 'format', 'handler', 'model', 'parse', 'policy', 'queue', 'state', 'store']
const VERBS = ['add', 'collect', 'find', 'format', 'merge', 'parse', 'read', 'resolve', 'sort', 'write']
const NOUNS = ['batch', 'entry', 'limit', 'message', 'order', 'price', 'record', 'rule', 'token', 'window']
/** Modules of a leaf folder, its barrel not counted. */
const FOLDER = 10
/** Of ten modules one has a test. */
const TEST_SHARE = 0.1
/** Of a hundred modules two import a later one of their folder. */
const RING_SHARE = 0.02
/** Lines of a module: half have fewer than the median, one in six more than twice as many. */
const MEDIAN_LINES = 80
const SPREAD = 0.75

/**
 * The files of a repository, path and text, in the order of their paths.
 *
 * Modules lie by tens in folders with a barrel, folders by tens in areas. A module imports about five others: of its own
 * folder, of earlier folders through their barrels, and of Node.js. A few import a later one, which makes rings.
 *
 * @param {{files: number, seed?: number}} options
 * @returns {Generator<[string, string]>}
 */
export function* generateRepository({files, seed = 1}) {
  yield ['package.json', toJson({name: 'generated', version: '1.0.0', type: 'module', main: './src/main.ts'})]
  yield ['tsconfig.json', toJson({compilerOptions: compilerOptions(), include: ['src', 'test']})]
  const random = createRandom(seed)
  const folders = layOut(files - 1)
  yield ['src/main.ts', mainText(folders)]
  for (const [index, folder] of folders.entries()) {
    yield [`${folder.path}/index.ts`, barrelText(folder)]
    for (const module of folder.modules)
      yield [`${folder.path}/${module.name}.ts`, moduleText(module, {folder, folders, index, random})]
    for (const module of folder.tested) yield [testPath(folder, module), testText(folder, module)]
  }
}

/** Writes the repository below `folder`. */
export function writeRepository(options, folder) {
  const made = new Set()
  let count = 0
  for (const [path, text] of generateRepository(options)) {
    const parent = dirname(path)
    if (!made.has(parent)) mkdirSync(join(folder, parent), {recursive: true})
    made.add(parent)
    writeFileSync(join(folder, path), text)
    if (path.endsWith('.ts')) count++
  }
  return count
}

function compilerOptions() {
  return {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noEmit: true,
    paths: {'@/*': ['./src/*']}
  }
}

/** Folders of modules until the wanted number of files is reached, barrels and tests counted. */
function layOut(wanted) {
  const folders = []
  for (let left = wanted; left > 1; ) {
    const index = folders.length
    const tests = Math.round(FOLDER * TEST_SHARE)
    const count = Math.max(1, Math.min(FOLDER, left - 1 - tests))
    const modules = Array.from({length: count}, (_, at) => toModule(index, at))
    const tested = modules.slice(0, Math.max(0, Math.min(tests, left - 1 - count)))
    folders.push({path: pathOf(index), modules, tested})
    left -= 1 + count + tested.length
  }
  return folders
}

function pathOf(index) {
  const area = Math.floor(index / FOLDER)
  const name = `${AREAS[area % AREAS.length]}${suffix(Math.floor(area / AREAS.length))}`
  return `src/${name}/${PARTS[index % PARTS.length]}`
}

function suffix(round) {
  return round === 0 ? '' : `-${round + 1}`
}

/** Names that no other module of the repository has. */
function toModule(folder, at) {
  const verb = VERBS[at % VERBS.length]
  const noun = NOUNS[(at + folder) % NOUNS.length]
  const stem = `${capital(noun)}${folder}x${at}`
  return {name: `${verb}-${noun}`, verb, noun, functionName: `${verb}${stem}`, typeName: stem}
}

function barrelText({path, modules}) {
  const comment = `/** What ${path.slice('src/'.length).replace('/', ' ')} offers to others. */\n`
  return comment + modules.map(({name}) => `export * from './${name}'\n`).join('')
}

function mainText(folders) {
  const first = folders.filter((_, index) => index % FOLDER === 0)
  const lines = first.map(({path}, index) => `import * as area${index} from './${path.slice('src/'.length)}'`)
  const names = first.map((_, index) => `area${index}`)
  return `${lines.join('\n')}\n\n/** Every area, by its number. */\nexport const areas = [${names.join(', ')}]\n`
}

function moduleText(module, context) {
  const {random} = context
  const imports = importsOf(module, context)
  const wanted = Math.min(900, Math.max(12, MEDIAN_LINES * Math.exp(SPREAD * random.bell())))
  const lines = [...imports.map(({text}) => text), '', ...typeLines(module)]
  if (random.chance(0.15)) lines.push(...stateLines(module))
  if (random.chance(0.2)) lines.push(...classLines(module))
  for (let part = 0; part === 0 || lines.length < wanted; part++)
    lines.push(...functionLines(module, part, {imports, random}))
  return `${lines.join('\n')}\n`
}

/** What a module imports, with what it calls of each. */
function importsOf(module, {folder, folders, index, random}) {
  const own = folder.modules.filter(({name}) => name < module.name)
  const near = random.sample(own, 2).map(each => named(each, `./${each.name}`, random))
  const far = earlierFolders(index, random).map(at => {
    const target = folders[at]
    const path = target.path.slice('src/'.length)
    const deep = random.chance(0.4)
    const each = random.pick(target.modules)
    const from = random.chance(0.5) ? `@/${path}` : `../../${path}`
    return named(each, deep ? `${from}/${each.name}` : from, random)
  })
  const later = folder.modules.filter(({name}) => name > module.name)
  const ring = later.length > 0 && random.chance(RING_SHARE) ? [random.pick(later)] : []
  const builtin = random.chance(0.3) ? [{text: "import {join} from 'node:path'", call: "join('a', 'b')"}] : []
  const rings = ring.map(each => named(each, `./${each.name}`, random))
  return unique([...builtin, ...near, ...far, ...rings])
}

/** Three or four of the folders before this one, the near ones more often. */
function earlierFolders(index, random) {
  const count = Math.min(index, 3 + random.below(2))
  return Array.from({length: count}, () =>
    random.chance(0.6) ? Math.max(0, index - 1 - random.below(FOLDER)) : random.below(index)
  )
}

function named({functionName, typeName}, specifier, random) {
  if (random.chance(0.25)) return {key: typeName, text: `import type {${typeName}} from '${specifier}'`}
  return {key: functionName, text: `import {${functionName}} from '${specifier}'`, call: `${functionName}(1)`}
}

function unique(imports) {
  const seen = new Set()
  return imports.filter(({key, text}) => {
    const isNew = !seen.has(key ?? text)
    seen.add(key ?? text)
    return isNew
  })
}

function typeLines({typeName, noun}) {
  return [
    `/** One ${noun} as it is kept. */`,
    `export interface ${typeName} {`,
    '  readonly id: string',
    '  /** In milliseconds. */',
    '  readonly age: number',
    '  readonly parts: readonly string[]',
    '}',
    ''
  ]
}

function stateLines({typeName}) {
  return [
    `const known = new Map<string, ${typeName}>()`,
    'let count = 0',
    '',
    `export function remember${typeName}(value: ${typeName}): number {`,
    '  known.set(value.id, value)',
    '  count += 1',
    '  return count',
    '}',
    ''
  ]
}

function classLines({typeName, noun}) {
  return [
    `/** Keeps every ${noun} in order. */`,
    `export class ${typeName}List {`,
    `  private readonly list: ${typeName}[] = []`,
    '',
    `  add(value: ${typeName}): this {`,
    '    this.list.push(value)',
    '    return this',
    '  }',
    '',
    '  get size(): number {',
    '    return this.list.length',
    '  }',
    '}',
    ''
  ]
}

/** The first function is the one that others import. */
function functionLines({functionName, verb, noun, typeName}, part, {imports, random}) {
  const calls = imports.flatMap(({call}) => call ?? [])
  const name = part === 0 ? functionName : `${functionName}Part${part}`
  const lines = [
    `/** ${capital(verb)}s each ${noun} ${part === 0 ? 'that is due' : `of part ${part}`}. Sorted by age, no duplicates. */`,
    `${part === 0 || random.chance(0.3) ? 'export ' : ''}function ${name}(limit: number, values: readonly ${typeName}[] = []): number {`,
    '  const seen = new Set<string>()',
    '  let sum = limit'
  ]
  if (part === 0) for (const call of calls) lines.push(`  sum += Number(${call})`)
  lines.push(
    '  for (const value of values) {',
    '    if (seen.has(value.id)) continue',
    '    seen.add(value.id)'
  )
  for (let step = random.below(6); step >= 0; step--)
    lines.push(`    if (value.age > ${random.below(5000)}) sum += value.parts.length * ${step + 1}`)
  lines.push('  }', '  return sum', '}', '')
  return lines
}

function testPath({path}, {name}) {
  return `${path.replace(/^src\//, 'test/')}/${name}.test.ts`
}

function testText({path}, {functionName, name, noun}) {
  return [
    "import assert from 'node:assert'",
    "import {test} from 'node:test'",
    `import {${functionName}} from '@/${path.slice('src/'.length)}/${name}'`,
    '',
    `test('counts from the limit without any ${noun}', () => {`,
    `  assert.ok(${functionName}(3) >= 3)`,
    '})',
    ''
  ].join('\n')
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function toJson(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {files: {type: 'string', default: '1000'}, seed: {type: 'string', default: '1'}}
  })
  const [folder] = positionals
  const files = Number(values.files)
  if (folder === undefined || !Number.isInteger(files) || files < 3)
    throw new Error('Expected --files to be 3 or more, and a folder')
  console.error(`${writeRepository({files, seed: Number(values.seed)}, folder)} files`)
}
