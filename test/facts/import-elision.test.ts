import {describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

const b = [
  'export class C {}',
  'export class D {}',
  'export function d(): any {}',
  'export interface I {}',
  'export type T = 1',
  'export interface N {}',
  'export namespace N { export const make = () => 1 }',
  'export default interface E {}'
].join('\n')

/** Edges of a module to `b.ts`, and its uses of packages, as `kind names`; `!` follows what is type-only. */
function edgesOf(text: string, files: Record<string, string> = {}, from = 'src/a.ts'): string[] {
  const repo = createMemoryRepo({'src/b.ts': b, [from]: text, ...files})
  const {imports, externals} = readFacts(repo)
  const own = [...imports, ...externals].filter(edge => edge.from === from)
  return own.map(({kind, typeOnly, names}) => {
    const list = names.map(name => `${name.local}${name.typeOnly ? '!' : ''}`)
    return `${kind}${typeOnly ? '!' : ''} ${list.join(',')}`.trim()
  })
}

function check(text: string, expected: string, from = 'src/a.ts', files: Record<string, string> = {}): void {
  expect(edgesOf(text, files, from)).toEqual([expected])
}

const importC = "import {C} from './b'\n"
const tsconfig = (options: object, more: object = {}) => ({
  'tsconfig.json': JSON.stringify({compilerOptions: options, ...more})
})

describe('imports of a declaration file', () => {
  const inDeclarations = {
    "import {C} from './b'\nexport const c: C\n": 'type! C!',
    "export * from './b'\n": 'reexport! *!',
    "export {C} from './b'\n": 'reexport! C!',
    "import C = require('./b')\nexport = C\n": 'type! C!'
  }
  it.each(Object.entries(inDeclarations))('%s bring types, whatever they name', (text, expected) =>
    check(text, expected, 'src/a.d.ts')
  )
  it('and in a source of the same words they bring values', () =>
    check("export * from './b'\n", 'reexport *'))
})

describe('names in types only', () => {
  it.each([
    'let a: C',
    'let a: typeof C.prototype',
    'let a: Map<string, C>',
    'const a = new Map<string, C>()',
    'f<C>()',
    'const a = f<C>',
    'const a = x as C',
    'const a = <C>x',
    'const a = x satisfies C',
    'interface A extends C {}',
    'type A = C',
    'class A implements C {}',
    'class A extends B<C> {}',
    'class A { a!: C; declare b: C; m(c: C): C; m(c: any) { return c } }',
    'abstract class A { abstract m(c: C): void }',
    'class A { constructor(private c: C) {} }',
    'function a(c: C): c is C { return true }',
    'function a(c: C): void\nfunction a(c: any) {}',
    'declare class A extends C {}',
    'declare const a: C',
    'declare function a(c: C): void',
    "declare module './b' { interface C { x: C } }",
    'declare namespace A { class X extends C {} }',
    'export type {C}',
    'export {type C}',
    'export {C} from "./none"',
    'a.C',
    'a?.C.x',
    'const a = {C: 1}',
    'const {C: a} = x',
    'class A { C = 1; static C() {} }',
    'enum A { C }',
    'C: for (;;) break C',
    ''
  ])('erases for %j', text => check(importC + text, 'type! C!'))

  it.each([
    'C',
    'new C()',
    'C.x',
    'a[C]',
    'class A extends C {}',
    'const a = {C}',
    'const a = {[C]: 1}',
    'const a = {c: C}',
    'class A { [C] = 1 }',
    'class A { a = C }',
    'function a(c = C) {}',
    'class A { constructor(private c = C) {} }',
    'typeof C === "function"',
    'x instanceof C',
    '(x as any).f(C)',
    'const a = <any>C',
    'C!',
    'const a = C satisfies any',
    'const a = C<number>',
    'C`a`',
    'enum A { B = C }',
    'namespace A { f(C) }',
    'import A = C.X',
    'let a: C\nfunction f() { return C }',
    'export {C}',
    'export {C as X}',
    'export default C',
    'export = C'
  ])('keeps for %j', text => check(importC + text, 'value C'))

  it('takes a local name of the same spelling for the import', () =>
    check(`${importC}let a: C\nfunction f(C: any) { return C }`, 'value C'))
})

describe('statements', () => {
  it('marks the names of a mixed statement', () =>
    check("import {C, D, type T, d} from './b'\nlet a: C\nd()", 'value C!,D!,T!,d'))
  it('erases a statement of marked and unused names', () =>
    check("import {type T, C} from './b'\nlet a: C", 'type! C!,T!'))
  it('erases default and namespace imports', () =>
    check("import E, * as n from './b'\nlet a: E | n.C", 'type! E!,n!'))
  it('keeps a namespace that is a value', () => check("import * as n from './b'\nnew n.C()", 'value n'))
  it('keeps side effects', () => check("import './b'", 'value'))
  it('keeps an empty list', () => check("import {} from './b'", 'value'))
  it('erases import-equals', () => check("import n = require('./b')\nlet a: n.C", 'type! n!'))
  it('keeps import-equals of a value', () => check("import n = require('./b')\nnew n.C()", 'require n'))
  it('keeps import-equals that is exported', () => check("export import n = require('./b')", 'require n'))
  it('never touches calls', () => check("const n = require('./b')", 'require n'))
  it('erases for packages too', () => check("import {C} from 'pkg'\nlet a: C", 'type! C!'))
  it('keeps packages whose names are values', () => check("import {C} from 'pkg'\nnew C()", 'value C'))
})

describe('modules', () => {
  it.each(['src/a.mts', 'src/a.cts', 'src/a.tsx', 'src/a.d.ts'])('erases in %s', from =>
    check(`${importC}export type A = C`, 'type! C!', from)
  )
  it.each(['src/a.js', 'src/a.mjs', 'src/a.jsx'])('never touches %s', from =>
    check(`${importC}f({c: 1})`, 'value C', from)
  )
  it('never touches re-exports of JavaScript', () => check("export {I} from './b'", 'reexport I', 'src/a.js'))
  it('never touches a module with a decorator', () =>
    check(`${importC}class A { @inject() declare c: C }`, 'value C'))
  it('never touches a module with wrong syntax', () => check(`${importC}const a: C`, 'value C'))
})

describe('JSX', () => {
  const checkTsx = (text: string, expected: string, files: Record<string, string> = {}) =>
    check(text, expected, 'src/a.tsx', files)

  it('takes element names for values', () => checkTsx(`${importC}const a = <C />`, 'value C'))
  it('takes the object of an element name for a value', () =>
    checkTsx("import {d} from './b'\nconst a = <d.x></d.x>", 'value d'))
  it('takes names of attributes and of plain elements for none', () =>
    checkTsx("import {C, d} from './b'\nlet a: C | typeof d = <d C='1' />", 'type! C!,d!'))
  it('takes expressions in it for values', () => checkTsx(`${importC}const a = <a x={C}>{1}</a>`, 'value C'))
  it('keeps React', () => checkTsx("import React from 'react'\nlet a: React.X = <a />", 'value React'))
  it('erases React without JSX', () => checkTsx("import React from 'react'\nlet a: React.X", 'type! React!'))
  it('keeps what a pragma names', () =>
    checkTsx("/** @jsx h */\nimport {h} from 'p'\nlet a: h.X = <a />", 'value h'))
  it('erases what no pragma names', () => checkTsx("import {h} from 'p'\nlet a: h.X = <a />", 'type! h!'))
  it('keeps what the tsconfig names', () =>
    checkTsx("import {h} from 'p'\nlet a: h.X = <a />", 'value h', tsconfig({jsxFactory: 'h.create'})))
  it('keeps a name without any use, which a bundler may call', () =>
    checkTsx("import {h} from 'p'\nlet a = <a />", 'value h'))
})

describe('re-exports', () => {
  it('erases what is a type only', () => check("export {I, T} from './b'", 'reexport! I!,T!'))
  it('marks the types of a mixed one', () => check("export {C, I as X} from './b'", 'reexport C,X!'))
  it('keeps values', () => check("export {C} from './b'", 'reexport C'))
  it('knows the default export', () => check("export {default as E} from './b'", 'reexport! E!'))
  it('keeps an interface with a namespace of its name', () => check("export {N} from './b'", 'reexport N'))
  it('keeps stars', () =>
    check("export * from './types'", 'reexport *', 'src/a.ts', {'src/types.ts': 'export type T = 1'}))
  it('keeps names of packages', () => check("export {I} from 'pkg'", 'reexport I'))
  it('keeps names that do not exist', () => check("export {None} from './b'", 'reexport None'))
  it('follows barrels', () => {
    const files = {'src/c.ts': "export * from './b'\nimport type {D} from './b'\nexport {D as Type}"}
    check("export {I, Type} from './c'", 'reexport! I!,Type!', 'src/a.ts', files)
    check("export {C, I} from './c'", 'reexport C,I!', 'src/a.ts', files)
  })
  it('erases an import of a type that is exported', () =>
    check("import {I} from './b'\nexport {I}", 'type! I!'))
  it('keeps one that shares its name with an imported value', () => {
    const files = {'src/c.ts': "import {d} from './b'\ntype d = typeof d\nexport {d}"}
    check("export {d} from './c'", 'reexport d', 'src/a.ts', files)
  })
  it('keeps a name that a star brings as a type and another as a value', () => {
    const files = {'src/c.ts': "export type * from './b'\nexport * from './b'"}
    check("export {C} from './c'", 'reexport C', 'src/a.ts', files)
    check("export {C} from './c'", 'reexport! C!', 'src/a.ts', {'src/c.ts': "export type * from './b'"})
  })

  const isolated = tsconfig({isolatedModules: true})
  it('stay when each file is compiled by itself', () =>
    check("export {I} from './b'", 'reexport I', 'src/a.ts', isolated))
  it('stay so for imports that are exported', () =>
    check("import {I} from './b'\nexport {I}", 'value I', 'src/a.ts', isolated))
  it('does not keep other imports then', () => check(`${importC}let a: C`, 'type! C!', 'src/a.ts', isolated))
})

describe('tsconfig', () => {
  const checkWith = (files: Record<string, string>, kept: boolean, from = 'src/a.ts') =>
    check("import {C} from 'pkg'\nlet a: C", kept ? 'value C' : 'type! C!', from, files)
  const keeps = tsconfig({verbatimModuleSyntax: true})
  const keepsText = keeps['tsconfig.json']

  it.each([
    {verbatimModuleSyntax: true},
    {preserveValueImports: true},
    {importsNotUsedAsValues: 'preserve'},
    {importsNotUsedAsValues: 'error'}
  ])('keeps all with %j', options => checkWith(tsconfig(options), true))
  it.each([{}, {verbatimModuleSyntax: false}, {importsNotUsedAsValues: 'remove'}, {isolatedModules: true}])(
    'erases with %j',
    options => checkWith(tsconfig(options), false)
  )
  it('keeps re-exports of types too', () => check("export {I} from './b'", 'reexport I', 'src/a.ts', keeps))

  it('reads what it extends', () => {
    const files = {'tsconfig.json': '{"extends": "./base.json"}', 'base.json': keepsText}
    checkWith(files, true)
    checkWith({...files, ...tsconfig({verbatimModuleSyntax: false}, {extends: './base.json'})}, false)
  })
  it('reads what it extends by the name of a package of the repository', () => {
    const files = {
      ...tsconfig({}, {extends: '@s/config/strict'}),
      'package.json': '{"workspaces": ["config"]}',
      'config/package.json': '{"name": "@s/config"}'
    }
    checkWith({...files, 'config/strict.json': keepsText}, true)
    checkWith({...files, 'config/strict.json': '{}'}, false)
  })
  it('keeps all when what it extends is out of reach', () => {
    checkWith(tsconfig({}, {extends: '@other/config'}), true)
    checkWith(tsconfig({}, {extends: '../none.json'}), true)
    checkWith(tsconfig({verbatimModuleSyntax: false}, {extends: '@other/config'}), false)
  })
  it('knows published bases that keep none', () => {
    checkWith(tsconfig({}, {extends: '@tsconfig/node20/tsconfig.json'}), false)
    checkWith(tsconfig({}, {extends: ['@tsconfig/recommended', '@tsconfig/node-ts/tsconfig.json']}), true)
  })
  it('takes the nearest', () => {
    checkWith({...keeps, 'src/tsconfig.json': '{}'}, false)
    checkWith({'tsconfig.json': '{}', 'src/tsconfig.json': keepsText}, true)
    checkWith({'lib/tsconfig.json': keepsText}, false)
  })
  it('counts what it refers to when that holds the module', () => {
    const files = {...tsconfig({}, {files: [], references: [{path: './app.json'}]})}
    checkWith({...files, 'app.json': keepsText.replace('}}', '}, "include": ["src"]}')}, true)
    checkWith({...files, 'app.json': keepsText.replace('}}', '}, "include": ["lib"]}')}, false)
  })
  it('counts its neighbours when they hold the module', () => {
    checkWith({'tsconfig.json': '{}', 'tsconfig.app.json': keepsText}, true)
    const other = keepsText.replace('}}', '}, "include": ["lib"]}')
    checkWith({'tsconfig.json': '{}', 'tsconfig.app.json': other}, false)
  })
  it('does not read one for JavaScript', () => checkWith({'jsconfig.json': keepsText}, false))
})
