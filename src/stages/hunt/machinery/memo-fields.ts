import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'
import {findLazyInits, type LazyInit} from './lazy-init.ts'
import {type Place, placeOf, usesOf} from './place.ts'
import {initialValue} from './promise.ts'
import {memberFunction} from './resolve.ts'
import {isEmptyValue} from './writes.ts'

/** A field or module variable that remembers what was made from others of the same class or module. */
export interface MemoField {
  readonly init: LazyInit
  /** What it is made from, with one read of each. */
  readonly sources: readonly {readonly place: Place; readonly read: Node}[]
}

/** Every such field, in source order; what it is made from is followed through locals and one method of the same `this`. */
export function memoFields(code: Code): MemoField[] {
  return findLazyInits(code).flatMap(init => {
    if (!/^(?:instance|module|static)$/.test(init.place.lifetime) || isEmptyValue(init.value)) return []
    if (init.fn.async || HELD.test(init.place.name) || isFunction(unwrap(init.value))) return []
    const sources = sourcesOf(code, init)
    return sources.length > 0 ? [{init, sources}] : []
  })
}

/** What is held because it works, not because it was derived. */
const HELD =
  /promise|pending|loading|inflight|handler|timer|timeout|interval|server|client|connection|socket|controller|instance|token|listener|observer|worker|process|lock/i

function sourcesOf(code: Code, init: LazyInit): MemoField['sources'] {
  const sources = new Map<string, {place: Place; read: Node}>()
  for (const root of valuesOf(code, init))
    walk(root, node => {
      // What a closure reads it reads anew each time.
      if (isFunction(node) && !isCall(code.parentOf(node))) return 'skip'
      const place = placeRead(code, node)
      if (!place || sources.has(place.name) || place.name === init.place.name) return undefined
      if (place.owner === init.place.owner && place.lifetime === init.place.lifetime)
        sources.set(place.name, {place, read: node})
      return undefined
    })
  return [...sources.values()]
}

/** The value, the values of the locals it names, and the body of a method that makes it. */
function valuesOf(code: Code, init: LazyInit): Node[] {
  const value = initialValue(code, init.value)
  const inner = value.type === 'AwaitExpression' ? unwrap(value.argument) : value
  const values = [value]
  const {owner} = init.place
  if (isCall(inner) && isClass(owner)) {
    const receiver = receiverOf(inner)
    const name = callName(inner)
    const fn =
      receiver && unwrap(receiver).type === 'ThisExpression' && name !== undefined
        ? memberFunction(owner, name)
        : undefined
    if (fn?.body) values.push(fn.body)
  }
  walk(value, node => {
    const local = node.type === 'Identifier' ? initialValue(code, node) : node
    if (local !== node) values.push(local)
  })
  return values
}

/** A field of `this` or a variable of the module that a node reads, methods and constants left out. */
function placeRead(code: Code, node: Node): Place | undefined {
  if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return undefined
  const parent = code.parentOf(node)
  if (parent?.type === 'MemberExpression' && parent.property === node) return undefined
  if (isCall(parent) && parent.callee === node) return undefined
  if (parent && isOnlyTold(code, parent, node)) return undefined
  const place = placeOf(code, node)
  const kind = place?.binding?.definitions[0]?.kind
  return kind === undefined || kind === 'variable' ? place : undefined
}

/** A list of which each member is only called: `for (const one of this.#observers) one.started()`. */
function isOnlyTold(code: Code, loop: Node, list: Node): boolean {
  if (loop.type !== 'ForOfStatement' || loop.right !== list) return false
  const [declarator] = loop.left.type === 'VariableDeclaration' ? loop.left.declarations : []
  const member = declarator && code.bindingOf(declarator.id)
  const statements: readonly Node[] = loop.body.type === 'BlockStatement' ? loop.body.body : [loop.body]
  return (
    member !== undefined &&
    statements.every(one => {
      const call = one.type === 'ExpressionStatement' ? unwrap(one.expression) : one
      const told = isCall(call) ? unwrap(receiverOf(call) ?? call.callee) : undefined
      return told !== undefined && code.bindingOf(told) === member
    })
  )
}

/** What changes a place in a function: a write, or a method that puts in or takes out. */
export interface Change {
  readonly node: Node
  readonly fn: FunctionNode
}

const MUTATES = /^(?:set|add|push|unshift|delete|clear|splice|pop|shift|sort|reverse)$/

/** Changes of a place outside of constructors, in source order. */
export function changesOf(code: Code, place: Place): Change[] {
  return usesOf(code, place).flatMap(use => {
    const node = changeAt(code, use)
    const fn = node && code.functionOf(use)
    return node && isFunction(fn) && !isConstructor(code, fn) ? [{node, fn}] : []
  })
}

function changeAt(code: Code, use: Node): Node | undefined {
  const parent = code.parentOf(use)
  if (parent?.type === 'AssignmentExpression') return parent.left === use ? parent : undefined
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return undefined
  const outer = code.parentOf(parent)
  if (outer?.type === 'AssignmentExpression')
    return outer.left === parent && parent.computed ? outer : undefined
  if (outer?.type === 'UnaryExpression') return outer.operator === 'delete' ? outer : undefined
  const isMethod = outer?.type === 'CallExpression' && outer.callee === parent
  return isMethod && MUTATES.test(propertyName(parent) ?? '') ? outer : undefined
}

function isConstructor(code: Code, fn: FunctionNode): boolean {
  const parent = code.parentOf(fn)
  return parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
}
