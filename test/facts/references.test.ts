import {describe, expect, it} from 'vitest'
import type {References} from '../../src/facts/facts.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {type ReferenceLimits, readReferences} from '../../src/facts/references.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

type Files = Readonly<Record<string, string>>

/** Without the browser's declarations, which take most of the time. */
const PLAIN: Files = {
  'package.json': '{"name": "shop"}',
  'tsconfig.json': '{"compilerOptions": {"lib": ["es2023"], "target": "es2023"}}'
}

function read(files: Files, limits?: ReferenceLimits): References {
  const {'tsconfig.json': plain = '', ...rest} = {...PLAIN, ...files}
  const repo = createMemoryRepo(plain === '' ? rest : {...rest, 'tsconfig.json': plain})
  return readReferences(repo, readFacts(repo), limits)
}

/** `to < from:line`, calls marked with `()`. */
function format({list}: References): string[] {
  return list.map(({from, to, call, line}) => `${to}${call ? '()' : ''} < ${from}:${line}`)
}

function check(files: Files, expected: readonly string[]): void {
  expect(format(read(files))).toEqual(expected)
}

describe('names', () => {
  it('finds calls and plain uses across modules, and leaves out import and export statements', () => {
    check(
      {
        'src/lock.ts': 'export function acquire() {}\nexport const limit = 3\n',
        'src/use.ts': [
          "import {acquire, limit as most} from './lock.ts'",
          "export {acquire} from './lock.ts'",
          'export function work() { return acquire() ?? most }',
          'acquire()'
        ].join('\n')
      },
      [
        'src/lock.ts#acquire() < src/use.ts#:4',
        'src/lock.ts#acquire() < src/use.ts#work:3',
        'src/lock.ts#limit < src/use.ts#work:3'
      ]
    )
  })

  it('leaves out a symbol that uses itself, keeps siblings of one module', () => {
    check(
      {
        'src/a.ts':
          'export function down(n: number): number { return n > 0 ? down(n - 1) : stop() }\nfunction stop() { return 0 }\n'
      },
      ['src/a.ts#stop() < src/a.ts#down:1']
    )
  })

  it('does not take a local of the same name for the import', () => {
    check(
      {
        'src/lock.ts': 'export function acquire() {}\n',
        'src/use.ts':
          "import {acquire} from './lock.ts'\nexport function work(acquire: () => void) { acquire() }\nexport const held = acquire\n"
      },
      ['src/lock.ts#acquire < src/use.ts#held:3']
    )
  })

  it('counts an overloaded function once per use', () => {
    check(
      {
        'src/a.ts':
          'export function parse(x: string): string\nexport function parse(x: number): number\nexport function parse(x: unknown) { return x as never }\n',
        'src/b.ts': "import {parse} from './a.ts'\nexport const one = parse(1)\n"
      },
      ['src/a.ts#parse() < src/b.ts#one:2']
    )
  })

  it('follows barrels, renamed re-exports and default exports to the declaration', () => {
    check(
      {
        'src/lock.ts': 'export default class Lock {}\nexport function acquire() {}\n',
        'src/barrel.ts':
          "export {default as Lock, acquire as take} from './lock.ts'\nexport * from './more.ts'\n",
        'src/more.ts': 'export const more = 1\n',
        'src/use.ts':
          "import {Lock, more, take} from './barrel.ts'\nexport const all = [new Lock(), take(), more]\n"
      },
      [
        'src/lock.ts#Lock() < src/use.ts#all:2',
        'src/lock.ts#acquire() < src/use.ts#all:2',
        'src/more.ts#more < src/use.ts#all:2'
      ]
    )
  })

  it('looks through a namespace import, and names the module only when it is handed around', () => {
    check(
      {
        'src/lock.ts': 'export function acquire() {}\n',
        'src/use.ts':
          "import * as lock from './lock.ts'\nexport function work() { lock.acquire() }\nexport const all = Object.keys(lock)\n"
      },
      ['src/lock.ts# < src/use.ts#all:3', 'src/lock.ts#acquire() < src/use.ts#work:2']
    )
  })

  it('survives modules that import each other in a ring', () => {
    check(
      {
        'src/a.ts': "import {b} from './b.ts'\nexport function a() { b() }\n",
        'src/b.ts': "import {a} from './a.ts'\nexport function b() { a() }\n"
      },
      ['src/a.ts#a() < src/b.ts#b:2', 'src/b.ts#b() < src/a.ts#a:2']
    )
  })

  it('finds types, and tells them from values in no way but the call', () => {
    check(
      {
        'src/types.ts': 'export interface Shop { till: Till }\nexport type Till = {open: boolean}\n',
        'src/use.ts':
          "import type {Shop} from './types.ts'\nexport function visit(shop: Shop): Shop['till'] { return shop.till }\n"
      },
      [
        'src/types.ts#Shop < src/use.ts#visit:2',
        'src/types.ts#Shop < src/use.ts#visit:2',
        'src/types.ts#Shop.till < src/use.ts#visit:2',
        'src/types.ts#Shop.till < src/use.ts#visit:2',
        'src/types.ts#Till < src/types.ts#Shop.till:1'
      ]
    )
  })

  it('marks new, tagged templates, decorators and JSX elements as calls, and the end of an element as a use', () => {
    check(
      {
        'src/a.tsx': [
          'export class Box {}',
          'export function sql(parts: TemplateStringsArray) { return parts }',
          'export function sealed(target: unknown) {}',
          'export function Card(props: {title: string}) { return null }'
        ].join('\n'),
        'src/b.tsx': [
          "import {Box, Card, sealed, sql} from './a.tsx'",
          'export const box = new Box()',
          'export const query = sql`x`',
          '@sealed export class Till {}',
          'export const view = <Card title="x"><b></b>',
          '</Card>'
        ].join('\n')
      },
      [
        'src/a.tsx#Box() < src/b.tsx#box:2',
        'src/a.tsx#Card() < src/b.tsx#view:5',
        'src/a.tsx#Card < src/b.tsx#view:6',
        'src/a.tsx#sealed() < src/b.tsx#Till:4',
        'src/a.tsx#sql() < src/b.tsx#query:3'
      ]
    )
  })
})

