import {expect, test} from 'vitest'
import type {Facts} from '../../src/facts/facts.ts'
import {openFileFactsCache} from '../../src/facts/open-file-facts-cache.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'
import type {CacheFolder} from '../../src/repo/repo.ts'
import {createRandom} from '../random.ts'

type Files = Record<string, string>

function createFolder(): CacheFolder & {texts: Map<string, string>; writes: number} {
  const texts = new Map<string, string>()
  return {
    texts,
    writes: 0,
    read: name => texts.get(name),
    write(name, text) {
      this.writes++
      texts.set(name, text)
    }
  }
}

/** Everything that is not a function, and what the lookups give. */
function valuesOf({layout, module, symbol, ast, ...facts}: Facts) {
  return {
    ...facts,
    packages: layout.packages,
    roles: facts.modules.map(({id}) => [id, layout.roleOf(id), module(id)]),
    symbolsById: facts.symbols.map(({id}) => symbol(id)),
    trees: facts.modules.map(({id}) => ast(id)?.program.body.length)
  }
}

function readWarm(files: Files, folder: CacheFolder, engine = 'engine 1') {
  const cache = openFileFactsCache(folder, engine)
  const value = valuesOf(readFacts(createMemoryRepo(files), {cache, keepsTrees: false}))
  cache.save()
  return value
}

const readCold = (files: Files) => valuesOf(readFacts(createMemoryRepo(files)))

const sample: Files = {
  'package.json': '{"name": "sample"}',
  'src/a.ts': "import {b} from './b'\nexport const a = () => b + Number(process.env.PORT ?? 1)\n",
  'src/b.ts':
    '/** The answer. */\nexport const b = 42\nlet n = 0\nexport function count() { n++; console.log(n) }\n'
}

test('an unchanged tree is read from the cache, which is then left as it is', () => {
  const folder = createFolder()
  expect(readWarm(sample, folder)).toEqual(readCold(sample))
  expect(readWarm(sample, folder)).toEqual(readCold(sample))
  expect(folder.writes).toBe(1)
})

test('what a cache says of a file is believed, so that only its key protects from a wrong answer', () => {
  const folder = createFolder()
  readWarm(sample, folder)
  const cache = openFileFactsCache(folder, 'engine 1')
  const [id] = Object.keys(sample).filter(path => path === 'src/b.ts')
  const hash = readCold(sample).modules.find(module => module.id === id)?.contentHash ?? ''
  expect(cache.get('src/b.ts', hash)?.state).toHaveLength(1)
  expect(cache.get('src/c.ts', hash)).toBeUndefined()
  expect(
    cache.get(
      'src/b.ts',
      hash.replace(/^./, c => (c === '0' ? '1' : '0'))
    )
  ).toBeUndefined()
})

test.each([
  ['another engine', (text: string) => text, 'engine 2'],
  ['a changed byte', (text: string) => text.replace('"line":2', '"line":3'), 'engine 1'],
  ['a cut end', (text: string) => text.slice(0, -10), 'engine 1'],
  ['a lost first line', (text: string) => text.slice(text.indexOf('\n') + 1), 'engine 1'],
  ['another file', () => 'hello', 'engine 1'],
  ['an empty file', () => '', 'engine 1']
])('a cache with %s is ignored and made anew', (_, damage, engine) => {
  const folder = createFolder()
  readWarm(sample, folder)
  const text = folder.texts.get('files') ?? ''
  folder.texts.set('files', damage(text))
  expect(readWarm(sample, folder, engine)).toEqual(readCold(sample))
  expect(folder.writes).toBe(2)
})

test('files that are gone do not stay in the cache', () => {
  const folder = createFolder()
  readWarm(sample, folder)
  const {'src/b.ts': _, ...rest} = sample
  readWarm(rest, folder)
  expect(folder.texts.get('files')).not.toContain('src/b.ts')
})

/** So many files that an edit of one is less than a tenth. */
const many: Files = Object.fromEntries(
  Array.from({length: 30}, (_, index) => [`src/f${index}.ts`, `export const f${index} = ${index} // ä\n`])
)

