import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import {type Access, accessOf, parameterIndex} from './accesses.ts'
import {calledFunction, callersOf} from './callees.ts'
import type {Code} from './code.ts'
import {endsInThrow} from './lazy-init.ts'
import {type Located, resolveFunction} from './resolve.ts'

/** A part of a parameter that a value depends on. */
export interface Input extends Access {
  /** Where it is read, in the innermost function. */
  readonly code: Code
  readonly node: Node
  /** The calls it is handed through on the way there, outermost first. */
  readonly via: readonly {readonly code: Code; readonly call: Node}[]
}

/**
 * How far to go where it is open what a value depends on: `least` takes what is surely read to make it, `most` also what
 * its variable is changed with, so that what is then missing is surely missing.
 */
type Reach = 'least' | 'most'

/**
 * The parts of parameters, of this function or those around it, that the value of an expression depends on: through
 * local variables, the tests around their writes, closures, and calls of functions of the repository. No part twice.
 */
export function inputsOf(context: DetectorContext, code: Code, value: Node, reach: Reach): Input[] {
  return distinct(collect(context, code, [value], reach))
}

const MOST_READS = 300
const MOST_CALLS = 5

const reads = new WeakMap<FunctionNode, readonly Input[]>()

/** What a function reads of its own parameters, anywhere in it or in what it calls; logs and refusals left out. */
function parameterReads(context: DetectorContext, {code, fn}: Located): readonly Input[] {
  const known = reads.get(fn)
  if (known) return known
  // A function that calls itself adds nothing to what its first call reads.
  reads.set(fn, [])
  const all = fn.body ? collect(context, code, [fn.body, ...fn.params.flatMap(defaultOf)], 'least') : []
  const own = distinct(all.filter(input => input.binding.owner === fn)).slice(0, MOST_READS)
  reads.set(fn, own)
  return own
}

function defaultOf(parameter: Node): Node[] {
  return parameter.type === 'AssignmentPattern' ? [parameter.right] : []
}

function distinct(inputs: readonly Input[]): Input[] {
  const byName = new Map<Binding, Set<string>>()
  return inputs.filter(({binding, path}) => {
    const names = byName.get(binding) ?? new Set<string>()
    byName.set(binding, names)
    const name = path.join('.')
    if (names.has(name)) return false
    names.add(name)
    return true
  })
}

interface Search {
  readonly context: DetectorContext
  readonly code: Code
  readonly reach: Reach
  readonly found: Input[]
  readonly seen: Set<Node | Binding>
}

function collect(context: DetectorContext, code: Code, roots: readonly Node[], reach: Reach): Input[] {
  const search: Search = {context, code, reach, found: [], seen: new Set()}
  for (const root of roots) visit(search, root)
  return search.found
}

function visit(search: Search, root: Node): void {
  if (search.seen.has(root)) return
  search.seen.add(root)
  walk(root, node => {
    if (isSilent(search, node)) return 'skip'
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
        visitCall(search, node)
        return 'skip'
      case 'MemberExpression':
      case 'Identifier':
        visitName(search, node)
        return 'skip'
      case 'ForOfStatement':
        if (isAlias(search.code, node.right)) {
          visit(search, node.body)
          return 'skip'
        }
        return undefined
      case 'VariableDeclarator':
        if (node.init && isFollowed(search.code, node)) return 'skip'
        return undefined
      case 'Property':
        // The key of `{name: value}` reads nothing.
        visitProperty(search, node)
        return 'skip'
      default:
        return undefined
    }
  })
}

function visitProperty(search: Search, node: Node & {type: 'Property'}): void {
  if (node.computed) visit(search, node.key)
  visit(search, node.value)
}

