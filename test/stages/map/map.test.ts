import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {map} from '../../../src/stages/map/index.ts'

function run(files: Record<string, string>, document?: string) {
  const repo = createMemoryRepo(files)
  const input = {facts: readFacts(repo), readText: (path: string) => repo.read(path), fallbackName: 'folder'}
  return map(document === undefined ? input : {...input, document}).value
}

const manifest = (extra: object = {}) => JSON.stringify({name: 'x', ...extra})
const three = {
  'package.json': manifest({type: 'module', description: 'Locks files.'}),
  'src/a/index.ts': "/** Doors of the house. */\n\nimport {b} from '../b/b.ts'\nexport const a = b\n",
  'src/b/b.ts': "import {c} from '../c/c.ts'\nexport const b = c\n",
  'src/c/c.ts': 'export const c = 1\n'
}

describe('overview', () => {
  it('quotes the description and its source', () =>
    expect(run(three).architecture.overview?.[0]).toBe(
      'Says of itself: "Locks files." (`package.json` `description`).'
    ))

  const readme = (text: string) => run({...three, 'README.md': text}).architecture.overview?.join('\n') ?? ''

  it('quotes the first sentence of prose of the README', () =>
    expect(
      readme('# X\n\n![badge](a.svg) [![b](c.svg)](d)\n\nKeeps two writers apart. And more.\n')
    ).toContain('Says of itself: "Keeps two writers apart." (`README.md`).'))

  it('takes neither badges, menus, pointers elsewhere nor the description again', () => {
    expect(readme('[![npm version](a.svg)](b) [![Join the chat](c.svg)](d)\n')).not.toContain('README')
    expect(readme('[One](a) [Two](b) [Three](c) [Four](d)\n')).not.toContain('README')
    expect(readme('Full documentation of it can be found here.\n')).not.toContain('README')
    expect(readme('Locks files\n')).not.toContain('README')
  })

  it('prefers the sentence that says what the package is to the one that opens the README', () => {
    const named = (text: string) =>
      run({...three, 'package.json': '{"name": "loc-kit"}', 'README.md': text}).architecture.overview?.join(
        '\n'
      )
    const praise = 'A fast lock makes happy users. How fast can it be?\n\n'
    expect(named(`${praise}Enter Loc-kit. Loc-kit is a lock for two writers. And more.\n`)).toContain(
      '"Loc-kit is a lock for two writers."'
    )
    expect(named(`${praise}Loc-kit is asked for often. Lock is a word of five.\n`)).toContain('happy users')
    expect(named(`${praise}## Why\n\nLoc-kit is a lock for two writers.\n`)).toContain('happy users')
  })

  it('names the language of nearly all sources first, and two alike', () => {
    const sources = (count: number, extension: string) =>
      Object.fromEntries(Array.from({length: count}, (_, n) => [`src/d/f${n}.${extension}`, 'f()\n']))
    const languages = (files: Record<string, string>) => run({...three, ...files}).architecture.overview?.[1]
    expect(languages({})).toContain('written in TypeScript;')
    expect(languages(sources(1, 'js'))).toContain('written in TypeScript and JavaScript;')
    expect(languages({...sources(20, 'ts'), ...sources(1, 'js')})).toContain(
      'TypeScript, with some JavaScript;'
    )
    expect(languages(sources(40, 'js'))).toContain('written in JavaScript, with some TypeScript;')
  })

  it('tells optional peers from those that are needed', () => {
    const peers = {peerDependencies: {react: '*', next: '*'}}
    const dependencies = (extra: object) =>
      run({...three, 'package.json': manifest(extra)}).architecture.overview?.at(-1)
    expect(dependencies({...peers, peerDependenciesMeta: {next: {optional: true}}})).toBe(
      'No runtime dependency; peers: `react`; optional peers: `next` (`package.json`).'
    )
    expect(dependencies({...peers, peerDependenciesMeta: {next: {}}})).toBe(
      'No runtime dependency; peers: `next`, `react` (`package.json`).'
    )
  })

  it('escapes what would be markup', () =>
    expect(readme('Keeps `*a*` and `Map<K>` apart.\n')).toContain('"Keeps \\*a\\* and Map\\<K> apart."'))
})

