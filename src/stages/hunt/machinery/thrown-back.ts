import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import type {Settling} from './exclusive-calls.ts'
import type {Settler} from './settlers.ts'

/** A callback that is called where an exception of its own comes back to a handler, which calls it again. */
export interface ThrownBack {
  readonly first: Settling
  /** The second call, or the callback itself where it is the handler. */
  readonly second: Node
  /** The `catch` clause, or the call that takes the handler. */
  readonly handler: Node
}

/** `try { cb(null, x) } catch (e) { cb(e) }` and `p.then(x => cb(null, x)).catch(cb)`; in source order. */
export function findThrownBack(code: Code, settler: Settler, settlings: readonly Settling[]): ThrownBack[] {
  const called = settlings.filter(one => one.how === 'called')
  return called.flatMap(first => {
    const found = inTry(code, settler, first, called) ?? inChain(code, settler, first, called)
    return found ? [found] : []
  })
}

function inTry(
  code: Code,
  settler: Settler,
  first: Settling,
  called: readonly Settling[]
): ThrownBack | undefined {
  let child: Node = first.node
  for (const ancestor of code.ancestorsOf(first.node)) {
    if (ancestor === first.fn) return undefined
    if (ancestor.type === 'TryStatement' && ancestor.block === child) {
      const {handler} = ancestor
      const second =
        handler &&
        called.find(
          one =>
            one.fn === first.fn && contains(handler, one.node) && isAlways(code, settler, one.node, handler)
        )
      return second && handler ? {first, second: second.node, handler} : undefined
    }
    child = ancestor
  }
  return undefined
}

function inChain(
  code: Code,
  settler: Settler,
  first: Settling,
  called: readonly Settling[]
): ThrownBack | undefined {
  const then = code.parentOf(first.fn)
  if (!isCall(then) || callName(then) !== 'then' || then.arguments[0] !== (first.fn as never))
    return undefined
  const member = code.parentOf(then)
  const call =
    member?.type === 'MemberExpression' && member.object === then ? code.parentOf(member) : undefined
  const handler = isCall(call) && callName(call) === 'catch' ? call.arguments[0] : undefined
  if (!call || !handler) return undefined
  const given = unwrap(handler)
  if (given.type === 'Identifier') {
    const binding = code.bindingOf(given)
    return binding && settler.bindings.includes(binding) ? {first, second: given, handler: call} : undefined
  }
  if (!isFunction(given)) return undefined
  const second = called.find(one => one.fn === given && isAlways(code, settler, one.node, given))
  return second && {first, second: second.node, handler: call}
}

/** Whether no condition of the handler decides about a node, besides whether there is a callback at all. */
function isAlways(code: Code, settler: Settler, node: Node, handler: Node): boolean {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === handler) return true
    if (ancestor.type === 'IfStatement' && asksForIt(code, settler, ancestor.test)) continue
    if (/^(?:IfStatement|ConditionalExpression|SwitchStatement|TryStatement)$/.test(ancestor.type))
      return false
  }
  return true
}

/** `if (cb)` or `if (typeof cb === 'function')`. */
function asksForIt(code: Code, {bindings}: Settler, test: Node): boolean {
  const text = code
    .text(test)
    .replace(/^typeof /, '')
    .replace(/ ===? ['"]function['"]$/, '')
  return bindings.some(binding => binding.name === text)
}
