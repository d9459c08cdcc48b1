import {describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

const rest = {'b.ts': 'export const x = 1', 'package.json': '{"dependencies": {"pkg": "1"}}'}

/** Edges of `a.ts` to `b.ts` as `kind line names`, with `!` for type-only. */
function check(text: string, expected: string[], from = 'a.ts'): void {
  const {imports} = readFacts(createMemoryRepo({...rest, [from]: text}))
  expect(
    imports.map(({kind, line, typeOnly, names}) => {
      const list = names
        .map(({imported, local}) => (imported === local ? local : `${imported}>${local}`))
        .join(',')
      return `${kind}${typeOnly ? '!' : ''} ${line} ${list}`.trim()
    })
  ).toEqual(expected)
}

describe('kinds of import', () => {
  it('reads plain, default and namespace imports', () =>
    check("import d, {x, y as z} from './b'\nimport * as n from './b'\nf(d, x, z, n)", [
      'value 1 default>d,x,y>z',
      'value 2 *>n'
    ]))
  it('takes a side effect for a value', () =>
    check("import './b'\nimport {} from './b'", ['value 1', 'value 2']))
  it('knows import type', () => check("import type {x} from './b'", ['type! 1 x']))
  it('knows specifiers that are all types', () =>
    check("import {type x, type y} from './b'", ['type! 1 x,y']))
  it('takes a mixed import for a value', () => check("import {type x, y} from './b'\ny()", ['value 1 x,y']))
  it('knows re-exports and their exported names', () =>
    check("export {x as y} from './b'\nexport * from './b'\nexport * as n from './b'", [
      'reexport 1 x>y',
      'reexport 2 *',
      'reexport 3 *>n'
    ]))
  it('knows export type', () =>
    check("export type {x} from './b'\nexport type * from './b'\nexport {type x as y} from './b'", [
      'reexport! 1 x',
      'reexport! 2 *',
      'reexport! 3 x>y'
    ]))
  it('reads dynamic imports', () =>
    check("async function f() {\n const {x} = await import('./b')\n return import(`./b`)\n}", [
      'dynamic 2 x',
      'dynamic 3 *>'
    ]))
  it('reads require and what it binds', () =>
    check(
      "const b = require('./b')\nconst {x: y} = require('./b')\nconst z = require('./b').x\nrequire('./b')()",
      ['require 1 *>b', 'require 2 x>y', 'require 3 x>z', 'require 4 *>']
    ))
  it('reads import-equals', () =>
    check(
      "import b = require('./b'); b()\nimport type c = require('./b')\nexport import d = require('./b')",
      ['require 1 *>b', 'type! 2 *>c', 'require 3 *>d']
    ))
  it('reads import types', () =>
    check("let a: import('./b').x\nlet b: typeof import('./b')", ['type! 1 x', 'type! 2']))
  it('reads reference directives, above the first statement only', () =>
    check('/// <reference path="b.ts" />\nexport {}\n/// <reference path="./b.ts" />', ['type! 1']))
  it('ignores comments and texts', () => check("// import './b'\nconst s = \"require('./b')\"\n", []))
  it('gives one edge for each statement', () =>
    check("import {x} from './b'\nimport {y} from './b'\nx(y)", ['value 1 x', 'value 2 y']))
  it('counts lines with Windows line ends and a byte order mark', () =>
    check("\uFEFF// c\r\n\r\nimport './b'\r\n", ['value 3']))
  it('reads JSX in .js files', () => check("import './b'\nexport const a = () => <b />", ['value 1'], 'a.js'))
  it('reads scripts with a return at top level', () =>
    check("const b = require('./b')\nif (b) return\n", ['require 1 *>b'], 'a.cjs'))
})

describe('what does not lead to a module', () => {
  function checkUnresolved(files: Record<string, string>, expected: string[]): void {
    const {unresolved} = readFacts(createMemoryRepo({...rest, ...files}))
    expect(unresolved.map(({line, specifier, cause}) => `${line} ${specifier} ${cause}`)).toEqual(expected)
  }

  it('reports computed specifiers', () =>
    checkUnresolved({'a.ts': 'import(name)\nrequire("./" + name)'}, [
      '1 name computed',
      '2 "./" + name computed'
    ]))
  it('reports missing files', () => checkUnresolved({'a.ts': "import './none'"}, ['1 ./none file-not-found']))
  it('reports aliases that nothing explains', () =>
    checkUnresolved({'a.ts': "import '@/x'"}, ['1 @/x file-not-found']))
  it('reports packages that no manifest lists', () =>
    checkUnresolved({'a.ts': "import 'pkg/sub'\nimport 'other'"}, ['2 other package-not-listed']))
  it('accepts packages of which only the types are listed', () =>
    checkUnresolved({'a.ts': "import 'x'", 'package.json': '{"devDependencies": {"@types/x": "1"}}'}, []))
  it('reports components that are not read', () =>
    checkUnresolved({'a.ts': "import './v.vue'", 'v.vue': ''}, ['1 ./v.vue not-source']))
  it('is silent about style sheets, data and images', () =>
    checkUnresolved(
      {
        'a.ts': "import './s.css'\nimport d from './d.json'\nimport './i.svg?raw'",
        's.css': '',
        'd.json': '',
        'i.svg': ''
      },
      []
    ))

  it('names built-ins and packages', () => {
    const text = "import 'fs/promises'\nimport 'node:path'\nimport '@s/p/x'\nimport 'pkg'\nimport 'bun:test'"
    const {externals} = readFacts(createMemoryRepo({...rest, 'a.ts': text}))
    expect(externals.map(({name}) => name)).toEqual(['node:fs', 'node:path', '@s/p', 'pkg', 'bun:test'])
  })
})