describe('code map', () => {
  it('gives each folder its imports by kind', () => {
    const rows = run({
      ...three,
      'src/a/types.ts': "import type {C} from '../c/t.ts'\nexport type A = C\n",
      'src/c/t.ts': 'export type C = 1\n'
    }).architecture.components
    expect(rows?.find(({path}) => path === 'src/a')).toMatchObject({dependsOn: ['src/b'], typesOf: ['src/c']})
  })

  it('quotes the header of an index as purpose, and leaves it empty otherwise', () => {
    const rows = run(three).architecture.components
    expect(rows?.find(({path}) => path === 'src/a')?.purpose).toEqual({
      text: 'Doors of the house.',
      source: '`src/a/index.ts`'
    })
    expect(rows?.find(({path}) => path === 'src/b')?.purpose).toBeUndefined()
  })

  it('quotes the only function that its one way in offers, though others hold it', () => {
    const purpose = (door: string) =>
      run({
        ...three,
        'package.json': manifest({exports: {'./b': './src/b/door.ts'}}),
        'src/b/door.ts': door,
        'src/b/serve.ts':
          '/** Serves a router. */\nexport function serve() {}\nexport function close() {}\nexport interface Options {}\n'
      }).architecture.components?.find(({path}) => path === 'src/b')?.purpose
    expect(purpose("export {serve, type Options} from './serve.ts'\n")).toEqual({
      text: 'Serves a router.',
      source: '`src/b/serve.ts` `serve`'
    })
    expect(purpose("export {close, serve} from './serve.ts'\n")).toBeUndefined()
  })

  it('quotes the namesake that a mere barrel hands on', () => {
    const purpose = (extra: string) =>
      run({
        ...three,
        'src/lock/index.ts': `export {lock} from '../c/lock.ts'\n${extra}`,
        'src/c/lock.ts': '/** Keeps others out. */\nexport function lock() {}\n'
      }).architecture.components?.find(({path}) => path === 'src/lock')?.purpose
    expect(purpose('')?.text).toBe('Keeps others out.')
    expect(purpose('export const most = 1\nexport const least = 0\n')).toBeUndefined()
  })

  it('takes a label over the imports for no purpose', () => {
    const labelled = {
      ...three,
      'src/a/index.ts': three['src/a/index.ts'].replace('Doors of the house.', 'Module dependencies.')
    }
    expect(run(labelled).architecture.components?.find(({path}) => path === 'src/a')?.purpose).toBeUndefined()
  })

  it('leaves tests out', () => {
    const value = run({...three, 'test/a.test.ts': "import {a} from '../src/a/index.ts'\nconsole.log(a)\n"})
    expect(value.components.flatMap(({modules}) => modules)).not.toContain('test/a.test.ts')
    expect(value.dependencies.some(({from}) => from.startsWith('test'))).toBe(false)
  })
})

describe('diagram', () => {
  it('draws one arrow for each dependency that is left at run time', () =>
    expect(run(three).architecture.diagram?.mermaid).toBe(
      'flowchart TD\n  n1["src/a"]\n  n2["src/b"]\n  n3["src/c"]\n  n1 --> n2\n  n2 --> n3'
    ))

  it('says of a ring of folders whether files form it', () => {
    const folders = {
      ...three,
      'src/c/d.ts': "import {a} from '../a/e.ts'\nexport const d = a\n",
      'src/a/e.ts': 'export const a = 1\n'
    }
    expect(run(folders).architecture.diagram?.remark).toContain('the files in them form none')
    const files = {...three, 'src/c/c.ts': "import {a} from '../a/index.ts'\nexport const c = a\n"}
    expect(run(files).architecture.diagram?.remark).not.toContain('form none')
  })
})

