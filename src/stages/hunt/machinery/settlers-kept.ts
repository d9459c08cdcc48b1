import type {Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {type Place, placeOf} from './place.ts'

/** A place that keeps the `resolve` or `reject` of promises that others wait for. */
export interface Waiters {
  readonly place: Place
  /** The function given to `new Promise`. */
  readonly executor: FunctionNode
  /** Where the settle function is put into the place. */
  readonly kept: Node
}

const cache = new WeakMap<Code, readonly Waiters[]>()

/** Every `new Promise(resolve => list.push(resolve))`, also with an object of both, a map or a plain field. */
export function findWaiters(code: Code): readonly Waiters[] {
  const known = cache.get(code) ?? code.nodes('NewExpression').flatMap(node => waitersOf(code, node))
  cache.set(code, known)
  return known
}

function waitersOf(code: Code, made: Node & {type: 'NewExpression'}): Waiters[] {
  const [executor] = made.arguments
  if (memberPath(made.callee) !== 'Promise' || !executor || !isFunction(executor)) return []
  return executor.params.flatMap(parameter => {
    const binding = parameter.type === 'Identifier' ? code.bindingOf(parameter) : undefined
    return binding ? keptIn(code, executor, binding) : []
  })
}

function keptIn(code: Code, executor: FunctionNode, settle: Binding): Waiters[] {
  for (const use of settle.uses) {
    if (!use.read) continue
    const holder = holderOf(code, use.identifier)
    const place = holder && placeOf(code, holder.target)
    if (
      holder &&
      place &&
      place.lifetime !== 'local' &&
      !contains(executor, place.owner) &&
      isOutside(executor, place)
    )
      return [{place, executor, kept: holder.at}]
  }
  return []
}

function isOutside(executor: FunctionNode, place: Place): boolean {
  return place.kind === 'field' || !contains(executor, place.binding?.definitions[0]?.name ?? executor)
}

/** `list.push(…)`, `map.set(key, …)`, `set.add(…)` around the settle function, alone or in an object. */
function holderOf(code: Code, settle: Node): {target: Node; at: Node} | undefined {
  let child = settle
  for (const ancestor of code.ancestorsOf(settle)) {
    if (isCall(ancestor)) {
      const callee = ancestor.callee
      const isKept =
        callee.type === 'MemberExpression' && /^(?:push|unshift|set|add)$/.test(propertyName(callee) ?? '')
      return isKept && ancestor.callee !== child ? {target: callee.object, at: ancestor} : undefined
    }
    if (!['Property', 'ObjectExpression', 'ArrayExpression'].includes(ancestor.type)) return undefined
    child = ancestor
  }
  return undefined
}
