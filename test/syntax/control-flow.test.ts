import type {Node} from '@oxc-project/types'
import {parseSync} from 'oxc-parser'
import {describe, expect, it} from 'vitest'
import {type Limits, wayOut, wayTo} from '../../src/syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../src/syntax/is-function.ts'
import {walk} from '../../src/syntax/walk.ts'

interface Sample {
  readonly fn: FunctionNode
  /** The call of that name. */
  call(name: string): Node
  /** `a() → throw` and the like: the calls on the way, and its end. */
  out(from: string, limits?: Limits): string
}

function sample(body: string): Sample {
  const text = `async function f() {\n${body}\n}`
  const {program} = parseSync('a.ts', text)
  let fn: FunctionNode | undefined
  const calls = new Map<string, Node>()
  walk(program as Node, node => {
    if (isFunction(node)) fn ??= node
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') calls.set(node.callee.name, node)
  })
  const call = (name: string) => calls.get(name) as Node
  return {
    fn: fn as FunctionNode,
    call,
    out(from, limits = {}) {
      const way = wayOut(fn as FunctionNode, call(from), limits)
      if (!way) return 'none'
      const thrownBy = way.thrownBy ? ` by ${text.slice(way.thrownBy.start, way.thrownBy.end)}` : ''
      return `${way.exit}${thrownBy}`
    }
  }
}

/** A release is a call of `close`. */
const released: Limits = {
  stops: node =>
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'close'
}
const quiet: Limits = {
  ...released,
  mayThrow: node => node.type === 'CallExpression' && (node.callee as {name?: string}).name === 'work'
}

describe('ways out of a function', () => {
  it.each([
    ['straight on', 'open(); close()', 'none', quiet],
    ['at the end', 'open()', 'end', quiet],
    ['an early return', 'open(); if (a) return; close()', 'return', quiet],
    ['a call that throws', 'open(); work(); close()', 'throw by work()', quiet],
    ['a finally block', 'open(); try { work() } finally { close() }', 'none', quiet],
    ['a return through a finally block', 'open(); try { return work() } finally { close() }', 'none', quiet],
    ['a catch that releases', 'open(); try { work() } catch { close(); throw 1 } close()', 'none', quiet],
    [
      'a catch that does not',
      'open(); try { work() } catch (e) { throw e } close()',
      'throw by throw e',
      quiet
    ],
    ['one branch', 'open(); if (a) { close() } else { b }', 'end', quiet],
    ['both branches', 'open(); if (a) { close() } else { close() }', 'none', quiet],
    [
      'a loop that may not run',
      'open(); for (const x of y) { close() }',
      'end',
      {...quiet, mayThrow: () => false}
    ],
    ['a loop without an end', 'open(); while (true) { a }', 'none', quiet],
    ['a loop that is left', 'open(); while (true) { if (a) break }', 'end', quiet],
    ['a labelled break', 'open(); l: for (;;) { for (;;) { if (a) break l } } close()', 'none', quiet],
    [
      'a continue',
      'open(); for (const x of y) { if (x) continue; z } close()',
      'none',
      {...quiet, mayThrow: () => false}
    ],
    ['a case without break', 'open(); switch (a) { case 1: b; default: close() }', 'none', quiet],
    ['a switch without default', 'open(); switch (a) { case 1: close() }', 'end', quiet],
    ['a short circuit', 'open(); a && close()', 'end', quiet],
    ['a choice', 'open(); a ? close() : b', 'end', quiet],
    ['an argument', 'open(); g(close())', 'none', {...quiet, mayThrow: () => false}],
    [
      'a break through a finally block',
      'open(); for (;;) { try { break } finally { close() } }',
      'none',
      quiet
    ],
    ['a nested function', 'open(); const g = () => close()', 'end', quiet]
  ])('%s', (_title, body, expected, limits) => {
    expect(sample(body).out('open', limits)).toBe(expected)
  })

  it('takes the outcome of a test that is known', () => {
    const {out} = sample('open(); if (a) close()')
    const assume = (test: Node) => (test.type === 'Identifier' && test.name === 'a' ? true : undefined)
    expect(out('open', {...quiet, assume})).toBe('none')
  })
})

describe('ways to a node', () => {
  it('follows control, not the text', () => {
    const {fn, call} = sample('if (a) { open() } else { close() }')
    expect(wayTo(fn, call('open'), call('close'))).toBeUndefined()
    expect(wayTo(fn, 'entry', call('close'))?.steps.map(({by}) => by)).toEqual(['false'])
  })

  it('comes round a loop', () => {
    const {fn, call} = sample('for (const x of y) { close(); open() }')
    expect(wayTo(fn, call('open'), call('close'))).toBeDefined()
  })

  it('holds a sum of 30,000 terms', () => {
    const {fn, call} = sample(`open(); x = ${Array(30_000).fill('1').join('+')}; close()`)
    expect(wayTo(fn, call('open'), call('close'))).toBeDefined()
  })
})