const LOGS = /^(?:console|log|logger|debug|this\.(?:#|_)?(?:log|logger|debug))(?:$|\.)/

/** Types, logs, and what only leads to a refusal. */
function isSilent({reach}: Search, node: Node): boolean {
  if (node.type.startsWith('TS') && unwrap(node) === node) return true
  if (reach === 'most') return false
  if (node.type === 'ThrowStatement') return true
  if (node.type === 'IfStatement') return !node.alternate && endsInThrow(node.consequent)
  return isCall(node) && LOGS.test(memberPath(node.callee) ?? '')
}

function isAlias(code: Code, node: Node): boolean {
  const inner = unwrap(node)
  return (
    (inner.type === 'Identifier' || inner.type === 'MemberExpression') && accessOf(code, inner) !== undefined
  )
}

/** Whether the variables of a declarator are only other names, so that their uses are what is read. */
function isFollowed(code: Code, node: Node & {type: 'VariableDeclarator'}): boolean {
  if (!node.init || !isAlias(code, node.init)) return false
  let followed = true
  walk(node.id, name => {
    const binding = name.type === 'Identifier' ? code.bindingOf(name) : undefined
    if (binding?.definitions[0]?.name === name && accessOf(code, name)?.binding === binding) followed = false
  })
  return followed
}

function visitName(search: Search, node: Node): void {
  const {code} = search
  visitComputed(search, node)
  if (code.bindingOf(node)?.definitions.some(definition => definition.name === node)) return
  const access = accessOf(code, node)
  const inner = unwrap(node)
  if (access) record(search, access, node)
  else if (inner.type === 'MemberExpression') visit(search, inner.object)
}

function visitComputed(search: Search, node: Node): void {
  const inner = unwrap(node)
  if (inner.type !== 'MemberExpression') return
  if (inner.computed && propertyName(inner) === undefined) visit(search, inner.property)
  visitComputed(search, inner.object)
}

function record(search: Search, access: Access, node: Node): void {
  const {binding} = access
  const [definition] = binding.definitions
  if (!definition || binding.moduleLevel || isWritten(search.code, node)) return
  if (definition.kind !== 'parameter') {
    followLocal(search, binding)
    return
  }
  search.found.push({...access, code: search.code, node, via: []})
  const awaited = settledBy(search.code, binding)
  if (awaited) visit(search, awaited)
}

/** The promise whose value a parameter takes: `load().then(value => …)`. */
function settledBy(code: Code, binding: Binding): Node | undefined {
  const call = code.parentOf(binding.owner)
  if (!isCall(call) || call.arguments[0] !== binding.owner || callName(call) !== 'then') return undefined
  const callee = unwrap(call.callee)
  return callee.type === 'MemberExpression' ? callee.object : undefined
}

function isWritten(code: Code, node: Node): boolean {
  const parent = code.parentOf(node)
  return parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === node
}

/** What a local variable is set from, and the tests that decide it. */
function followLocal(search: Search, binding: Binding): void {
  const {code, seen} = search
  if (seen.has(binding)) return
  seen.add(binding)
  for (const {node} of binding.definitions) {
    if (node.type === 'VariableDeclarator' && node.init) visit(search, node.init)
    else if (node.type === 'FunctionDeclaration' && node.body) visit(search, node.body)
    const loop = code.parentOf(code.parentOf(node) ?? node)
    if (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') visit(search, loop.right)
  }
  for (const {identifier, init} of binding.uses) {
    if (init) continue
    for (const change of changesBy(search, identifier)) {
      visit(search, change)
      for (const test of testsAround(code, change, binding.owner)) visit(search, test)
    }
  }
}

/** What a use of a variable puts into it. */
function changesBy({code, reach}: Search, identifier: Node): readonly Node[] {
  const parent = code.parentOf(identifier)
  if (parent?.type === 'AssignmentExpression') return parent.left === identifier ? [parent.right] : []
  if (reach === 'least') return partsOf(code, identifier, parent)
  if (isCall(parent)) return isChangeable(code, identifier) ? parent.arguments : []
  if (parent?.type !== 'MemberExpression' || parent.object !== identifier) return []
  const outer = code.parentOf(parent)
  if (isCall(outer) && outer.callee === parent) return outer.arguments
  return outer?.type === 'AssignmentExpression' && outer.left === parent ? [outer.right] : []
}

/** What `made[name] = value` puts into an object that was made here. */
function partsOf(code: Code, identifier: Node, parent: Node | undefined): readonly Node[] {
  if (parent?.type !== 'MemberExpression' || parent.object !== identifier || !parent.computed) return []
  const outer = code.parentOf(parent)
  const isPart = outer?.type === 'AssignmentExpression' && outer.left === parent
  return isPart && isChangeable(code, identifier) ? [parent.property, outer.right] : []
}

/** Whether others can change what a variable holds: a text or number they cannot. */
function isChangeable(code: Code, identifier: Node): boolean {
  const declarator = code.bindingOf(identifier)?.definitions[0]?.node
  const value =
    declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : undefined
  return /^(?:Array|Object|New)Expression$/.test(value?.type ?? '')
}

function testsAround(code: Code, node: Node, owner: Node): Node[] {
  const tests: Node[] = []
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === owner) break
    if (ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression')
      tests.push(ancestor.test)
    if (ancestor.type === 'SwitchStatement') tests.push(ancestor.discriminant)
  }
  return tests
}

/** These give of each member only what their callback makes of it. */
const BY_CALLBACK = /^(?:map|flatMap|forEach|some|every|reduce|findIndex)$/

function visitCall(search: Search, call: CallExpression | NewExpression): void {
  const targets = targetsOf(search, call)
  visitReceiver(search, call, targets.length > 0)
  if (targets.length === 0) {
    for (const argument of call.arguments) visit(search, argument)
    return
  }
  for (const target of targets) {
    // What a closure captures belongs to this function too.
    if (target.code === search.code && target.code.functionOf(target.fn) && target.fn.body)
      visit(search, target.fn.body)
    passArguments(search, call, parameterReads(search.context, target), target.fn)
  }
}

/** The functions that a call may run: the one it names, or those that callers pass for a parameter. */
function targetsOf({context, code}: Search, call: CallExpression | NewExpression): readonly Located[] {
  const named = calledFunction(context, code, call)
  if (named) return [named]
  const callee = unwrap(call.callee)
  const binding = callee.type === 'Identifier' ? code.bindingOf(callee) : undefined
  const index = binding && parameterIndex(binding)
  if (!binding || index === undefined || !isFunction(binding.owner)) return []
  return callersOf(context, {code, fn: binding.owner})
    .slice(0, MOST_CALLS)
    .flatMap(caller => {
      const given = caller.call.arguments[index]
      return given ? (resolveFunction(context, caller.code, given) ?? []) : []
    })
}

function visitReceiver(search: Search, call: CallExpression | NewExpression, isKnown: boolean): void {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') {
    if (!isKnown) visit(search, callee)
    return
  }
  const [callback] = call.arguments
  const isByCallback = BY_CALLBACK.test(callName(call) ?? '') && isFunction(callback)
  if (isByCallback && isAlias(search.code, callee.object)) return
  visit(search, callee.object)
}

function passArguments(
  search: Search,
  call: CallExpression | NewExpression,
  wanted: readonly Input[],
  fn: FunctionNode
): void {
  const rest = fn.params.findIndex(one => one.type === 'RestElement')
  const spread = call.arguments.findIndex(one => one.type === 'SpreadElement')
  for (const [index, argument] of call.arguments.entries()) {
    const isOpen = (rest >= 0 && index >= rest) || (spread >= 0 && index >= spread)
    if (isOpen) visit(search, argument)
    const parts = isOpen ? [] : wanted.filter(({binding}) => parameterIndexOf(fn, binding) === index)
    for (const part of parts) passPart(search, call, argument, part)
  }
}

function parameterIndexOf(fn: FunctionNode, binding: Binding): number {
  const name = binding.definitions[0]?.name
  return name ? fn.params.findIndex(one => one.start <= name.start && name.end <= one.end) : -1
}

/** Follows one part that the callee reads of an argument. */
function passPart(search: Search, call: Node, argument: Node, part: Input): void {
  const {code, found} = search
  const value = unwrap(argument)
  const access = isAlias(code, value) ? accessOf(code, value) : undefined
  if (value.type === 'ObjectExpression') passProperty(search, call, value, part)
  else if (access?.binding.definitions[0]?.kind !== 'parameter') visit(search, argument)
  else visitComputed(search, value)
  if (access?.binding.definitions[0]?.kind !== 'parameter' || part.via.length >= MOST_CALLS) return
  found.push({
    binding: access.binding,
    path: [...access.path, ...part.path],
    code: part.code,
    node: part.node,
    via: [{code, call}, ...part.via]
  })
}

function passProperty(
  search: Search,
  call: Node,
  object: Node & {type: 'ObjectExpression'},
  part: Input
): void {
  const [name, ...rest] = part.path
  for (const property of object.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      passPart(search, call, property.argument, part)
      continue
    }
    if (name !== undefined && propertyName(property) !== name) continue
    passPart(search, call, property.value, {...part, path: rest})
    if (name !== undefined) return
  }
}