describe('members', () => {
  it('finds inherited ones at their declaration, and gives a constructor to its class', () => {
    check(
      {
        'src/lock.ts': [
          'export class Base { release() {} }',
          'export class Lock extends Base {',
          '  owner = "nobody"',
          '  constructor() { super(); register(this) }',
          '  acquire() { this.owner = "me"; this.release() }',
          '}',
          'function register(lock: unknown) {}'
        ].join('\n')
      },
      [
        'src/lock.ts#Base < src/lock.ts#Lock:2',
        'src/lock.ts#Base.release() < src/lock.ts#Lock.acquire:5',
        'src/lock.ts#Lock.owner < src/lock.ts#Lock.acquire:5',
        'src/lock.ts#register() < src/lock.ts#Lock:4'
      ]
    )
  })

  it('finds calls on values whose class is inferred', () => {
    check(
      {
        'src/a.ts': 'export class Lock { acquire() {} }\nexport function make() { return new Lock() }\n',
        'src/b.ts': "import {make} from './a.ts'\nexport function work() { make().acquire() }\n"
      },
      [
        'src/a.ts#Lock() < src/a.ts#make:2',
        'src/a.ts#Lock.acquire() < src/b.ts#work:2',
        'src/a.ts#make() < src/b.ts#work:2'
      ]
    )
  })

  it('finds destructuring, literal element access, and properties of object literals with an expected type', () => {
    check(
      {
        'src/a.ts': 'export interface Options { size: number; name?: string }\n',
        'src/b.ts': [
          "import type {Options} from './a.ts'",
          'export function one({size}: Options) { return size }',
          'export function two(o: Options) { const {name: title} = o; return title }',
          "export function three(o: Options) { return o['size'] }",
          'export const four: Options = {size: 1}',
          'export function five(size: number): Options { return {size} }',
          'export const six = {size: 1}'
        ].join('\n')
      },
      [
        'src/a.ts#Options < src/b.ts#five:6',
        'src/a.ts#Options < src/b.ts#four:5',
        'src/a.ts#Options < src/b.ts#one:2',
        'src/a.ts#Options < src/b.ts#three:4',
        'src/a.ts#Options < src/b.ts#two:3',
        'src/a.ts#Options.name < src/b.ts#two:3',
        'src/a.ts#Options.size < src/b.ts#five:6',
        'src/a.ts#Options.size < src/b.ts#four:5',
        'src/a.ts#Options.size < src/b.ts#one:2',
        'src/a.ts#Options.size < src/b.ts#three:4'
      ]
    )
  })

  it('names each declaration that a member of a union may be', () => {
    const {list} = read({
      'src/a.ts':
        'export class Cat { say() {} }\nexport class Dog { say() {} }\nexport function talk(pet: Cat | Dog) { pet.say() }\n'
    })
    expect(list.filter(({call}) => call).map(({to}) => to)).toEqual(['src/a.ts#Cat.say', 'src/a.ts#Dog.say'])
  })

  it('gives what a member with a name in brackets uses to that member', () => {
    check(
      {
        'src/keys.ts': "export const dispose = Symbol('dispose')\nexport function free() {}\n",
        'src/lock.ts': [
          "import {dispose, free} from './keys.ts'",
          'export class Lock {',
          '  [dispose]() { free() }',
          "  ['un' + 'lock']() { free() }",
          '}'
        ].join('\n')
      },
      [
        'src/keys.ts#dispose < src/lock.ts#Lock.[dispose]:3',
        'src/keys.ts#free() < src/lock.ts#Lock:4',
        'src/keys.ts#free() < src/lock.ts#Lock.[dispose]:3'
      ]
    )
  })

  it('finds members by a unique symbol, and counts calls by any other key of that name', () => {
    const {list, unresolvedCalls} = read({
      'src/lock.ts': [
        "export const dispose = Symbol('dispose')",
        'export class Lock { [dispose]() {} }',
        'export function free(lock: Lock) { lock[dispose]() }',
        'export function more(locks: any, dispose: string, other: string) { locks[dispose](); locks[other]() }'
      ].join('\n')
    })
    expect(list.filter(({to}) => to.endsWith(']'))).toEqual([
      {from: 'src/lock.ts#free', to: 'src/lock.ts#Lock.[dispose]', call: true, line: 3}
    ])
    expect([...unresolvedCalls]).toEqual([['[dispose]', 1]])
  })

  it('does not call what only stands in brackets', () => {
    check(
      {
        'src/a.ts':
          "export const key = 'size'\nexport function work(o: Record<string, () => void>) { o[key]() }\n"
      },
      ['src/a.ts#key < src/a.ts#work:2']
    )
  })
})

