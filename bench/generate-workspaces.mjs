// Writes a repository of workspaces whose edges are known, for comparing resolvers.
// Usage: node bench/generate-workspaces.mjs --kind npm|pnpm [--seed N] FOLDER
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {createRandom} from './random.mjs'

const NAMES = ['core', 'model', 'store', 'http', 'queue', 'report', 'web', 'cli']
const MODULES = 12
const NESTED = 4

/**
 * A repository of workspaces as values.
 *
 * `npm`: `exports` that point at an unbuilt `dist`, project references, aliases of a tsconfig that all extend, `.js`
 * specifiers. `pnpm`: `exports` that point at sources, `#imports`, type-only imports, `export * as`, no extensions.
 *
 * @param {'npm' | 'pnpm'} kind
 * @param {number} seed
 * @returns {{files: Map<string, string>, links: Map<string, string>, outputs: Map<string, string>}} texts by path;
 * packages by the links that an installation makes to them; sources by the outputs that a build makes of them
 */
export function planWorkspaces(kind, seed) {
  const random = createRandom(seed)
  const packages = NAMES.map((name, index) => ({
    name,
    folder: `packages/${name}`,
    // Of packages that stand before it, so that there are no rings of packages.
    needs: random.sample(NAMES.slice(0, index), 3)
  }))
  const files = new Map(kind === 'npm' ? npmRoot(packages) : pnpmRoot())
  for (const pack of packages) {
    for (const [path, text] of kind === 'npm' ? npmManifests(pack) : pnpmManifests(pack))
      files.set(path, text)
    for (const [path, text] of sourcesOf(pack, kind, random)) files.set(path, text)
  }
  const links = kind === 'npm' ? npmLinks(packages) : pnpmLinks(packages)
  return {files, links, outputs: kind === 'npm' ? outputsOf(files) : new Map()}
}

/** Writes the texts only: what a checkout holds. */
export function writeWorkspaces({files}, folder) {
  for (const [path, text] of files) writeText(join(folder, path), text)
}

/** Adds what an installation and a build would make: links in node_modules, and empty outputs. */
export function installWorkspaces({links, outputs}, folder) {
  for (const [path, target] of links) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    symlinkSync(relative(dirname(join(folder, path)), join(folder, target)), join(folder, path))
  }
  for (const path of outputs.keys()) writeText(join(folder, path), 'export {}\n')
}

function writeText(path, text) {
  mkdirSync(dirname(path), {recursive: true})
  writeFileSync(path, text)
}

function npmRoot(packages) {
  return [
    ['package.json', toJson({name: 'workspaces', private: true, type: 'module', workspaces: ['packages/*']})],
    ['.gitignore', 'node_modules\ndist\n'],
    [
      'tsconfig.base.json',
      toJson({
        compilerOptions: {
          composite: true,
          module: 'esnext',
          moduleResolution: 'bundler',
          target: 'es2022',
          paths: {
            '~core/*': ['./packages/core/src/*'],
            '~core/nested/*': ['./packages/core/src/nested/*'],
            '~model': ['./packages/model/src/index.ts']
          }
        }
      })
    ],
    [
      'tsconfig.json',
      toJson({
        extends: './tsconfig.base.json',
        include: ['packages/*/test'],
        references: packages.map(({folder}) => ({path: `./${folder}`}))
      })
    ]
  ]
}

function npmManifests({name, folder, needs}) {
  const exports = {
    '.': {types: './dist/index.d.ts', import: './dist/index.js'},
    './*': {types: './dist/*.d.ts', import: './dist/*.js'}
  }
  return [
    [`${folder}/package.json`, toJson({...manifest(name, needs, '*'), main: './dist/index.js', exports})],
    [
      `${folder}/tsconfig.json`,
      toJson({
        extends: '../../tsconfig.base.json',
        compilerOptions: {rootDir: 'src', outDir: 'dist'},
        include: ['src'],
        references: needs.map(each => ({path: `../${each}`}))
      })
    ]
  ]
}

function pnpmRoot() {
  return [
    ['package.json', toJson({name: 'workspaces', private: true, type: 'module'})],
    ['pnpm-workspace.yaml', 'packages:\n  - "packages/*"\n'],
    ['.gitignore', 'node_modules\n'],
    [
      'tsconfig.json',
      toJson({compilerOptions: {module: 'esnext', moduleResolution: 'bundler', target: 'es2022'}})
    ]
  ]
}

function pnpmManifests({name, folder, needs}) {
  const exports = {'.': './src/index.ts', './*': './src/*.ts', './nested': './src/nested/index.ts'}
  const imports = {'#nested/*': './src/nested/*.ts', '#self': './src/index.ts', '#base': packageName('core')}
  return [
    [`${folder}/package.json`, toJson({...manifest(name, needs, 'workspace:*'), exports, imports})],
    [`${folder}/tsconfig.json`, toJson({extends: '../../tsconfig.json', include: ['src', 'test']})]
  ]
}

function manifest(name, needs, version) {
  const dependencies = Object.fromEntries(needs.map(each => [packageName(each), version]))
  return {name: packageName(name), version: '1.0.0', type: 'module', dependencies}
}

