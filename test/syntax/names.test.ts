import {describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'
import {callName, isCall} from '../../src/syntax/call-name.ts'
import {memberPath} from '../../src/syntax/member-path.ts'
import {readParents} from '../../src/syntax/parents.ts'
import {stringValue} from '../../src/syntax/string-value.ts'
import {symbolName} from '../../src/syntax/symbol-name.ts'
import {expression, identifier, parse} from './parse.ts'

describe('memberPath', () => {
  it.each([
    ['a', 'a'],
    ['this.pool.size', 'this.pool.size'],
    ["process.env['HOME']", 'process.env.HOME'],
    ['a?.b?.c', 'a.b.c'],
    ['(a as any).b!', 'a.b'],
    ['a[b]', undefined],
    ['a().b', undefined]
  ])('%s gives %s', (text, expected) => {
    expect(memberPath(expression(text))).toBe(expected)
  })
})

describe('callName', () => {
  it.each([
    ['acquire()', 'acquire'],
    ['this.lock.acquire()', 'acquire'],
    ['lock?.acquire?.()', 'acquire'],
    ["lock['acquire']()", 'acquire'],
    ['make()()', undefined]
  ])('%s gives %s', (text, expected) => {
    const node = expression(text)
    const call = node.type === 'ChainExpression' ? node.expression : node
    expect(isCall(call) ? callName(call) : 'no call').toBe(expected)
  })
})

describe('stringValue', () => {
  it.each([
    ["'data'", 'data'],
    ['`data`', 'data'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text.
    ['`a${b}`', undefined],
    ['1', undefined]
  ])('%s gives %s', (text, expected) => {
    expect(stringValue(expression(`(${text})`) ?? null)).toBe(expected)
  })
})

describe('symbolName', () => {
  it.each([
    ['function acquire() { here() }', 'acquire'],
    ['export const acquire = () => here()', 'acquire'],
    ['export default function () { here() }', 'default'],
    ['export default () => here()', 'default'],
    ['class Lock { acquire() { here() } }', 'Lock.acquire'],
    ['export class Lock { #open = () => here() }', 'Lock.#open'],
    ['class Lock { static { here() } }', 'Lock'],
    ['export const Lock = class { acquire() { here() } }', 'Lock.acquire'],
    ['const api = {acquire() { here() }}', 'api'],
    ['function outer() { class Inner { run() { here() } } }', 'outer'],
    ['exports.acquire = () => here()', 'acquire'],
    ['module.exports = class Lock { acquire() { here() } }', 'Lock.acquire'],
    ['module.exports = class { acquire() { here() } }', 'default.acquire'],
    ['exports.Lock = class Inner { acquire() { here() } }', 'Lock.acquire'],
    ['exports = module.exports = class Lock { acquire() { here() } }', 'Lock.acquire'],
    ['module.exports = class Lock { constructor() { here() } }', 'Lock.constructor'],
    ['module.exports = function acquire() { here() }', 'acquire'],
    ['module.exports = {acquire() { here() }, b: 1}', 'acquire'],
    ['module.exports = {Lock: class { acquire() { here() } }}', 'Lock.acquire'],
    ['export default class Lock { acquire() { here() } }', 'Lock.acquire'],
    ['export default class { acquire() { here() } }', 'default.acquire'],
    ['export default {acquire() { here() }}', 'default'],
    ['class Lock { [Symbol.dispose]() { here() } }', 'Lock.[Symbol.dispose]'],
    ['class Lock { [name]() { here() } }', 'Lock'],
    ['Lock.prototype.acquire = function () { here() }', 'module'],
    ['here()', 'module'],
    ['if (x) { here() }', 'module']
  ])('%s gives %s', (text, expected) => {
    const program = parse(text)
    expect(symbolName(identifier(program, 'here'), readParents(program))).toBe(expected)
    const facts = readFacts(createMemoryRepo({'a.js': text}))
    if (expected !== 'module') expect(facts.symbol(`a.js#${expected}`)).toBeDefined()
  })
})
