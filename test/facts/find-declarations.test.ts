import {expect, it} from 'vitest'
import {findDeclarations} from '../../src/facts/find-declarations.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

const facts = readFacts(
  createMemoryRepo({
    'src/lock.ts': [
      'export class Lock {',
      '  acquire() {',
      '    return 1',
      '  }',
      '  #fd = 0',
      '}',
      'export default function () {}',
      'export {release as free}',
      'function release() {}'
    ].join('\n'),
    'src/pool.ts': 'export class Pool { acquire() {} }\nexport function open() {}\n',
    'lib/pool.ts': 'export function drain() {}\n',
    'test/pool.test.ts': 'function open() {}\nfunction onlyHere() {}\n'
  })
)

function check(name: string, ...expected: string[]): void {
  expect(findDeclarations(name, facts).map(({id}) => id)).toEqual(expected)
}

it('finds a declaration by its whole name', () => check('Lock', 'src/lock.ts#Lock'))
it('finds a member by class and name', () => check('Lock.acquire', 'src/lock.ts#Lock.acquire'))
it('finds a member by its last name, when one bears it', () => check('#fd', 'src/lock.ts#Lock.#fd'))
it('lists all members that bear a name', () =>
  check('acquire', 'src/lock.ts#Lock.acquire', 'src/pool.ts#Pool.acquire'))
it('tells them apart by path', () => check('src/pool.ts#acquire', 'src/pool.ts#Pool.acquire'))
it('takes the end of a path', () => check('lock.ts#acquire', 'src/lock.ts#Lock.acquire'))
it('takes no part of a file name for its end', () => check('ock.ts#acquire'))
it('takes a private member with its path', () => check('src/lock.ts#Lock.#fd', 'src/lock.ts#Lock.#fd'))
it('knows the name under which a module exports it', () => check('free', 'src/lock.ts#release'))
it('calls a nameless default export by its file', () => check('lock', 'src/lock.ts#default'))
it('takes `default` for no name that all share', () => check('default', 'src/lock.ts#default'))
it('takes parentheses for a call', () => check('open()', 'src/pool.ts#open'))
it('puts code that ships before tests', () => check('open', 'src/pool.ts#open'))
it('finds what only a test declares', () => check('onlyHere', 'test/pool.test.ts#onlyHere'))
it('finds the innermost declaration at a line', () => check('src/lock.ts:3', 'src/lock.ts#Lock.acquire'))
it('finds the class between its members', () => check('src/lock.ts:6', 'src/lock.ts#Lock'))
it('finds nothing at a line of nothing', () => check('src/lock.ts:99'))
it('lists what two paths with one end hold', () =>
  check('pool.ts:1', 'lib/pool.ts#drain', 'src/pool.ts#Pool.acquire'))
it('finds nothing for a name that is declared nowhere', () => check('nothing'))
