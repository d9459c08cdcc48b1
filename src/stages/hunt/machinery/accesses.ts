import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/** A part of what a variable holds: names of properties, `[]` for a member of a collection. */
export interface Access {
  readonly binding: Binding
  readonly path: readonly string[]
}

/**
 * What a chain of names reads, other names for it followed: `field.name` is `fields[].name` inside of
 * `for (const field of fields)`, and `{name}` of a parameter is its property.
 */
export function accessOf(code: Code, node: Node, depth = 6): Access | undefined {
  const inner = unwrap(node)
  if (inner.type === 'MemberExpression') {
    const object = accessOf(code, inner.object, depth)
    return object && {...object, path: [...object.path, propertyName(inner) ?? '[]']}
  }
  if (inner.type !== 'Identifier') return undefined
  const binding = code.bindingOf(inner)
  return binding && (depth > 0 ? aliased(code, binding, depth - 1) : {binding, path: []})
}

/** The access a variable is only another name for; itself when it is more than that. */
function aliased(code: Code, binding: Binding, depth: number): Access {
  const self = {binding, path: []}
  const [definition, second] = binding.definitions
  if (!definition || second || binding.uses.some(use => use.write && !use.init)) return self
  const path = pathInPattern(code, definition.name)
  if (!path) return self
  if (definition.kind === 'parameter') return ofParameter(code, binding, path, depth)
  if (definition.node.type !== 'VariableDeclarator') return self
  const source = definition.node.init ?? undefined
  const from = source ? accessOf(code, source, depth) : elementOfLoop(code, definition.node, depth)
  return from ? {binding: from.binding, path: [...from.path, ...path]} : self
}

/** `for (const one of list)`. */
function elementOfLoop(code: Code, declarator: Node, depth: number): Access | undefined {
  const declaration = code.parentOf(declarator)
  const loop = declaration && code.parentOf(declaration)
  if (loop?.type !== 'ForOfStatement' || loop.left !== declaration) return undefined
  const list = accessOf(code, loop.right, depth)
  return list && {...list, path: [...list.path, '[]']}
}

const PER_MEMBER = /^(?:map|forEach|filter|find|findLast|findIndex|some|every|flatMap|sort|toSorted|reduce)$/

/** A parameter; that of a callback which a list calls for each member is the member. */
function ofParameter(code: Code, binding: Binding, path: readonly string[], depth: number): Access {
  const fn = binding.owner
  const call = code.parentOf(fn)
  const own = {binding: rootOf(code, binding), path}
  if (!isFunction(fn) || !isCall(call) || call.arguments[0] !== fn) return own
  const name = callName(call) ?? ''
  const callee = unwrap(call.callee)
  const index = parameterIndex(binding)
  const isMember = PER_MEMBER.test(name) && (name === 'reduce' ? index === 1 : index === 0)
  if (callee.type !== 'MemberExpression' || !isMember) return own
  const list = accessOf(code, callee.object, depth)
  return list ? {...list, path: [...list.path, '[]', ...path]} : own
}

/** Every name of one destructured parameter stands for the same parameter: that of its first name. */
function rootOf(code: Code, binding: Binding): Binding {
  const fn = binding.owner
  const index = parameterIndex(binding)
  const parameter = isFunction(fn) && index !== undefined ? (fn.params[index] as Node) : undefined
  const first = parameter && firstName(parameter)
  return (first && code.bindingOf(first)) ?? binding
}

function firstName(pattern: Node): Node | undefined {
  switch (pattern.type) {
    case 'Identifier':
      return pattern
    case 'AssignmentPattern':
      return firstName(pattern.left)
    case 'TSParameterProperty':
      return firstName(pattern.parameter)
    case 'RestElement':
      return firstName(pattern.argument)
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        const name = firstName(property.type === 'Property' ? property.value : property)
        if (name) return name
      }
      return undefined
    case 'ArrayPattern':
      for (const element of pattern.elements) {
        const name = element && firstName(element)
        if (name) return name
      }
      return undefined
    default:
      return undefined
  }
}

/** Which parameter of its function a binding belongs to. */
export function parameterIndex(binding: Binding): number | undefined {
  const fn = binding.owner
  const name = binding.definitions[0]?.name
  if (!isFunction(fn) || !name || binding.definitions[0]?.kind !== 'parameter') return undefined
  const index = fn.params.findIndex(one => one.start <= name.start && name.end <= one.end)
  return index < 0 ? undefined : index
}

/** Where in its pattern a name stands: `['a', 'b']` in `{a: {b}}`; undefined below a rest element. */
function pathInPattern(code: Code, name: Node): string[] | undefined {
  const path: string[] = []
  let child = name
  for (const ancestor of code.ancestorsOf(name)) {
    if (ancestor.type === 'AssignmentPattern' && ancestor.left === child) {
      child = ancestor
      continue
    }
    if (ancestor.type === 'RestElement') return isFunction(code.parentOf(ancestor)) ? [] : undefined
    if (ancestor.type === 'Property' && ancestor.value === child) path.unshift(propertyName(ancestor) ?? '[]')
    else if (ancestor.type === 'ArrayPattern') path.unshift('[]')
    else if (ancestor.type !== 'ObjectPattern') break
    child = ancestor
  }
  return path
}
