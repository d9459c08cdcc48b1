import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {isCall} from '../../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../../syntax/is-function.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import type {Located} from '../resolve.ts'
import {calledFunction} from './called-function.ts'

export type Call = CallExpression | NewExpression

/** A call that is looked for, and the calls of the repository's own functions that lead to it. */
export interface FoundCall<T> {
  readonly value: T
  readonly code: Code
  readonly call: Call
  /** The functions between, outermost first; empty when it is the asked call itself. */
  readonly through: readonly Located[]
}

export interface CallSearch<T> {
  /** The call itself, or the first that it leads to. */
  from(context: DetectorContext, code: Code, call: Call, hops?: number): FoundCall<T> | undefined
  /** The first that runs when the function does. */
  inside(context: DetectorContext, located: Located): FoundCall<T> | undefined
}

/** Longer chains are true as well, but no reader follows them. */
const maximumHops = 3

/**
 * Looks for calls through at most three functions of the repository. What a function leads to is kept by function and
 * number of hops, so that the answer does not depend on what was asked before.
 */
export function callSearch<T>(
  match: (context: DetectorContext, code: Code, call: Call) => T | undefined
): CallSearch<T> {
  const known = new WeakMap<FunctionNode, (FoundCall<T> | null)[]>()
  return {from, inside: (context, located) => inside(context, located, maximumHops - 1) ?? undefined}

  function from(
    context: DetectorContext,
    code: Code,
    call: Call,
    hops = maximumHops
  ): FoundCall<T> | undefined {
    const value = match(context, code, call)
    if (value !== undefined) return {value, code, call, through: []}
    const called = isCall(call) && hops > 0 ? calledFunction(context, code, call) : undefined
    const found = called && inside(context, called, hops - 1)
    return found ? {...found, through: [called, ...found.through]} : undefined
  }

  function inside(context: DetectorContext, {code, fn}: Located, hops: number): FoundCall<T> | null {
    const answers = known.get(fn) ?? []
    known.set(fn, answers)
    answers[hops] ??= firstIn(context, code, fn, hops)
    return answers[hops] ?? null
  }

  /** What is near comes first. */
  function firstIn(
    context: DetectorContext,
    code: Code,
    fn: FunctionNode,
    hops: number
  ): FoundCall<T> | null {
    for (const allowed of hops === 0 ? [0] : [0, hops])
      for (const call of runIn(code, fn)) {
        const found = from(context, code, call, allowed)
        if (found) return found
      }
    return null
  }
}

const callsByFunction = new WeakMap<Code, ReadonlyMap<FunctionNode, readonly Call[]>>()

/** The calls that run when a function does, in source order: its own, and those of callbacks it hands to a call. */
export function runIn(code: Code, fn: FunctionNode): readonly Call[] {
  const index = callsByFunction.get(code) ?? gather(code)
  callsByFunction.set(code, index)
  return index.get(fn) ?? []
}

function gather(code: Code): ReadonlyMap<FunctionNode, readonly Call[]> {
  const byFunction = new Map<FunctionNode, Call[]>()
  for (const call of [...code.nodes('CallExpression'), ...code.nodes('NewExpression')])
    for (const fn of runners(code, call)) {
      const calls = byFunction.get(fn)
      if (calls) calls.push(call)
      else byFunction.set(fn, [call])
    }
  for (const calls of byFunction.values()) calls.sort((a, b) => a.start - b.start)
  return byFunction
}

/** The functions that run a node: the one around it and, while that is a callback, the one around that. */
function* runners(code: Code, node: Node): Generator<FunctionNode> {
  let fn = code.functionOf(node)
  for (let depth = 0; fn && depth < 4; depth++) {
    yield fn
    const parent = code.parentOf(fn)
    const isCallback =
      isCall(parent) && (parent.arguments.includes(fn as never) || isFunction(unwrap(parent.callee)))
    fn = isCallback ? code.functionOf(fn) : undefined
  }
}