test('one edit writes one entry, not all of them', () => {
  const folder = createFolder()
  readWarm(many, folder)
  const first = folder.texts.get('files')
  const edited = {...many, 'src/f3.ts': 'export const f3 = 4\n'}
  expect(readWarm(edited, folder)).toEqual(readCold(edited))
  expect(folder.texts.get('files')).toBe(first)
  const later = folder.texts.get('files-later') ?? ''
  expect(later.split('\n').filter(line => line.includes('src/f'))).toHaveLength(1)
  expect(readWarm(edited, folder)).toEqual(readCold(edited))
  expect(folder.writes).toBe(2)
})

test('edits gather until they come to a tenth', () => {
  const folder = createFolder()
  readWarm(many, folder)
  let files = many
  for (let index = 0; index < 9; index++) {
    files = {...files, [`src/f${index}.ts`]: `export const g = ${index}\n`}
    expect(readWarm(files, folder)).toEqual(readCold(files))
  }
  const whole = folder.texts.get('files') ?? ''
  expect(whole).toContain('"src/f8.ts"')
  expect((whole + folder.texts.get('files-later')).split('"src/f0.ts"')).toHaveLength(2)
})

test('what is kept is ASCII', () => {
  const folder = createFolder()
  const files = {'src/ü.ts': '/** Größe. */\nexport const größe = "–"\n'}
  expect(readWarm(files, folder)).toEqual(readCold(files))
  expect(folder.texts.get('files')).toMatch(/^[\n -~]*$/)
  expect(readWarm(files, folder)).toEqual(readCold(files))
  expect(folder.writes).toBe(1)
})

const statements = [
  "import {x1} from './f1'\nexport const y = x1\n",
  "import type {T2} from './f2'\nexport type U = T2\n",
  "export * from './f3'\n",
  "export {x1 as z} from '../lib/f4'\n",
  'export const x1 = 1\nexport interface T2 { a: string }\n',
  "const f = require('./f5')\nmodule.exports = {f}\n",
  "export const load = () => import('./f6')\n",
  'export class A { #b = 1\n  c() { return this.#b } }\n',
  'let count = 0\nexport function next() { return count++ }\n',
  'setTimeout(() => console.log(process.env.HOME || "none"), 5)\n',
  'export const broken = (\n',
  '/** Says so.\n * @module\n */\nexport {}\n'
]
const paths = ['src', 'lib', 'test'].flatMap(folder =>
  ['f1.ts', 'f2.ts', 'f3.ts', 'f4.js', 'f5.cjs', 'f6.tsx', 'f7.test.ts'].map(name => `${folder}/${name}`)
)

test('after 500 random edits, additions, renames and deletions the warm answer is the cold one', () => {
  const random = createRandom(7)
  const pick = <T>(values: readonly T[]) => values[random(values.length)] as T
  const folder = createFolder()
  let files: Files = {
    'package.json': '{"name": "random"}',
    ...Object.fromEntries(paths.slice(0, 9).map(path => [path, pick(statements)]))
  }
  const kinds = new Set<string>()
  for (let step = 0; step < 500; step++) {
    const existing = Object.keys(files).filter(path => path !== 'package.json')
    const kind = existing.length < 3 ? 'add' : pick(['edit', 'add', 'rename', 'delete', 'manifest', 'config'])
    kinds.add(kind)
    files = change(kind, files, existing)
    expect(readWarm(files, folder), `step ${step}: ${kind}`).toEqual(readCold(files))
  }
  expect(kinds.size).toBe(6)

  function change(kind: string, before: Files, existing: readonly string[]): Files {
    const path = pick(existing.length > 0 ? existing : paths)
    if (kind === 'edit') return {...before, [path]: pick(statements) + pick(statements)}
    if (kind === 'add') return {...before, [pick(paths)]: pick(statements)}
    if (kind === 'manifest')
      return {...before, 'package.json': JSON.stringify({name: 'random', main: pick(paths)})}
    if (kind === 'config')
      return {
        ...before,
        'tsconfig.json': JSON.stringify({compilerOptions: {verbatimModuleSyntax: random(2) === 1}})
      }
    const {[path]: text = '', ...rest} = before
    return kind === 'delete' ? rest : {...rest, [pick(paths)]: text}
  }
})