describe('overrides', () => {
  it('joins members with what they override or implement, and no private, static or unrelated ones', () => {
    const {overrides} = read({
      'src/base.ts': [
        'export interface Job { run(): void }',
        'export interface Task extends Job { run(): void; stop(): void }',
        'export abstract class Base<T> { abstract open(x: T): void; close() {}; static make() {} }'
      ].join('\n'),
      'src/job.ts': [
        "import {Base, type Task} from './base.ts'",
        'export class Sub extends Base<string> implements Task {',
        '  open() {}',
        '  close = () => {}',
        '  run() {}',
        '  stop() {}',
        '  static make() {}',
        '  own() {}',
        '}',
        'export class Alone { run() {} }',
        'export class Broken extends Error { message = "" }'
      ].join('\n')
    })
    expect(overrides?.map(({member, base}) => `${member} > ${base}`)).toEqual([
      'src/base.ts#Task.run > src/base.ts#Job.run',
      'src/job.ts#Sub.close > src/base.ts#Base.close',
      'src/job.ts#Sub.open > src/base.ts#Base.open',
      'src/job.ts#Sub.run > src/base.ts#Task.run',
      'src/job.ts#Sub.stop > src/base.ts#Task.stop'
    ])
  })
})

describe('JavaScript', () => {
  it('follows require and module.exports, and takes neither for a use', () => {
    check(
      {
        'lib/lock.js': 'function acquire() {}\nclass Lock { open() {} }\nmodule.exports = {acquire, Lock}\n',
        'lib/use.js':
          "const {acquire, Lock} = require('./lock')\nfunction work() { acquire(); new Lock().open() }\nmodule.exports = work\n"
      },
      [
        'lib/lock.js#Lock() < lib/use.js#work:2',
        'lib/lock.js#Lock.open() < lib/use.js#work:2',
        'lib/lock.js#acquire() < lib/use.js#work:2'
      ]
    )
  })

  it('names what exists only in an export assignment as the facts do', () => {
    check(
      {
        'lib/lock.js': 'module.exports = class Lock { open() { return 1 } }\n',
        'lib/limits.js': 'module.exports = {most: Math.max(1, 2)}\n',
        'lib/make.js': 'module.exports = () => 1\n',
        'lib/more.js': 'exports.wait = function () { return 1 }\n',
        'lib/use.js': [
          "const Lock = require('./lock')",
          "const limits = require('./limits')",
          "const make = require('./make')",
          "const more = require('./more')",
          'function work() { return new Lock().open() + limits.most + make() + more.wait() }',
          'module.exports = class Till { run() { return work() } }'
        ].join('\n')
      },
      [
        'lib/limits.js#most < lib/use.js#work:5',
        'lib/lock.js#Lock() < lib/use.js#work:5',
        'lib/lock.js#Lock.open() < lib/use.js#work:5',
        'lib/make.js#default() < lib/use.js#work:5',
        'lib/more.js#wait() < lib/use.js#work:5',
        'lib/use.js#work() < lib/use.js#Till.run:6'
      ]
    )
  })

  const pool = {
    'lib/pool.js': 'module.exports = class Pool { open() { return 1 } }\n',
    'lib/pools.js': "module.exports = {Pool: require('./pool')}\n",
    'lib/use.js':
      "const {Pool, Other, count} = require('./all')\nfunction work() { return [new Pool(), new Other().open(), count] }\n"
  }
  const used = [
    'lib/pool.js#Pool() < lib/use.js#work:2',
    'lib/pool.js#Pool() < lib/use.js#work:2',
    'lib/pool.js#Pool.open() < lib/use.js#work:2'
  ]

  it.each([
    ['mixed properties', "const Pool = require('./pool')\nmodule.exports = {Pool, Other: Pool, count: 1}\n"],
    [
      'required properties',
      "module.exports = {Pool: require('./pool'), Other: require('./pool'), count: 1}\n"
    ],
    [
      'members of required modules',
      "exports.Pool = require('./pools').Pool\nexports.Other = require('./pools').Pool\nexports.count = 1\n"
    ],
    [
      'single assignments',
      "const Pool = require('./pool')\nexports.Pool = Pool\nexports.Other = require('./pool')\nexports.count = 1\n"
    ]
  ])('follows what a module hands on by %s', (_, all) => {
    check({...pool, 'lib/all.js': all}, ['lib/all.js#count < lib/use.js#work:2', ...used])
  })

  it('takes a property that calls for a use of its own', () => {
    check(
      {
        'lib/pool.js': pool['lib/pool.js'],
        'lib/all.js': "const Pool = require('./pool')\nmodule.exports = {Pool, one: new Pool()}\n"
      },
      ['lib/pool.js#Pool() < lib/all.js#one:2']
    )
  })

  it('keeps scripts that declare the same name apart', () => {
    check(
      {'a.js': 'const name = 1\nlog(name)\n', 'b.js': 'const name = 2\nfunction show() { log(name) }\n'},
      ['a.js#name < a.js#:2', 'b.js#name < b.js#show:2']
    )
  })
})

