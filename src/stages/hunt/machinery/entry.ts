import type {Class, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {isEntryExport, sharingOf} from './instances.ts'

/** A way by which a function can be entered again while an earlier call of it waits. */
export interface Entry {
  /** A clause such as `` `connect` is a public method of the exported class `Client` ``. */
  readonly reason: string
  /** Whether it is known that the way leads to one and the same state. */
  readonly sure: boolean
}

/** The first such way that is found; undefined: none. */
export function concurrentEntry(
  context: DetectorContext,
  code: Code,
  fn: FunctionNode,
  visited: ReadonlySet<Node> = new Set()
): Entry | undefined {
  if (visited.has(fn)) return undefined
  const seen = new Set([...visited, fn])
  return (
    sure(exportedFunction(context, code, fn)) ??
    sure(exportedMember(context, code, fn)) ??
    publicMethod(context, code, fn) ??
    sure(registeredHandler(code, fn)) ??
    handedOut(context, code, fn, seen) ??
    calledByEntry(context, code, fn, seen)
  )
}

function sure(reason: string | undefined): Entry | undefined {
  return reason === undefined ? undefined : {reason, sure: true}
}

function exportedFunction(context: DetectorContext, code: Code, fn: FunctionNode): string | undefined {
  if (code.functionOf(fn) || code.thisOwner(fn)) return undefined
  const name = code.symbolOf(fn)
  if (holderName(code, fn) === undefined) return undefined
  return isExported(context, code, name) ? `\`${name}\` is exported` : undefined
}

/** A member of an object literal that the module gives out: `export default {async fetch() {…}}`. */
function exportedMember(context: DetectorContext, code: Code, fn: FunctionNode): string | undefined {
  const property = code.parentOf(fn)
  const object = property && code.parentOf(property)
  if (property?.type !== 'Property' || object?.type !== 'ObjectExpression') return undefined
  const holder = outermost(code, object)
  const name = propertyName(property) ?? 'it'
  const isDefault = holder?.type === 'ExportDefaultDeclaration'
  const variable =
    holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : ''
  const path = holder?.type === 'AssignmentExpression' ? (memberPath(holder.left) ?? '') : ''
  const isGiven = /^(?:module\.)?exports(?:\.[\w$]+)?$/.test(path)
  if (isDefault || isGiven) return `\`${name}\` is a member of the object that the module exports`
  const isNamed = variable !== '' && !code.functionOf(object) && isExported(context, code, variable)
  return isNamed ? `\`${name}\` is a member of the exported \`${variable}\`` : undefined
}

/** What holds a value, its type wrappers looked through. */
function outermost(code: Code, node: Node): Node | undefined {
  const parent = code.parentOf(node)
  return parent && unwrap(parent) !== parent ? outermost(code, parent) : parent
}

/** The name a function is bound to where it stands: its own, its variable's, or the default export's. */
function holderName(code: Code, fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name
  const parent = code.parentOf(fn)
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  if (parent?.type === 'ExportDefaultDeclaration') return 'default'
  if (parent?.type !== 'AssignmentExpression') return undefined
  const path = memberPath(parent.left)
  return /^(?:module\.)?exports(?:\.[\w$]+)?$/.test(path ?? '') ? path : undefined
}

/** Whether a module gives a top-level name out; for CommonJS also by what it assigns to `module.exports`. */
export function isExported(context: DetectorContext, code: Code, name: string): boolean {
  const symbol = context.facts.symbol(`${code.path}#${name}`)
  if (symbol && symbol.exportedAs.length > 0) return true
  return (
    context.facts
      .module(code.path)
      ?.exports.some(one => one.name === name || (name === 'default' && one.name === 'module.exports')) ??
    false
  )
}

/**
 * A public method of a class that others get hold of: the package gives the class out, or an instance is shared in
 * the repository. Where neither is seen it stays possible, and unsure when the package has entry points.
 */
function publicMethod(context: DetectorContext, code: Code, fn: FunctionNode): Entry | undefined {
  const member = code.parentOf(fn)
  if (member?.type !== 'MethodDefinition' && member?.type !== 'PropertyDefinition') return undefined
  if (member.type === 'MethodDefinition' && member.kind === 'constructor') return undefined
  const name = propertyName(member)
  if (name === undefined || /^[#_]/.test(name) || member.accessibility) {
    if (name === undefined || /^[#_]/.test(name) || member.accessibility !== 'public') return undefined
  }
  const owner = code.thisOwner(member.value ?? member)
  const className = isClass(owner) ? nameOfClass(code, owner) : undefined
  if (!isClass(owner) || className === undefined || !isHandedOut(context, code, className)) return undefined
  const reason = `\`${name}\` is a public method of \`${className}\``
  const isGivenOut = isEntryExport(context, code.path, className)
  const sharing = isGivenOut ? 'shared' : sharingOf(context, code, className, owner, name)
  if (sharing === 'own') return undefined
  return {reason, sure: sharing === 'shared' || isGivenOut === undefined}
}

/** As facts name it; a class inside of a function by its own name. */
function nameOfClass(code: Code, node: Class): string | undefined {
  if (code.functionOf(node)) return node.id?.name
  const name = code.symbolOf(node)
  return name === 'module' ? node.id?.name : name
}

/** A class that is exported, or of which the module makes instances. */
function isHandedOut(context: DetectorContext, code: Code, name: string): boolean {
  if (isExported(context, code, name) || isExported(context, code, 'default')) return true
  return code
    .nodes('NewExpression')
    .some(node => unwrap(node.callee).type === 'Identifier' && callName(node) === name)
}

const REGISTERS = new Set([
  'on',
  'addListener',
  'addEventListener',
  'prependListener',
  'subscribe',
  'use',
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'all',
  'route',
  'setInterval',
  'createServer',
  'handle',
  'process'
])

function registeredHandler(code: Code, fn: FunctionNode): string | undefined {
  const call = code.parentOf(fn)
  if (!isCall(call) || !call.arguments.includes(fn as never)) return undefined
  const name = callName(call)
  if (name === undefined) return undefined
  if (name === 'map' && isUnderPromiseAll(code, call))
    return `it runs for each element under ${code.at(call)}`
  if (!REGISTERS.has(name)) return undefined
  const first =
    call.arguments[0] === (fn as never) &&
    name !== 'subscribe' &&
    name !== 'use' &&
    name !== 'setInterval' &&
    name !== 'createServer'
  return first ? undefined : `it is a handler registered at ${code.at(call)}`
}

function isUnderPromiseAll(code: Code, call: Node): boolean {
  const outer = code.parentOf(call)
  if (outer?.type === 'VariableDeclarator' && outer.id.type === 'Identifier') {
    const uses = code.bindingOf(outer.id)?.uses ?? []
    return uses.some(use => use.read && isPromiseAll(code.parentOf(use.identifier)))
  }
  return isPromiseAll(outer)
}

function isPromiseAll(node: Node | undefined): boolean {
  return isCall(node) && /^Promise\.(?:all|allSettled|any|race)$/.test(memberPath(node.callee) ?? '')
}

/** A function made inside another one and returned by it, alone or in an object. */
function handedOut(
  context: DetectorContext,
  code: Code,
  fn: FunctionNode,
  seen: ReadonlySet<Node>
): Entry | undefined {
  const outer = code.functionOf(fn)
  if (!outer || !isReturned(code, fn, outer)) return undefined
  const entry = concurrentEntry(context, code, outer, seen)
  return entry && {...entry, reason: `it is handed out by \`${code.symbolOf(outer)}\``}
}

function isReturned(code: Code, fn: FunctionNode, outer: FunctionNode): boolean {
  if (returnsNode(code, fn, outer)) return true
  const name = boundName(code, fn) ?? nameOfObjectAround(code, fn)
  const binding = name && code.bindingOf(name)
  return !!binding && binding.uses.some(use => use.read && returnsNode(code, use.identifier, outer))
}

function boundName(code: Code, fn: FunctionNode): Node | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined
  const parent = code.parentOf(fn)
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined
}

/** The variable that the object literal around a method is stored in. */
function nameOfObjectAround(code: Code, fn: FunctionNode): Node | undefined {
  const property = code.parentOf(fn)
  const object = property?.type === 'Property' ? code.parentOf(property) : undefined
  let holder = object?.type === 'ObjectExpression' ? code.parentOf(object) : undefined
  while (holder && unwrap(holder) !== holder) holder = code.parentOf(holder)
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id : undefined
}

/** Whether a node is what `outer` returns, or a property of the object literal that it returns. */
function returnsNode(code: Code, node: Node, outer: FunctionNode): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'ReturnStatement') return code.functionOf(ancestor) === outer
    if (ancestor === outer) return outer.type === 'ArrowFunctionExpression' && outer.body === child
    if (ancestor.type !== 'ObjectExpression' && ancestor.type !== 'Property') return false
    child = ancestor
  }
  return false
}

