import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import type {Place} from './place.ts'
import {type Located, resolveFunction} from './resolve.ts'

/** Why a value is known to be a promise. */
export interface PromiseProof {
  /** A clause: `` `open` is async ``. */
  readonly reason: string
  /** The function that makes it, when it is known. */
  readonly made: Located | undefined
}

/** Proves from syntax that an expression gives a promise; undefined when it may as well not. */
export function promiseProof(
  context: DetectorContext,
  code: Code,
  node: Node,
  depth = 2
): PromiseProof | undefined {
  const value = unwrap(node)
  const plain = (reason: string) => ({reason, made: undefined})
  switch (value.type) {
    case 'ImportExpression':
      return plain('`import()` gives a promise')
    case 'NewExpression':
      return memberPath(value.callee) === 'Promise' ? plain('it is a `new Promise`') : undefined
    case 'ConditionalExpression':
      return (
        promiseProof(context, code, value.consequent, depth) ??
        promiseProof(context, code, value.alternate, depth)
      )
    case 'Identifier':
      return depth > 0 ? localProof(context, code, value, depth) : undefined
    case 'CallExpression':
      return callProof(context, code, value)
    default:
      return undefined
  }
}

/** The value a local variable was declared with, followed while it is only another name. */
export function initialValue(code: Code, node: Node): Node {
  const value = unwrap(node)
  if (value.type !== 'Identifier') return value
  const binding = code.bindingOf(value)
  const definition = binding?.definitions[0]
  if (binding?.moduleLevel || definition?.node.type !== 'VariableDeclarator' || !definition.node.init)
    return value
  if (definition.node.id !== definition.name) return value
  return initialValue(code, definition.node.init)
}

function localProof(
  context: DetectorContext,
  code: Code,
  value: Node,
  depth: number
): PromiseProof | undefined {
  const initial = initialValue(code, value)
  return initial === value ? undefined : promiseProof(context, code, initial, depth - 1)
}

function callProof(
  context: DetectorContext,
  code: Code,
  call: Node & {type: 'CallExpression'}
): PromiseProof | undefined {
  const path = memberPath(call.callee) ?? ''
  if (/^Promise\.(?:all|race|any|allSettled|resolve|reject)$/.test(path))
    return {reason: `\`${path}\` gives a promise`, made: undefined}
  if (path === 'fetch' && !code.bindingOf(call.callee))
    return {reason: '`fetch` gives a promise', made: undefined}
  const name = callName(call)
  if (unwrap(call.callee).type === 'MemberExpression' && (name === 'then' || name === 'finally'))
    return {reason: `\`.${name}\` gives a promise`, made: undefined}
  const made = resolveFunction(context, code, call.callee)
  if (!made) return undefined
  if (made.fn.async && !made.fn.generator)
    return {reason: `${name ? `\`${name}\`` : 'the function'} is async`, made}
  return returnsPromise(made) ? {reason: `\`${name}\` is declared to return a promise`, made} : undefined
}

function returnsPromise({code, fn}: Located): boolean {
  const annotation = fn.returnType?.typeAnnotation
  return annotation?.type === 'TSTypeReference' && /^(?:Promise|PromiseLike)</.test(code.text(annotation))
}

/** Whether the declared type of a place, or the type arguments of its first value, say that it holds promises. */
export function isTypedAsPromise(code: Code, place: Place): boolean {
  return declaredTypes(place).some(type =>
    /\bPromise(?:Like)?</.test(code.text(type).replace(/=>[^|]*/g, ''))
  )
}

function declaredTypes(place: Place): Node[] {
  const {declared, value} = declarationOf(place)
  const annotation =
    declared && 'typeAnnotation' in declared ? (declared.typeAnnotation as Node | null) : undefined
  const given = value?.type === 'NewExpression' ? value.typeArguments : undefined
  return [annotation, given].flatMap(type => type ?? [])
}

function declarationOf(place: Place): {declared?: Node | undefined; value?: Node | undefined} {
  if (place.kind === 'field') {
    const declared = fieldDeclaration(place)
    return {
      declared,
      value: declared?.type === 'PropertyDefinition' ? (declared.value ?? undefined) : undefined
    }
  }
  const definition = place.binding?.definitions[0]
  const value =
    definition?.node.type === 'VariableDeclarator' ? (definition.node.init ?? undefined) : undefined
  return {declared: definition?.name, value}
}

