import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName} from '../../../syntax/call-name.ts'
import {wayOut} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {initialValue} from './promise.ts'
import {resolveFunction} from './resolve.ts'

/**
 * Whether the evaluation of one node is known to fail sometimes: an `await` of work, a call into code that throws, or
 * one that reaches outside. For the limits of `wayOut`.
 *
 * A lower bound: a synchronous call of which nothing is known does not throw, so that a path that needs it to is not shown.
 */
export function mayThrow(code: Code, node: Node, context: DetectorContext): boolean {
  return throwReason(code, node, context) !== undefined
}

/** Why a node may throw, as a clause about it; undefined when nothing says so. */
export function throwReason(code: Code, node: Node, context: DetectorContext, depth = 3): string | undefined {
  switch (node.type) {
    case 'ThrowStatement':
      return 'it throws'
    case 'ForOfStatement':
      return node.await ? 'what it iterates may reject' : undefined
    case 'AwaitExpression':
      return rejectReason(code, node.argument, context, depth)
    case 'CallExpression':
      return isAwaited(code, node) ? undefined : callReason(code, node, context, depth)
    case 'NewExpression':
      return newReason(code, node)
    default:
      return undefined
  }
}

/** The `await` around a call is the event that fails. */
function isAwaited(code: Code, call: Node): boolean {
  const parent = code.parentOf(call)
  return parent?.type === 'ChainExpression' ? isAwaited(code, parent) : parent?.type === 'AwaitExpression'
}

const WAITS = /^(?:sleep|delay|wait|pause|tick|nextTick|setTimeout|setImmediate|setInterval|allSettled)$/i

/** `await work().catch(() => undefined)` fails only when its handler does. */
export function isCaught(value: Node): boolean {
  const [handler] = value.type === 'CallExpression' && callName(value) === 'catch' ? value.arguments : []
  if (!handler || !isFunction(handler)) return false
  let fails = false
  walk(handler.body ?? handler, node => {
    if (/^(?:Throw|Await|Call|New)/.test(node.type)) fails = true
  })
  return !fails
}

function rejectReason(
  code: Code,
  awaited: Node,
  context: DetectorContext,
  depth: number
): string | undefined {
  const value = initialValue(code, awaited)
  if (isCaught(value)) return undefined
  switch (value.type) {
    case 'ImportExpression':
      return '`import()` may reject'
    case 'NewExpression':
      return executorReason(value)
    case 'CallExpression':
      return callRejects(code, value, context, depth)
    case 'Identifier':
      return value.name === 'undefined' ? undefined : `\`${value.name}\` may be a promise that rejects`
    case 'MemberExpression':
      return `${code.show(value)} may be a promise that rejects`
    case 'ConditionalExpression':
      return (
        rejectReason(code, value.consequent, context, depth) ??
        rejectReason(code, value.alternate, context, depth)
      )
    default:
      return undefined
  }
}

function callRejects(
  code: Code,
  call: CallExpression,
  context: DetectorContext,
  depth: number
): string | undefined {
  const name = callName(call) ?? ''
  const isMethod = unwrap(call.callee).type === 'MemberExpression'
  if (WAITS.test(name) || memberPath(call.callee) === 'Promise.resolve') return undefined
  if (isMethod && (name === 'catch' || (name === 'then' && call.arguments.length > 1))) return undefined
  const made = resolveFunction(context, code, call.callee)
  if (made) return inFunction(made.code, made.fn, context, depth)
  return `${code.show(call)} may reject, its code was not followed`
}

/** A promise whose executor has no way to reject does not. */
function executorReason(made: NewExpression): string | undefined {
  if (memberPath(made.callee) !== 'Promise') return undefined
  const [executor] = made.arguments
  return executor && isFunction(executor) && executor.params.length < 2 ? undefined : 'its promise may reject'
}

const THROWS =
  /^(?:JSON\.parse|decodeURI(?:Component)?|structuredClone|assert(?:\.\w+)?|invariant|BigInt|atob|require|import\.meta\.resolve|require\.resolve|Buffer\.alloc|Reflect\.construct|execSync|execFileSync)$/
/** Methods of built-in objects that have the names of what throws elsewhere. */
const FAILS_BY_NAME =
  /^(?:(?:parse|validate|assert|decode|deserialize|compile|verify|mustGet|getOrThrow|ensureValid|throwIf)[A-Z]?\w*|\w+OrThrow)$/
const SAFE = /^(?:Date|Number|Object|Array|Math|console|Promise|Symbol|String|Intl)\./

function callReason(
  code: Code,
  call: CallExpression,
  context: DetectorContext,
  depth: number
): string | undefined {
  const path = memberPath(call.callee) ?? ''
  if (SAFE.test(path)) return undefined
  if (THROWS.test(path)) return `\`${path}\` throws on what it does not accept`
  const made = resolveFunction(context, code, call.callee)
  if (made)
    return made.fn.async || made.fn.generator ? undefined : inFunction(made.code, made.fn, context, depth)
  const outside = outsideCalls(context.facts).effectOf(code.ast, call)
  const name = callName(call) ?? ''
  if (outside !== undefined && /Sync$/.test(name)) return `\`${name}\` reaches the ${outside}`
  if (isCallback(code, call)) return `${code.show(call.callee)} is the caller's`
  return FAILS_BY_NAME.test(name) ? `\`${name}\` is one that fails, by its name` : undefined
}

/** A parameter that is called: what it does is the caller's business. Settlers and other endings do not throw. */
function isCallback(code: Code, call: CallExpression): boolean {
  const callee = unwrap(call.callee)
  if (callee.type !== 'Identifier' || /^(?:resolve|reject|done|next|cb|callback|emit|log)/i.test(callee.name))
    return false
  const [definition] = code.bindingOf(callee)?.definitions ?? []
  return definition?.kind === 'parameter'
}

function newReason(code: Code, made: NewExpression): string | undefined {
  const name = memberPath(made.callee) ?? ''
  if (!/^(?:URL|RegExp|Function)$/.test(name) || code.bindingOf(made.callee)) return undefined
  const [first] = made.arguments
  return first && first.type !== 'Literal' ? `\`new ${name}\` throws on text that is not one` : undefined
}

const known = new WeakMap<FunctionNode, Map<number, string | undefined>>()

/** Why a function of the repository lets an exception out; asked at most three calls deep, and once for each function. */
function inFunction(
  code: Code,
  fn: FunctionNode,
  context: DetectorContext,
  depth: number
): string | undefined {
  if (depth === 0) return undefined
  const byDepth = known.get(fn) ?? new Map<number, string | undefined>()
  known.set(fn, byDepth)
  if (!byDepth.has(depth)) {
    // A function that calls itself fails because of something else in it.
    byDepth.set(depth, undefined)
    byDepth.set(depth, searchThrow(code, fn, context, depth))
  }
  return byDepth.get(depth)
}

function searchThrow(
  code: Code,
  fn: FunctionNode,
  context: DetectorContext,
  depth: number
): string | undefined {
  const reasonOf = (node: Node) => throwReason(code, node, context, depth - 1)
  const way = wayOut(fn, 'entry', {mayThrow: node => reasonOf(node) !== undefined}, ['throw'])
  return way && `it may fail at ${code.at(way.thrownBy ?? fn)}`
}