function packageName(name) {
  return `@workspaces/${name}`
}

/** npm links every workspace at the root. */
function npmLinks(packages) {
  return new Map(packages.map(({name, folder}) => [`node_modules/${packageName(name)}`, folder]))
}

/** pnpm links to a package what it lists, and to nobody else. */
function pnpmLinks(packages) {
  return new Map(
    packages.flatMap(({folder, needs}) =>
      needs.map(each => [`${folder}/node_modules/${packageName(each)}`, `packages/${each}`])
    )
  )
}

/** A script and a declaration of every source. */
function outputsOf(files) {
  const sources = [...files.keys()].filter(path => path.includes('/src/'))
  return new Map(
    sources.flatMap(path => {
      const stem = path.replace('/src/', '/dist/').replace(/\.ts$/, '')
      return ['.js', '.d.ts'].map(end => [stem + end, path])
    })
  )
}

function sourcesOf(pack, kind, random) {
  const {folder} = pack
  const plain = Array.from({length: MODULES}, (_, index) => `module-${index}`)
  const nested = Array.from({length: NESTED}, (_, index) => `part-${index}`)
  const write = kind === 'npm' ? npmSpecifiers : pnpmSpecifiers
  const specifiers = (path, earlier) => write({pack, path, earlier, nested, random})
  return [
    ...plain.map((name, index) => [
      `${folder}/src/${name}.ts`,
      moduleText(name, specifiers(`src/${name}.ts`, plain.slice(0, index)), random)
    ]),
    ...nested.map((name, index) => [
      `${folder}/src/nested/${name}.ts`,
      moduleText(name, index > 0 ? [`./${nested[index - 1]}${kind === 'npm' ? '.js' : ''}`] : [], random)
    ]),
    [
      `${folder}/src/nested/index.ts`,
      barrelText(nested.map(name => `./${name}${kind === 'npm' ? '.js' : ''}`))
    ],
    [`${folder}/src/index.ts`, barrelText(plain.map(name => `./${name}${kind === 'npm' ? '.js' : ''}`))],
    [`${folder}/test/index.test.ts`, moduleText('test', testSpecifiers(pack, kind), random)]
  ]
}

function testSpecifiers({name}, kind) {
  const own = kind === 'npm' ? ['../src/index.js', '../dist/module-0.js'] : ['../src', '../src/module-0.ts']
  return [...own, packageName(name), '../src/nested']
}

function npmSpecifiers({pack, earlier, nested, random}) {
  const own = random.sample(earlier, 3).map(name => `./${name}${random.pick(['.js', ''])}`)
  const foreign = pack.needs.map(each =>
    random.pick([packageName(each), `${packageName(each)}/module-${random.below(MODULES)}`])
  )
  const aliased = random.chance(0.3)
    ? [random.pick(['~core/module-1', '~core/module-2.js', `~core/nested/${random.pick(nested)}`, '~model'])]
    : []
  return [...own, ...foreign, ...aliased, `./nested/${random.pick(['index.js', '', random.pick(nested)])}`]
}

function pnpmSpecifiers({pack, earlier, nested, random}) {
  const own = random.sample(earlier, 3).map(name => `./${name}${random.pick(['.ts', ''])}`)
  const foreign = pack.needs.map(
    each => packageName(each) + random.pick(['', '/nested', `/module-${random.below(MODULES)}`])
  )
  const base = pack.needs.includes('core') && random.chance(0.3) ? ['#base'] : []
  return [...own, ...foreign, ...base, `#nested/${random.pick(nested)}`, random.pick(['#self', './nested'])]
}

/** One import for each specifier, of changing form; a specifier is used once. */
function moduleText(name, specifiers, random) {
  const lines = [...new Set(specifiers)].map((specifier, index) => importText(specifier, index, random))
  return [
    ...lines,
    `export const value = '${name}'`,
    'export interface Value {\n  readonly name: string\n}',
    ''
  ].join('\n')
}

function importText(specifier, index, random) {
  const from = `from '${specifier}'`
  return random.pick([
    `import {value as value${index}} ${from}\nvoid value${index}`,
    `import type {Value as Value${index}} ${from}\nexport type Own${index} = Value${index}`,
    `import * as all${index} ${from}\nvoid all${index}`,
    `export * as named${index} ${from}`,
    `export type {Value as Handed${index}} ${from}`,
    `export const load${index} = () => import('${specifier}')`,
    `export type Taken${index} = import('${specifier}').Value`
  ])
}

function barrelText(specifiers) {
  return `${specifiers.map(specifier => `export * from '${specifier}'`).join('\n')}\n`
}

function toJson(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {kind: {type: 'string'}, seed: {type: 'string', default: '1'}}
  })
  const [folder] = positionals
  if (folder === undefined || !['npm', 'pnpm'].includes(values.kind ?? ''))
    throw new Error('Expected --kind npm or pnpm, and a folder')
  const plan = planWorkspaces(values.kind, Number(values.seed))
  writeWorkspaces(plan, folder)
  installWorkspaces({...plan, outputs: new Map()}, folder)
}