function fieldDeclaration(place: Place): Node | undefined {
  if (place.owner.type !== 'ClassDeclaration' && place.owner.type !== 'ClassExpression') return undefined
  return place.owner.body.body.find(member => propertyName(member) === place.name)
}

/** Why a promise can not reject, or undefined when it may. */
export function cannotReject(code: Code, node: Node, proof: PromiseProof | undefined): string | undefined {
  const value = initialValue(code, node)
  if (isCall(value) && memberPath(value.callee) === 'Promise.resolve' && !value.arguments.some(isWork))
    return 'it is resolved from the start'
  if (isCall(value) && unwrap(value.callee).type === 'MemberExpression') {
    const handler =
      callName(value) === 'catch'
        ? value.arguments[0]
        : callName(value) === 'then'
          ? value.arguments[1]
          : undefined
    if (handler && isFunction(handler) && !canThrow(handler))
      return `its rejection is handled at ${code.at(handler)}`
  }
  if (value.type === 'NewExpression') {
    const [executor] = value.arguments
    if (executor && isFunction(executor) && executor.params.length < 2 && !canThrow(executor))
      return 'its executor only resolves'
  }
  const made = proof?.made
  return made && isFullyCaught(made.code, made.fn) ? `${made.code.at(made.fn)} catches everything` : undefined
}

function isWork(node: Node): boolean {
  return someInside(
    node,
    child =>
      child.type === 'CallExpression' || child.type === 'NewExpression' || child.type === 'ImportExpression'
  )
}

/** Whether the promise only waits for state that is there: asking again would give the same. */
export function startsNoWork(proof: PromiseProof): boolean {
  const body = proof.made?.fn.body
  return !!body && !isWork(body)
}

/** Whether a function is one `try` whose `catch` lets nothing through, or has nothing that could throw. */
function isFullyCaught(code: Code, fn: FunctionNode): boolean {
  if (fn.body?.type !== 'BlockStatement') return false
  const risky = fn.body.body.filter(statement => canThrow(statement as Node, code))
  return risky.every(
    statement =>
      statement.type === 'TryStatement' &&
      statement.handler !== null &&
      !hasThrow(statement.handler) &&
      !statement.finalizer
  )
}

function canThrow(node: Node, code?: Code): boolean {
  let found = false
  walk(node, child => {
    if (found || (child !== node && isFunction(child)) || (code && isHandled(code, child))) return 'skip'
    if (
      ['ThrowStatement', 'AwaitExpression', 'CallExpression', 'NewExpression'].includes(child.type) &&
      !isLogging(child)
    )
      found = true
    return undefined
  })
  return found
}

/** `p.catch(() => false)`, a constant that holds such a promise, and `Promise.all` of them, also awaited. */
function isHandled(code: Code, node: Node): boolean {
  const value = unwrap(node)
  if (value.type === 'AwaitExpression') return isHandled(code, value.argument)
  if (value.type === 'Identifier') {
    const made = initialValue(code, value)
    return made !== value && isHandled(code, made)
  }
  if (!isCall(value)) return false
  const [first] = value.arguments
  if (/^Promise\.all(?:Settled)?$/.test(memberPath(value.callee) ?? ''))
    return (
      first?.type === 'ArrayExpression' && first.elements.every(one => one !== null && isHandled(code, one))
    )
  const isCatch = callName(value) === 'catch' && unwrap(value.callee).type === 'MemberExpression'
  return isCatch && first !== undefined && isFunction(first) && !canThrow(first)
}

function hasThrow(node: Node): boolean {
  return someInside(node, child => child.type === 'ThrowStatement' || child.type === 'AwaitExpression')
}

function isLogging(node: Node): boolean {
  if (!isCall(node)) return false
  return (
    /^(?:console|log|logger|this\.(?:log|logger|_log|_logger))\b/.test(memberPath(node.callee) ?? '') ||
    callName(node) === 'resolve'
  )
}

function someInside(root: Node, test: (node: Node) => boolean): boolean {
  let found = false
  walk(root, node => {
    if (found || (node !== root && isFunction(node))) return 'skip'
    if (test(node)) found = true
    return undefined
  })
  return found
}
