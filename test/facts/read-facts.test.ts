import {describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

const facts = (files: Record<string, string | Uint8Array>) => readFacts(createMemoryRepo(files))

describe('environment', () => {
  function check(text: string, expected: string[]): void {
    const reads = facts({'a.ts': text}).environment
    expect(reads.map(({name, line, hasDefault}) => `${line} ${name}${hasDefault ? ' default' : ''}`)).toEqual(
      expected
    )
  }

  it('reads names however they are written', () =>
    check(
      "process.env.A\nprocess.env['B']\nimport.meta.env.C\nprocess.env?.D!.length\nglobalThis.process.env.E\nprocess.env[`F`]",
      ['1 A', '2 B', '3 C', '4 D', '5 E', '6 F']
    ))
  it('sees defaults', () =>
    check(
      "const a = process.env.A ?? 1\nb = process.env.B || 1\nc = process.env.C && 1\nconst {D = 1, E, F: f} = process.env\nprocess.env.G ??= '1'\nh = (process.env.H as string) ?? 1",
      ['1 A default', '2 B default', '3 C', '4 D default', '4 E', '4 F', '5 G default', '6 H default']
    ))
  it('takes a missing value for no default', () =>
    check(
      "a = process.env.A || ''\nb = process.env.B ?? undefined\nc = process.env.C || null\nd = process.env.D || false\nconst {E = ''} = process.env\nprocess.env.F ??= ``\ng = process.env.G ?? void 0\nh = process.env.H || '0'\ni = process.env.I ?? 0",
      ['1 A', '2 B', '3 C', '4 D', '5 E', '6 F', '7 G', '8 H default', '9 I default']
    ))
  it('takes another variable for no default, and one behind it for the default of both', () =>
    check(
      'a = process.env.A ?? process.env.B\nc = process.env.C ?? process.env.D ?? 1\ne = given ?? process.env.E ?? 1\nf = (process.env.F ?? 1) && process.env.G\nh = f(process.env.H) ?? 1',
      ['1 A', '1 B', '2 C default', '2 D default', '3 E default', '4 F default', '4 G', '5 H']
    ))
  it('ignores writes, computed names and other objects', () =>
    check('process.env.A = "1"\ndelete process.env.B\nprocess.env[name]\nfoo.env.C\nenv.D', []))
})

describe('entry points', () => {
  function check(files: Record<string, string>, expected: string[]): void {
    const {entryPoints} = facts(files)
    expect(entryPoints.map(({kind, name, path, line}) => `${kind} ${name} ${path}:${line}`)).toEqual(expected)
  }
  const sources = {
    'src/index.ts': '',
    'src/cli.ts': '',
    'src/x/a.ts': '',
    'src/x/b.ts': '',
    'scripts/s.mjs': ''
  }

  it('maps outputs to sources and counts each once', () => {
    const manifest = `{
  "name": "@s/tool",
  "bin": "./dist/cli.js",
  "main": "./dist/index.cjs",
  "exports": {
    ".": {"types": "./dist/index.d.ts", "import": "./dist/index.js"},
    "./x/*": "./dist/x/*.js",
    "./package.json": "./package.json",
    "./src/*": "./src/*"
  },
  "scripts": {
    "gen": "node ./scripts/s.mjs && rimraf x",
    "dev": "NODE_ENV=1 tsx watch src/cli.ts",
    "build": "tsc -p tsconfig.json"
  }
}`
    check({'package.json': manifest, ...sources}, [
      'script gen scripts/s.mjs:12',
      'bin tool src/cli.ts:3',
      'script dev src/cli.ts:13',
      'exports . src/index.ts:6'
    ])
  })

  it('reads several commands, of workspaces too', () =>
    check(
      {
        'package.json': '{"workspaces": ["p"]}',
        'p/package.json': '{"bin": {"one": "one.js", "two": "./none.js"}, "module": "m.js"}',
        'p/one.js': '',
        'p/m.js': ''
      },
      ['main module p/m.js:1', 'bin one p/one.js:1']
    ))

  it('keeps main apart from its kin', () => {
    const files = {'index.js': '', 'browser.js': ''}
    check(
      {
        'package.json': '{"browser": "./browser.js",\n"module": "./index.js",\n"main": "./index.js"}',
        ...files
      },
      ['main browser browser.js:1', 'main . index.js:3']
    )
    check(
      {
        'package.json': '{"main": "./index.js",\n"browser": "./browser.js",\n"exports": {".": "./index.js"}}',
        ...files
      },
      ['main browser browser.js:2', 'exports . index.js:3']
    )
  })

  it('leaves out patterns, even where one module matches', () =>
    check({'package.json': '{"exports": {"./x/*": "./x/*.js", "./y": "./x/a.js"}}', 'x/a.js': ''}, [
      'exports ./y x/a.js:1'
    ]))

  it('survives manifests of any shape', () =>
    check(
      {
        'package.json': '{"bin": 1, "main": [], "exports": [null, 3], "scripts": {"a": 1}, "workspaces": 7}',
        'a.ts': ''
      },
      []
    ))
})

describe('which files are read', () => {
  it('skips what is no source, by extension and reason', () => {
    const {skipped, modules} = facts({
      'package.json': '{"main": "dist/a.js"}',
      'src/a.ts': "import './gen'",
      'dist/a.js': '',
      'src/gen.ts': '// @generated\nimport "./b"',
      'src/unused-gen.ts': '// @generated\n',
      'vendor/v.js': '',
      'x.min.js': '',
      'App.vue': '',
      'b.py': '',
      'README.md': '',
      'bad.ts': new Uint8Array([0xff])
    })
    expect(modules.map(({id, role}) => `${id} ${role}`)).toEqual(['src/a.ts source', 'src/gen.ts generated'])
    expect(skipped.map(({extension, files}) => `${extension} ${files}`)).toEqual([
      '.py 1',
      '.vue 1',
      'build output 1',
      'generated 1',
      'minified 1',
      'unreadable 1',
      'vendored 1'
    ])
  })

  it('measures modules', () => {
    const {modules} = facts({'a.ts': 'ä\n', 'b.ts': 'a\r\nb', 'c.ts': ''})
    expect(modules.map(({lines, size}) => [lines, size])).toEqual([
      [1, 3],
      [2, 4],
      [0, 0]
    ])
    expect(modules[0]?.contentHash).toMatch(/^[0-9a-f]{16}$/)
  })

  it('marks edges of tests and fixtures', () => {
    const {imports} = facts({
      'a.ts': '',
      'a.test.ts': "import './a'",
      'examples/x.ts': "import '../a'",
      'b.ts': "import './a'"
    })
    expect(imports.map(({from, test}) => [from, test])).toEqual([
      ['a.test.ts', true],
      ['b.ts', false],
      ['examples/x.ts', true]
    ])
  })

  it.each([
    ['tests nothing', "import './b'\nexport const test = x => /a/.test(x)", 'source'],
    ['calls a test function', "export const a = 1\ndescribe.each([1])('a', () => {})", 'test'],
    ['imports assertions', "import {expect} from 'vitest'\nexport const a = expect", 'test'],
    ['requires assertions', "const assert = require('node:assert/strict')\nexports.a = assert", 'test']
  ])('judges a module that a source imports, is named like a test and %s', (_, text, role) => {
    const {module, imports, layout} = facts({'a.ts': "import './x.test.js'", 'x.test.js': text, 'b.js': ''})
    expect([module('x.test.js')?.role, layout.roleOf('x.test.js')]).toEqual([role, role])
    expect(imports.find(({from}) => from === 'x.test.js')?.test ?? false).toBe(false)
  })

  it('takes a module that only tests import for a test', () => {
    const {module, imports} = facts({
      'a.test.js': "import './x.test.js'",
      'x.test.js': "import './b.js'",
      'b.js': ''
    })
    expect(module('x.test.js')?.role).toBe('test')
    expect(imports.map(({test}) => test)).toEqual([true, true])
  })

  it('parses on demand and gives lines', () => {
    const {ast} = facts({'a b#c.ts': '\nconst x = 1\n'})
    const found = ast('a b#c.ts')
    expect(found?.lineOf(found.program.body[0]?.start ?? 0)).toBe(2)
    expect(ast('none.ts')).toBeUndefined()
  })

  it('finds nothing in an empty repository', () => {
    const {modules, imports, symbols, problems, entryPoints} = facts({})
    expect([modules, imports, symbols, problems, entryPoints]).toEqual([[], [], [], [], []])
  })

  it('does not depend on the order of files', () => {
    const files = {
      'b.ts': "export * from './a'",
      'a.ts': 'export const a = 1',
      'c/d.ts': "import {a} from '../b'"
    }
    const turned = Object.fromEntries(Object.entries(files).reverse())
    const visible = (input: Record<string, string>) => JSON.stringify(facts(input))
    expect(visible(turned)).toBe(visible(files))
  })
})

it('links an export to what a statement imports, whatever an import type of that name says', () => {
  const facts = readFacts(
    createMemoryRepo({
      'a.ts': "import {T} from './b'\nexport {T}\nexport let x: import('./c').T\n",
      'b.ts': 'export class T {}\n',
      'c.ts': 'export interface T {}\n'
    })
  )
  expect(facts.module('a.ts')?.exports).toContainEqual({
    name: 'T',
    symbol: 'b.ts#T',
    typeOnly: false,
    reexported: true
  })
})