describe('invariants', () => {
  const busy = {
    ...three,
    ...Object.fromEntries(
      Array.from({length: 6}, (_, n) => [
        `src/b/f${n}.ts`,
        `import {c} from '../c/c.ts'\nexport const f${n} = c\n`
      ])
    )
  }

  it('offers a component that imports no other once it is used often enough', () => {
    expect(run(busy).architecture.invariants).toContain('`src/c` imports nothing else of this repository.')
    expect(run(three).architecture.invariants).not.toContain(
      '`src/c` imports nothing else of this repository.'
    )
  })

  it('offers that no files form a ring, and not when they do', () => {
    expect(run(three).architecture.invariants).toContain('No ring of value imports between files.')
    const ring = {...three, 'src/c/c.ts': "import {a} from '../a/index.ts'\nexport const c = a\n"}
    expect(run(ring).architecture.invariants?.join()).not.toContain('No ring')
  })

  it('offers the sole importer of a package, and not when a declaration file imports it, too', () => {
    const used = {
      ...three,
      'package.json': manifest({main: './src/a/index.ts'}),
      'src/a/f.ts': "import fs from 'node:fs'\nexport const f = fs\n",
      'src/a/g.ts': "import fs from 'node:fs'\nexport const g = fs\n"
    }
    expect(run(used).architecture.invariants).toContain('Only `src/a` imports `node:fs`.')
    const declared = {...used, 'types/x.d.ts': "import {Stats} from 'node:fs'\nexport type S = Stats\n"}
    expect(run(declared).architecture.invariants).not.toContain('Only `src/a` imports `node:fs`.')
  })

  it('does not take an alias that no manifest lists for a package', () => {
    const use = "import {x} from 'other/y'\nexport const z = x\n"
    const used = {...three, 'src/a/f.ts': use, 'src/a/g.ts': use}
    expect(run(used).architecture.invariants).not.toContain('Only `src/a` imports `other`.')
    const listed = {...used, 'package.json': manifest({main: './src/a/f.ts', dependencies: {other: '1'}})}
    expect(run(listed).architecture.invariants).toContain('Only `src/a` imports `other`.')
  })

  it('does not offer again what a person has meant or rejected, however they word it', () => {
    const offered = run(busy).architecture.invariants ?? []
    expect(offered).toContain('`src/c` imports nothing else of this repository.')
    const meant = '# X\n\n## Not invariants\n\n* `src/c` imports\n  nothing else of this repository.\n'
    expect(run(busy, meant).architecture.invariants).not.toContain(
      '`src/c` imports nothing else of this repository.'
    )
  })

  it('still offers what stands in its own region only', () => {
    const own =
      '<!-- groundtruth:begin invariants hash=000000000000 -->\n1. `src/c` imports nothing else of this repository.\n<!-- groundtruth:end invariants -->\n'
    expect(run(busy, own).architecture.invariants).toContain(
      '`src/c` imports nothing else of this repository.'
    )
  })
})

describe('cross-cutting', () => {
  const sentences = (files: Record<string, string>) => run(files).architecture.crossCutting?.join('\n') ?? ''

  it('names who sets timers, writes the console and reads the environment', () => {
    const value = run({
      ...three,
      'src/b/b.ts': "setTimeout(() => console.log(process.env.HOME ?? '/'), 5)\nexport const b = 1\n"
    })
    expect(value.architecture.crossCutting).toContain('Timers are set in `src/b/b.ts`.')
    expect(value.architecture.crossCutting).toContain('The console is written in `src/b/b.ts`.')
    expect(value.architecture.environment).toEqual([{name: 'HOME', paths: ['src/b/b.ts'], fallback: 'yes'}])
  })

  it('takes the built-in database for the client of a store', () => {
    const stores = (name: string) =>
      sentences({...three, 'src/b/b.ts': `import {DatabaseSync as b} from '${name}'\nexport {b}\n`})
    expect(stores('node:sqlite')).toContain('SQLite: client `node:sqlite`, imported by `src/b/b.ts`.')
    expect(stores('node:fs')).toContain('no known client of either is imported')
  })

  it('takes a type of that name for no declaration of it', () =>
    expect(
      sentences({
        ...three,
        'src/b/b.ts':
          'export function b() {\n  let request: XMLHttpRequest\n  request = new XMLHttpRequest()\n  return request\n}\n'
      })
    ).toContain('Connections through globals of the platform are made in `src/b/b.ts`.'))

  it('does not take a local or imported function of that name for the global', () => {
    expect(
      sentences({...three, 'src/b/b.ts': 'export function b(fetch: () => 1) {\n  return fetch()\n}\n'})
    ).not.toContain('Connections')
    expect(
      sentences({...three, 'src/b/b.ts': "import {fetch} from '../c/c.ts'\nexport const b = fetch()\n"})
    ).not.toContain('Connections')
  })
})

describe('module state and registrations', () => {
  it('lists module variables that functions change, and not those a parameter hides', () => {
    const value = run({
      ...three,
      'src/b/b.ts':
        'const cache = new Map()\nlet last = 0\nconst fixed = new Map()\nexport function b(fixed: Map<string, number>) {\n  cache.set("a", 1)\n  last++\n  fixed.clear()\n}\n'
    })
    expect(value.details.details?.find(({path}) => path === 'src/b')?.state).toEqual([
      {name: 'cache', kind: 'Map', path: 'src/b/b.ts', line: 1, writtenAt: [5]},
      {name: 'last', kind: 'let', path: 'src/b/b.ts', line: 2, writtenAt: [6]}
    ])
  })

  it('lists listeners, and routes with the entry points', () => {
    const value = run({
      ...three,
      'src/b/b.ts':
        "export function b(server: any, app: any, map: any) {\n  server.on('close', () => {})\n  app.get('/x', (req: any, res: any) => res)\n  map.get('/x', (a: any) => a)\n}\n"
    })
    const detail = value.details.details?.find(({path}) => path === 'src/b')
    expect(detail?.registrations).toEqual([
      {on: 'server', call: 'on', event: 'close', path: 'src/b/b.ts', line: 2}
    ])
    expect(detail?.entries).toEqual([{kind: 'route', name: 'GET /x', path: 'src/b/b.ts', line: 3}])
  })
})

