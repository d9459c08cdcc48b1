import {describe, expect, it} from 'vitest'
import type {Reference} from '../../src/facts/facts.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {readReferences} from '../../src/facts/references.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

/** What syntax and types find, as comparable lines. */
function both(files: Readonly<Record<string, string>>): {syntax: string[]; types: string[]} {
  const repo = createMemoryRepo(files)
  const facts = readFacts(repo)
  const lines = (list: readonly Reference[]) => list.map(reference => Object.values(reference).join(' '))
  return {
    syntax: lines(readReferences(repo, facts, {maxFiles: 0}).list),
    types: lines(readReferences(repo, facts).list)
  }
}

const FIXTURE: Readonly<Record<string, string>> = {
  'package.json': '{"name": "shop"}',
  'tsconfig.json': '{"compilerOptions": {"lib": ["es2023"], "jsx": "preserve"}}',
  'src/lock.ts': [
    'export interface Holder { id: string; lock: Lock }',
    'export class Lock {',
    '  holder: Holder | undefined',
    '  constructor(readonly path = defaultPath()) {}',
    '  acquire(holder: Holder) { this.holder = holder; return open(this.path) }',
    '  static make<Lock>(value: Lock) { return value }',
    '}',
    'export enum Mode { Shared = start, Alone }',
    'const start = 1',
    'export function defaultPath() { return paths[0] }',
    'export const paths = ["a", "b"]',
    'export type Filter<paths> = paths extends string ? Mode : Lock',
    'export default function open(path: string) { if (path) { const start = 2; return start } return start }'
  ].join('\n'),
  'src/barrel.ts':
    "export * from './lock.ts'\nexport {default as openLock} from './lock.ts'\nexport * as lock from './lock.ts'\n",
  'src/use.tsx': [
    "import open, {type Holder, Lock as Latch, Mode} from './lock.ts'",
    "import * as all from './lock.ts'",
    "import {defaultPath, openLock} from './barrel.ts'",
    'export function work(holder: Holder, Mode: number) { return Mode + all.paths.length }',
    'export const made: all.Lock = new Latch(all.defaultPath())',
    'export class Guard extends Latch { mode = Mode.Alone; run = () => openLock(defaultPath()) }',
    'export const tag = open`x`',
    'for (const Latch of []) open(Latch)',
    'export {Mode}',
    'export default Guard'
  ].join('\n'),
  'lib/make.js': 'module.exports = () => 1\n',
  'lib/till.js': [
    "const make = require('./make')",
    "const {most} = require('./limits')",
    'module.exports = class Till { run() { return make() + most } [Symbol.iterator]() { return make() } }'
  ].join('\n'),
  'lib/limits.js': 'module.exports = {most: Math.max(1, 2)}\n',
  'src/view.tsx': "import {Guard} from './use.tsx'\nexport const view = <Guard />\nexport {view as default}\n"
}

describe('references by syntax', () => {
  it('are all found by types too', () => {
    const {syntax, types} = both(FIXTURE)
    expect(syntax.filter(line => !types.includes(line))).toEqual([])
  })

  it('are all that types find of top-level names', () => {
    const {syntax, types} = both(FIXTURE)
    const isMember = (line: string) => /#\w*\.\w/.test(line.split(' ')[1] ?? '')
    expect(types.filter(line => !isMember(line) && !syntax.includes(line))).toEqual([])
  })
})

it('takes what a script hands on beside other properties for no use, as the types do', () => {
  const {syntax, types} = both({
    'lib/pool.js': 'module.exports = class Pool {}\n',
    'lib/all.js':
      "const Pool = require('./pool')\nfunction run() {}\nmodule.exports = {Pool, go: run, one: 1}\n",
    'lib/use.js': "const {Pool, go} = require('./all')\nfunction work() { return [new Pool(), go()] }\n"
  })
  expect(syntax).toEqual(['lib/use.js#work lib/all.js#run true 2', 'lib/use.js#work lib/pool.js#Pool true 2'])
  expect(types).toEqual(syntax)
})
