import {describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

/** Symbols of `a.ts` as `kind name start-end > exported names`, `()` for callables. */
function check(text: string, expected: string[], path = 'a.ts'): void {
  const {symbols} = readFacts(createMemoryRepo({[path]: text}))
  expect(
    symbols.map(({kind, name, callable, startLine, endLine, exportedAs}) => {
      const exported = exportedAs.length > 0 ? ` > ${exportedAs.join(',')}` : ''
      return `${kind} ${name}${callable ? '()' : ''} ${startLine}-${endLine}${exported}`
    })
  ).toEqual(expected)
}

/** Exports as `name: symbol`, `!` for type-only, `^` for handed on. */
function checkExports(files: Record<string, string>, expected: Record<string, string>, of = 'a.ts'): void {
  const facts = readFacts(createMemoryRepo(files))
  const list = facts.module(of)?.exports.map(({name, symbol, typeOnly, reexported}) => {
    return [name, `${reexported ? '^' : ''}${symbol ?? '?'}${typeOnly ? '!' : ''}`]
  })
  expect(Object.fromEntries(list ?? [])).toEqual(expected)
}

describe('declarations', () => {
  it('reads every kind with its lines', () =>
    check(
      'export function f() {\n}\nclass C {}\nexport interface I {}\ntype T = 1\nenum E { A }\nconst v = 1, w = () => 1\nnamespace N.M {}',
      [
        'function f() 1-2 > f',
        'class C 3-3',
        'interface I 4-4 > I',
        'type T 5-5',
        'enum E 6-6',
        'property E.A 6-6',
        'variable v 7-7',
        'variable w() 7-7',
        'namespace N 8-8'
      ]
    ))
  it('counts overloads once', () =>
    check(
      'export function f(a: 1): 1\nexport function f(a: 2): 2\nexport function f(a: any) {\n return a\n}',
      ['function f() 1-5 > f']
    ))
  it('lets the value stand for a type of the same name', () =>
    check('export type A = 1\nexport const A = 1', ['variable A 2-2 > A']))
  it('reads members', () =>
    check(
      "class C {\n #p = 1\n constructor(private q: 1) {}\n get g() { return 1 }\n set g(v) {}\n m() {}\n h = () => 1;\n [Symbol.iterator]() {}\n ['s']() {}\n [x]() {}\n [x.y]() {}\n [x + y]() {}\n}\ninterface I { a(): 1; b: () => 1 }",
      [
        'class C 1-13',
        'property C.#p 2-2',
        'method C.constructor() 3-3',
        'property C.q 3-3',
        'property C.g 4-5',
        'method C.m() 6-6',
        'property C.h() 7-7',
        'method C.[Symbol.iterator]() 8-8',
        'method C.s() 9-9',
        'method C.[x]() 10-10',
        'method C.[x.y]() 11-11',
        'interface I 14-14',
        'method I.a() 14-14',
        'property I.b() 14-14'
      ]
    ))
  it('reads patterns', () =>
    check('export const {a, b: [c], ...d} = x', [
      'variable a 1-1 > a',
      'variable c 1-1 > c',
      'variable d 1-1 > d'
    ]))
  it('reads default exports with and without a name', () => {
    check('export default function f() {}', ['function f() 1-1 > default'])
    check('export default () => 1', ['function default() 1-1 > default'])
    check('export default class {\n m() {}\n}', ['class default 1-3 > default', 'method default.m() 2-2'])
    check('const a = 1\nexport default a\nexport {a as b}', ['variable a 1-1 > b,default'])
  })
  it.each([
    ['src/pool.ts', 'export default class {\n open() {}\n}', ['pool', 'pool.open']],
    ['src/pool.cjs', 'module.exports = () => 1', ['pool']],
    ['src/pool/index.ts', 'export default () => 1', ['pool']],
    ['index.js', 'module.exports = 1', ['index']],
    ['src/pool.ts', 'export default class Pool {}', [undefined]],
    ['src/pool.cjs', 'module.exports = function open() {}', [undefined]]
  ])('calls a default export without a name by its file: %s %j', (path, text, expected) => {
    const {symbols} = readFacts(createMemoryRepo({[path]: text}))
    expect(symbols.map(({label}) => label)).toEqual(expected)
  })

  it('leaves out what a module says of others', () =>
    check("declare module 'x' { const y: 1 }\ndeclare global { const z: 1 }\nexport {}", []))
  it('includes decorators and survives broken syntax', () => {
    check('@d\nexport class C {}', ['class C 1-2 > C'])
    const facts = readFacts(createMemoryRepo({'a.ts': 'const = ;\n', 'b.ts': 'export const b = 1'}))
    expect(facts.module('a.ts')?.syntaxErrors).toBeGreaterThan(0)
    expect(facts.problems).toMatchObject([{kind: 'syntax', path: 'a.ts', line: 1}])
    expect(facts.symbol('b.ts#b')?.kind).toBe('variable')
  })
})

describe('CommonJS', () => {
  it('reads an object of exports', () =>
    check(
      "const x = require('./x')\nfunction a() {}\nmodule.exports = {a, b: a, c() {}, d: 1}",
      ['function a() 2-2 > a,b', 'function c() 3-3 > c', 'variable d 3-3 > d'],
      'a.js'
    ))
  it('reads single exports', () =>
    check(
      'exports.a = function () {}\nmodule.exports.b = 1\nexports = module.exports = C\nclass C {}',
      ['function a() 1-1 > a', 'variable b 2-2 > b', 'class C 4-4 > default'],
      'a.js'
    ))
  it('reads a class as the whole module', () =>
    check(
      'module.exports = class Lock {\n take() {}\n}',
      ['class Lock 1-3 > default', 'method Lock.take() 2-2'],
      'a.js'
    ))
  it('does not mistake a name in an ES module', () =>
    check('export const a = 1\nmodule.exports = {b: 1}', ['variable a 1-1 > a']))
  it('follows a member of a required module, and no call of one', () =>
    checkExports(
      {
        'a.js':
          "exports.b = require('./b').b\nmodule.exports.c = require('./b').b.c\nexports.d = require('./b').b()\nexports.e = require('./b')[name]",
        'b.js': 'exports.b = () => 1'
      },
      {b: '^b.js#b', c: 'a.js#c', d: 'a.js#d', e: 'a.js#e'},
      'a.js'
    ))
  it('follows modules handed on', () =>
    checkExports(
      {
        'a.js':
          "const B = require('./b')\nconst {c} = require('./c')\nmodule.exports = {B, c, d: require('./c')}",
        'b.js': 'module.exports = class B {}',
        'c.js': 'exports.c = 1'
      },
      {B: '^b.js#B', c: '^c.js#c', d: '^?'},
      'a.js'
    ))
})

describe('CommonJS modules that hand on others', () => {
  const b = 'module.exports = {x: 1, y: 2}'

  it.each([
    ["const {x, ...rest} = require('./b')\nmodule.exports = {...rest}", {y: '^b.js#y'}],
    ["const {x, ...rest} = require('./b')\nmodule.exports = {...rest, x: 3}", {x: 'a.js#x', y: '^b.js#y'}],
    ["const b = require('./b')\nmodule.exports = {...b}", {x: '^b.js#x', y: '^b.js#y'}],
    ["const b = require('./b')\nmodule.exports = b", {x: '^b.js#x', y: '^b.js#y'}],
    ["module.exports = require('./b')", {x: '^b.js#x', y: '^b.js#y'}],
    ["const b = load('./b')\nmodule.exports = {...b}", {}]
  ])('reads %j', (text, expected) => checkExports({'a.js': text, 'b.js': b}, expected, 'a.js'))

  it('knows a value from an object of names', () => {
    const files = (text: string) => ({
      'a.js': "const b = require('./b')\nmodule.exports = b\nexports.c = require('./c')",
      'b.js': text,
      'c.js': 'exports.default = 1'
    })
    checkExports(files('module.exports = class B {}'), {c: '^?', default: '^b.js#B'}, 'a.js')
    checkExports(files('module.exports = {}'), {c: '^?'}, 'a.js')
  })
})

describe('exports through re-exports', () => {
  const b = 'export const x = 1\nexport type T = 1\nexport default function f() {}'

  it('follows names, stars and imported bindings', () =>
    checkExports(
      {
        'a.ts':
          "export * from './b'\nexport {x as y, default} from './b'\nimport {x} from './b'\nexport {x as z}",
        'b.ts': b
      },
      {
        T: '^b.ts#T!',
        default: '^b.ts#f',
        x: '^b.ts#x',
        y: '^b.ts#x',
        z: '^b.ts#x'
      }
    ))
  it('prefers its own name over a star and drops what two stars dispute', () =>
    checkExports(
      {
        'a.ts': "export * from './b'\nexport * from './c'\nexport const x = 2",
        'b.ts': 'export const x = 1, y = 1',
        'c.ts': 'export const y = 2, z = 2'
      },
      {
        x: 'a.ts#x',
        z: '^c.ts#z'
      }
    ))
  it('ends in a ring', () =>
    checkExports(
      {
        'a.ts': "export * from './b'\nexport {n} from './b'\nexport const a = 1",
        'b.ts': "export * from './a'\nexport {n} from './a'\nexport const b = 1"
      },
      {
        a: 'a.ts#a',
        b: '^b.ts#b',
        n: '^?'
      }
    ))
  it('says what it does not know', () =>
    checkExports(
      {
        'a.ts': "export {x} from 'pkg'\nexport * as ns from './b'\nexport type {T as U} from './b'",
        'b.ts': b
      },
      {
        U: '^b.ts#T!',
        ns: '^?',
        x: '^?'
      }
    ))
})