/** Calls of a function in its module: by its name, or on the same `this`. In source order. */
export function callsOf(code: Code, fn: FunctionNode): (Node & {type: 'CallExpression'})[] {
  const name = boundName(code, fn)
  const binding = name && code.bindingOf(name)
  if (binding) {
    return binding.uses.flatMap(use => {
      const call = code.parentOf(use.identifier)
      return isCall(call) && unwrap(call.callee) === use.identifier ? [call] : []
    })
  }
  const member = code.parentOf(fn)
  const memberName = member && propertyName(member)
  if (!member || memberName === undefined) return []
  const owner = code.thisOwner(fn)
  return code.nodes('CallExpression').filter(call => {
    const callee = unwrap(call.callee)
    if (callee.type !== 'MemberExpression' || unwrap(callee.object).type !== 'ThisExpression') return false
    return propertyName(callee) === memberName && code.thisOwner(callee) === owner
  })
}

function calledByEntry(
  context: DetectorContext,
  code: Code,
  fn: FunctionNode,
  seen: ReadonlySet<Node>
): Entry | undefined {
  for (const call of callsOf(code, fn)) {
    const caller = code.functionOf(call)
    const entry = caller && concurrentEntry(context, code, caller, seen)
    if (entry) return {...entry, reason: `it is called at ${code.at(call)}, and ${entry.reason}`}
  }
  const holder = enclosingCallback(code, fn)
  return holder && concurrentEntry(context, code, holder, seen)
}

/** The function around a callback that runs during or after the call it is given to. */
function enclosingCallback(code: Code, fn: FunctionNode): FunctionNode | undefined {
  const parent = code.parentOf(fn)
  const isArgument = isCall(parent) && parent.arguments.includes(fn as never)
  const isInvoked = isCall(parent) && isFunction(unwrap(parent.callee))
  return isArgument || isInvoked ? code.functionOf(fn) : undefined
}