describe('configuration', () => {
  const files = {
    'src/lock.ts': 'export class Lock { acquire() {} }\n',
    'src/use.ts': "import {Lock} from '@/lock'\nexport function work() { new Lock().acquire() }\n"
  }
  const found = ['src/lock.ts#Lock() < src/use.ts#work:2', 'src/lock.ts#Lock.acquire() < src/use.ts#work:2']

  it('reads paths, comments and a configuration that extends another', () => {
    check(
      {
        ...files,
        'base.json': '{"compilerOptions": {"strict": true, /* where */ "paths": {"@/*": ["./src/*"]},}}',
        'tsconfig.json': '{"extends": "./base.json", "compilerOptions": {"plugins": [{"name": "./evil.js"}]}}'
      },
      found
    )
  })

  it.each([
    ['none', {'tsconfig.json': ''}],
    ['broken', {'tsconfig.json': '{"compilerOptions": '}],
    ['one that extends a file which is not there', {'tsconfig.json': '{"extends": "./gone.json"}'}],
    ['one that covers only build output', {'tsconfig.json': '{"include": ["dist"]}'}]
  ])('gives fewer and no wrong references with %s', (_, configuration) => {
    check({...files, ...configuration, 'dist/lock.js': 'export class Lock { acquire() {} }\n'}, [])
  })

  it('reads tests that the configuration excludes, once', () => {
    check(
      {
        'tsconfig.json': '{"include": ["src"], "exclude": ["**/*.test.ts"]}',
        'tsconfig.build.json': '{"include": ["src"]}',
        'src/lock.ts': 'export function acquire() {}\n',
        'src/lock.test.ts': "import {acquire} from './lock.ts'\nacquire()\n"
      },
      ['src/lock.ts#acquire() < src/lock.test.ts#:2']
    )
  })

  it('finds uses across the projects of a workspace whose packages are not built', () => {
    check(
      {
        'package.json': '{"name": "root", "workspaces": ["packages/*"]}',
        'packages/a/package.json': '{"name": "@shop/a", "exports": "./dist/index.js"}',
        'packages/a/tsconfig.json': '{"compilerOptions": {"outDir": "dist"}, "include": ["src"]}',
        'packages/a/src/index.ts': 'export class Till { open() {} }\n',
        'packages/b/package.json': '{"name": "@shop/b", "dependencies": {"@shop/a": "*"}}',
        'packages/b/tsconfig.json': '{"include": ["src"]}',
        'packages/b/src/index.ts':
          "import {Till} from '@shop/a'\nexport function start(till: Till) { till.open() }\n"
      },
      [
        'packages/a/src/index.ts#Till < packages/b/src/index.ts#start:2',
        'packages/a/src/index.ts#Till.open() < packages/b/src/index.ts#start:2'
      ]
    )
  })
})

