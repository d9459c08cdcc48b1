import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {initialValue} from './promise.ts'

/** Work that one call starts at once. */
export interface Parallel {
  /** `Promise.all(…)`. */
  readonly call: CallExpression
  /** Where the members are written: the `map`, or the array. */
  readonly members: Node
  /** The callback that runs for each element; undefined for a written array. */
  readonly each: FunctionNode | undefined
  /** The elements of a written array. */
  readonly elements: readonly Node[]
}

const cache = new WeakMap<Code, readonly Parallel[]>()

/** Every `Promise.all` and `Promise.allSettled` over a `map` or over a written array, in source order. */
export function findParallel(code: Code): readonly Parallel[] {
  const known = cache.get(code) ?? code.nodes('CallExpression').flatMap(call => parallelOf(code, call))
  cache.set(code, known)
  return known
}

function parallelOf(code: Code, call: CallExpression): Parallel[] {
  const path = memberPath(call.callee) ?? ''
  const isAll = /^(?:Promise|Bluebird)\.(?:all|allSettled)$/.test(path) || path === 'promiseAll'
  const [argument] = call.arguments
  if (!isAll || !argument || argument.type === 'SpreadElement') return []
  const members = initialValue(code, argument)
  if (members.type === 'ArrayExpression') {
    const elements = members.elements.flatMap(one =>
      one && one.type !== 'SpreadElement' ? [one as Node] : []
    )
    return elements.length > 1 ? [{call, members, each: undefined, elements}] : []
  }
  if (!isCall(members) || !/^(?:map|flatMap)$/.test(callName(members) ?? '')) return []
  const each = members.arguments.map(one => unwrap(one)).find(isFunction)
  return each ? [{call, members, each, elements: []}] : []
}
