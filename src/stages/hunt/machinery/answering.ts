import type {CallExpression, Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {pausesOf} from './awaits.ts'
import type {Code} from './code.ts'
import {resolveCall} from './once.ts'
import {parameterAt} from './recursion.ts'
import type {Located} from './resolve.ts'

/** Functions of the language and its hosts that never call back before they return. */
const LATER = new Set([
  'then',
  'catch',
  'finally',
  'setTimeout',
  'setImmediate',
  'setInterval',
  'nextTick',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'defer',
  'on',
  'once',
  'addListener',
  'addEventListener',
  'subscribe',
  'pipeline',
  'finished'
])

/** Whether a call runs its callback in a later turn, for all that is known of the language, Node.js and packages. */
export function answersLater(context: DetectorContext, code: Code, call: CallExpression): boolean {
  if (LATER.has(callName(call) ?? '')) return true
  return outsideCalls(context.facts).effectOf(code.ast, call) !== undefined
}

/**
 * Where a function of the repository calls back before it returns: the call of its parameter in its own body, before
 * anything is waited for. Undefined when the function is not known or no such call is seen.
 */
export function answersAtOnce(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  callback: Node
): {code: Code; node: Node} | undefined {
  const called = resolveCall(context, code, call)
  const at = call.arguments.findIndex(argument => unwrap(argument as Node) === unwrap(callback))
  const parameter = called && at >= 0 ? parameterAt(called.fn, at) : undefined
  const node = called && parameter && ownCall(called, parameter)
  return node && {code: called.code, node}
}

function ownCall({code, fn}: Located, parameter: Node): Node | undefined {
  const [pause] = pausesOf(fn)
  const uses = code.bindingOf(parameter)?.uses ?? []
  return uses
    .map(use => use.identifier)
    .find(use => {
      const call = code.parentOf(use)
      if (!isCall(call) || unwrap(call.callee) !== use || code.functionOf(call) !== fn) return false
      return !pause || call.start < pause.start
    })
}
