import type {Node} from '@oxc-project/types'
import {isClass} from '../../../syntax/enclosing.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/** How long a place lives, longest first. `closure`: as long as a function made inside its owner. */
export type Lifetime = 'module' | 'static' | 'instance' | 'closure' | 'local'

/** A variable or a field of `this`, seen from one of its uses. */
export interface Place {
  readonly kind: 'variable' | 'field'
  /** `client` or `#client`. */
  readonly name: string
  /** As written, `this.#client`. */
  readonly text: string
  readonly lifetime: Lifetime
  /** The class, object literal, function or program that holds it. */
  readonly owner: Node
  readonly binding: Binding | undefined
}

/** The variable or field that a node names; undefined for anything else, deeper paths included. */
export function placeOf(code: Code, node: Node): Place | undefined {
  const inner = unwrap(node)
  if (inner.type === 'Identifier') return variablePlace(code, inner)
  if (inner.type === 'MemberExpression') return fieldPlace(code, inner)
  return undefined
}

/** Whether two nodes name one place. */
export function isPlace(code: Code, node: Node | null | undefined, place: Place): boolean {
  if (!node) return false
  const inner = unwrap(node)
  if (place.kind === 'variable')
    return (
      inner.type === 'Identifier' && place.binding !== undefined && code.bindingOf(inner) === place.binding
    )
  return (
    inner.type === 'MemberExpression' &&
    propertyName(inner) === place.name &&
    holderOf(code, inner) === place.owner
  )
}

/** Every node that names the place, in source order; declarations of fields and variables left out. */
export function usesOf(code: Code, place: Place): Node[] {
  if (place.kind === 'variable')
    return (place.binding?.uses ?? []).filter(use => !use.typeOnly).map(use => use.identifier)
  return membersNamed(code, place.name).filter(node => isPlace(code, node, place))
}

const membersByName = new WeakMap<Code, ReadonlyMap<string, readonly Node[]>>()

/** Member expressions by their property's name: asked for every field, so gathered once for each module. */
function membersNamed(code: Code, name: string): readonly Node[] {
  const known = membersByName.get(code) ?? gatherMembers(code)
  membersByName.set(code, known)
  return known.get(name) ?? []
}

function gatherMembers(code: Code): ReadonlyMap<string, readonly Node[]> {
  const byName = new Map<string, Node[]>()
  for (const node of code.nodes('MemberExpression')) {
    const name = propertyName(node)
    if (name === undefined) continue
    const nodes = byName.get(name)
    if (nodes) nodes.push(node)
    else byName.set(name, [node])
  }
  return byName
}

function variablePlace(code: Code, node: Node & {type: 'Identifier'}): Place | undefined {
  const binding = code.bindingOf(node)
  if (!binding) return undefined
  const lifetime = binding.moduleLevel
    ? 'module'
    : binding.owner === code.functionOf(node)
      ? 'local'
      : 'closure'
  return {kind: 'variable', name: node.name, text: node.name, lifetime, owner: binding.owner, binding}
}

function fieldPlace(code: Code, node: Node & {type: 'MemberExpression'}): Place | undefined {
  const owner = holderOf(code, node)
  const name = propertyName(node)
  const text = memberPath(node)
  if (!owner || name === undefined || text === undefined) return undefined
  const lifetime = isStatic(code, node) ? 'static' : 'instance'
  return {kind: 'field', name, text, lifetime, owner, binding: undefined}
}

/** The class or object whose field a member expression reads: `this.x` inside it, or `Class.x` anywhere. */
function holderOf(code: Code, node: Node & {type: 'MemberExpression'}): Node | undefined {
  const object = unwrap(node.object)
  if (object.type === 'ThisExpression') return code.thisOwner(object)
  if (object.type !== 'Identifier') return undefined
  const definition = code.bindingOf(object)?.definitions[0]
  return definition?.kind === 'class' ? definition.node : undefined
}

function isStatic(code: Code, node: Node & {type: 'MemberExpression'}): boolean {
  if (unwrap(node.object).type === 'Identifier') return true
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'MethodDefinition' || ancestor.type === 'PropertyDefinition') return ancestor.static
    if (isClass(ancestor)) return false
  }
  return false
}
