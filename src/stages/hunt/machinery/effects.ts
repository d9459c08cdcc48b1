import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {functionOfBinding} from './resolve.ts'

/** An effect of a React component: what runs after rendering, and what undoes it. */
export interface Effect {
  readonly call: CallExpression
  readonly fn: FunctionNode
  /** What it returns, when that is a function of the module. */
  readonly cleanup: FunctionNode | undefined
  /** Whether it returns something of which the code is not seen. */
  readonly open: boolean
}

/** `useEffect`, `useLayoutEffect` and their like, in source order. */
export function effectsOf(code: Code): Effect[] {
  return code.nodes('CallExpression').flatMap(call => {
    if (!/^use(?:\w*Effect|Mount)$/.test(callName(call) ?? '')) return []
    const [first] = call.arguments
    const fn = first && unwrap(first)
    return fn && isFunction(fn) ? [{call, fn, ...cleanupOf(code, fn)}] : []
  })
}

function cleanupOf(code: Code, fn: FunctionNode): {cleanup: FunctionNode | undefined; open: boolean} {
  const returned = returnedBy(code, fn)
  const cleanup = returned.flatMap(value => functionAt(code, value) ?? [])[0]
  return {cleanup, open: returned.length > 0 && !cleanup}
}

function returnedBy(code: Code, fn: FunctionNode): Node[] {
  if (fn.body && fn.body.type !== 'BlockStatement') return [fn.body]
  return code
    .nodes('ReturnStatement')
    .flatMap(one => (one.argument && code.functionOf(one) === fn ? [one.argument] : []))
    .filter(value => !isNothing(value))
}

function isNothing(value: Node): boolean {
  const inner = unwrap(value)
  return (inner.type === 'Identifier' && inner.name === 'undefined') || inner.type === 'Literal'
}

function functionAt(code: Code, value: Node): FunctionNode | undefined {
  const inner = unwrap(value)
  if (isFunction(inner)) return inner
  const binding = inner.type === 'Identifier' ? code.bindingOf(inner) : undefined
  return binding && functionOfBinding(binding)
}

/** A timer kept in `ref.current`, and the effects of the component that made the `ref`. */
export interface RefTimer {
  readonly ref: string
  readonly effects: readonly Effect[]
  /** A cleanup that names the `ref`, or gives no code to look at. */
  readonly cleared: Node | undefined
}

/** What a `ref` that holds a timer is cleared by; undefined where the timer is held by something else. */
export function refTimer(code: Code, timer: Node, effects: readonly Effect[]): RefTimer | undefined {
  const write = code.parentOf(timer)
  const left = write?.type === 'AssignmentExpression' ? unwrap(write.left) : undefined
  if (left?.type !== 'MemberExpression' || code.text(left.property) !== 'current') return undefined
  const binding = code.bindingOf(left.object)
  const [definition] = binding?.definitions ?? []
  if (!binding || definition?.node.type !== 'VariableDeclarator' || !definition.node.init) return undefined
  if (!/^(?:React\.)?useRef\b/.test(code.text(definition.node.init))) return undefined
  const component = code.functionOf(definition.node)
  const own = effects.filter(effect => code.functionOf(effect.call) === component)
  const uses = binding.uses.map(use => use.identifier)
  const isGiven = uses.find(use => isCall(code.parentOf(use)))
  const named = own.find(({cleanup, open}) => open || (cleanup && uses.some(use => contains(cleanup, use))))
  return {
    ref: binding.name,
    effects: own,
    cleared: named?.call ?? isGiven ?? calledByCleanup(code, own, uses)
  }
}

/** A cleanup that calls a function of the component which names the `ref`. */
function calledByCleanup(code: Code, effects: readonly Effect[], uses: readonly Node[]): Node | undefined {
  return code.nodes('CallExpression').find(call => {
    if (!effects.some(({cleanup}) => cleanup && contains(cleanup, call))) return false
    const [definition] = code.bindingOf(call.callee)?.definitions ?? []
    return definition !== undefined && uses.some(use => contains(definition.node, use))
  })
}
