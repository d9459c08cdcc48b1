import type {CallExpression, Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {functionOfBinding, memberFunction} from './resolve.ts'

/** A function that calls itself by its name or on the same `this`, in its own body or in a function inside. */
export interface SelfCall {
  readonly fn: FunctionNode
  readonly call: CallExpression
  /** The functions between the call and `fn`, innermost first; empty for a call in its own body. */
  readonly through: readonly FunctionNode[]
  /** Its name as called: `visit`, or `visit` of `this.visit`. */
  readonly name: string
  /** Whether the call does not call the function itself, but is given it as a callback. */
  readonly handed: boolean
}

const cache = new WeakMap<Code, readonly SelfCall[]>()

/** Every self-call of a module, in source order. */
export function selfCalls(code: Code): readonly SelfCall[] {
  const known = cache.get(code) ?? code.nodes('CallExpression').flatMap(call => selfCallsOf(code, call))
  cache.set(code, known)
  return known
}

function selfCallsOf(code: Code, call: CallExpression): SelfCall[] {
  const named = (node: Node) => unwrap(node).type === 'Identifier' || unwrap(node).type === 'MemberExpression'
  return [call.callee, ...call.arguments].filter(named).flatMap(node => selfCall(code, call, node) ?? [])
}

function selfCall(code: Code, call: CallExpression, callee: Node): SelfCall | undefined {
  const fn = calledInModule(code, callee)
  if (!fn || call.start < fn.start || call.end > fn.end) return undefined
  const through: FunctionNode[] = []
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor === fn) return {fn, call, through, name: nameOf(callee), handed: callee !== call.callee}
    if (isFunction(ancestor)) through.push(ancestor)
  }
  return undefined
}

function nameOf(callee: Node): string {
  const node = unwrap(callee)
  return node.type === 'Identifier' ? node.name : (propertyName(node) ?? 'it')
}

/** The function of the module that a callee names: by a name written once, or a member of the same `this`. */
export function calledInModule(code: Code, callee: Node): FunctionNode | undefined {
  const node = unwrap(callee)
  if (node.type === 'Identifier') {
    const binding = code.bindingOf(node)
    return binding && functionOfBinding(binding)
  }
  if (node.type !== 'MemberExpression' || unwrap(node.object).type !== 'ThisExpression') return undefined
  const name = propertyName(node)
  const owner = name === undefined ? undefined : code.thisOwner(node)
  return owner && memberFunction(owner, name as string)
}

/**
 * The call that is given the function around a node: as an argument in place, or by the name it is bound to, once.
 * Undefined when the function is not handed to a call.
 */
export function receiverOfCallback(code: Code, callback: FunctionNode): CallExpression | undefined {
  const parent = code.parentOf(callback)
  if (isCall(parent) && parent.arguments.includes(callback as never)) return parent
  const name = callback.type === 'FunctionDeclaration' ? callback.id : declaredName(parent, callback)
  const reads = name ? (code.bindingOf(name)?.uses.filter(use => use.read) ?? []) : []
  const [only, second] = reads
  const call = only && !second ? code.parentOf(only.identifier) : undefined
  return isCall(call) && call.arguments.includes(only?.identifier as never) ? call : undefined
}

function declaredName(parent: Node | undefined, callback: FunctionNode): Node | undefined {
  if (parent?.type !== 'VariableDeclarator' || parent.init !== callback) return undefined
  return parent.id.type === 'Identifier' ? parent.id : undefined
}

/** The parameter's identifier where it is declared. */
export function parameterAt(fn: FunctionNode, index: number): (Node & {type: 'Identifier'}) | undefined {
  const parameter = fn.params[index] as Node | undefined
  const node = parameter?.type === 'TSParameterProperty' ? parameter.parameter : parameter
  const target = node?.type === 'AssignmentPattern' ? node.left : node
  return target?.type === 'Identifier' ? target : undefined
}