describe('coverage', () => {
  it('says what is read for imports only', () => {
    const read = (path: string) =>
      run({
        ...three,
        [path]: 'export const v = 1\n',
        'src/b/b.ts': `import {v} from '../../${path}'\nexport const b = v\n`
      }).architecture.coverage?.[0]
    expect(read('src/vendor/v.ts')).toBe(
      'Read: every TypeScript and JavaScript source file, and for imports only vendored files.'
    )
    expect(read('src/v.ts')).toBe('Read: every TypeScript and JavaScript source file.')
  })
})

describe('entry points', () => {
  const value = run({
    ...three,
    'package.json': manifest({
      exports: {'.': './src/a/index.ts', './c': './src/door.ts', './b/*': './src/b/*'}
    }),
    'src/door.ts': "export {b} from './b/b.ts'\nexport {c} from './c/c.ts'\n",
    'src/c/user.ts': "import {b} from '../b/b.ts'\nexport const user = b\n"
  })

  it('come as the whole package first, then as its subpaths', () => {
    const exports = {'./a': './src/a/index.ts', './b': './src/b/b.ts', '.': './src/c/c.ts'}
    const rows = run({...three, 'package.json': manifest({exports})}).architecture.entryPoints
    expect(rows?.map(({name}) => name)).toEqual(['.', './a', './b'])
  })

  it('names patterns of exports apart, without a module of their own', () => {
    expect(value.architecture.entryPatterns).toEqual(['./b/*'])
    expect(value.architecture.entryPoints?.map(({name}) => name)).toEqual(['.', './c'])
  })

  it('names the namesake of a subpath before what more modules import', () =>
    expect(value.architecture.entryPoints?.find(({name}) => name === './c')?.symbols).toEqual(['c', 'b']))
})

describe('exports', () => {
  it('of barrels are what they hand on, of others what they declare', () => {
    const value = run({
      ...three,
      'src/d/index.ts': "export {c as see} from '../c/c.ts'\n",
      'src/e/e.ts': "export {c} from '../c/c.ts'\nexport const e = 1\n"
    })
    const holds = (path: string) => value.architecture.components?.find(row => row.path === path)?.holds
    expect(holds('src/d')).toEqual(['see'])
    expect(holds('src/e')).toEqual(['e'])
  })

  it('of a module that the manifest offers are what it hands on as well', () => {
    const holds = (entry: object) =>
      run({
        ...three,
        'package.json': manifest(entry),
        'src/e/e.ts': "export {c} from '../c/c.ts'\nexport const e = 1\n"
      }).architecture.components?.find(row => row.path === 'src/e')?.holds
    expect(holds({exports: {'./e': './src/e/e.ts'}})).toEqual(['c', 'e'])
    expect(holds({scripts: {e: 'node src/e/e.ts'}})).toEqual(['e'])
  })

  it('go by the name that others import, not by a local one', () => {
    const value = run({
      ...three,
      'src/c/c.ts': 'const made = 1\nexport {made as c}\nexport default made\n',
      'src/d/d.ts': "import {c} from '../c/c.ts'\nexport const d = c\n"
    })
    expect(value.architecture.components?.find(row => row.path === 'src/c')?.holds).toEqual(['c'])
    expect(value.architecture.mostImported).toEqual(['c'])
    const whole = run({...three, 'src/c/c.ts': 'const made = 1\nexport default made\n'})
    expect(whole.architecture.components?.find(row => row.path === 'src/c')?.holds).toEqual(['made'])
  })

  it('list values before types, and the most imported first', () => {
    const value = run({
      ...three,
      'src/c/c.ts': 'export interface A {}\nexport const b = 1\nexport const c = 1\n',
      'src/b/b.ts': "import {type A, c} from '../c/c.ts'\nexport const b: A = c\n"
    })
    expect(value.architecture.components?.find(row => row.path === 'src/c')?.holds).toEqual(['c', 'b', 'A'])
  })

  it('count a declaration once by whatever barrel it is imported', () => {
    const value = run({
      ...three,
      'src/b/index.ts': "export {b} from './b.ts'\n",
      'src/d/d.ts': "import {b} from '../b/index.ts'\nexport const d = b\n"
    })
    expect(value.architecture.mostImported).toEqual(['b'])
  })
})