describe('calls', () => {
  const files = {
    'src/a.ts': [
      "import {connect} from 'missing'",
      'export class Lock { acquire() {} }',
      'export function work(lock: any, done: () => void) {',
      '  lock.acquire()',
      '  lock.unheardOf()',
      '  new Lock().acquire()',
      '  connect()',
      '  done()',
      '}'
    ].join('\n')
  }

  it('counts those whose target is unknown by member name, and none whose name nothing declares', () => {
    const {unresolvedCalls, calls} = read(files)
    expect([...unresolvedCalls]).toEqual([['acquire', 1]])
    expect(calls).toEqual({seen: 6, resolved: 4})
  })

  it('resolves the same call once its type is known', () => {
    const {unresolvedCalls} = read({'src/a.ts': files['src/a.ts'].replace('lock: any', 'lock: Lock')})
    expect([...unresolvedCalls]).toEqual([])
  })
})

describe('limits', () => {
  const files = {
    'src/lock.ts': 'export class Lock { acquire() {} }\nexport function make() { return new Lock() }\n',
    'src/use.ts': "import {make} from './lock.ts'\nmake().acquire()\n"
  }

  it.each([{maxFiles: 1}, {maxBytes: 10}])('falls back to syntax over %o', limits => {
    const references = read(files, limits)
    expect(references.source).toBe('syntax')
    expect(format(references)).toEqual([
      'src/lock.ts#Lock() < src/lock.ts#make:2',
      'src/lock.ts#make() < src/use.ts#:2'
    ])
    expect([...references.unresolvedCalls]).toEqual([['acquire', 1]])
  })

  it('asks the compiler at the limit', () => {
    expect(read(files, {maxFiles: 2}).source).toBe('types')
  })

  it('is empty for an empty repository', () => {
    expect(read({}).list).toEqual([])
  })
})
