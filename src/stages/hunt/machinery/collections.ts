import type {Node} from '@oxc-project/types'
import type {Facts} from '../../../facts/facts.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {allCode, type Code} from './code.ts'
import {type Place, placeOf, usesOf} from './place.ts'

/** A collection that lives as long as its module or instance, and what is put into it by functions. */
export interface Collection {
  readonly place: Place
  readonly kind: 'Map' | 'Set' | 'array' | 'object'
  readonly made: Node
  readonly inserts: readonly Insert[]
}

export interface Insert {
  readonly node: Node
  /** What is new with each insert: the key, the member, the pushed value. */
  readonly item: Node
}

/** Plain collections of a module with the inserts into them, in source order. */
export function collectionsOf(code: Code): Collection[] {
  return [...ofVariables(code), ...ofFields(code)].flatMap(({place, made}) => {
    const kind = kindOf(made)
    const inserts = kind ? usesOf(code, place).flatMap(use => insertAt(code, use, kind)) : []
    return kind && inserts.length > 0 ? [{place, kind, made, inserts}] : []
  })
}

interface Made {
  readonly place: Place
  readonly made: Node
}

function ofVariables(code: Code): Made[] {
  return code.nodes('VariableDeclarator').flatMap(({id, init}) => {
    const place = init && id.type === 'Identifier' ? placeOf(code, id) : undefined
    return init && place?.lifetime === 'module' ? [{place, made: unwrap(init)}] : []
  })
}

/** Fields that a class declares with a value, seen from their first use. */
function ofFields(code: Code): Made[] {
  return code.nodes('PropertyDefinition').flatMap(field => {
    const name = propertyName(field)
    if (!field.value || name === undefined) return []
    const owner = [...code.ancestorsOf(field)].find(isClass)
    const use = code
      .nodes('MemberExpression')
      .find(one => propertyName(one) === name && placeOf(code, one)?.owner === owner)
    const place = use && placeOf(code, use)
    return place ? [{place, made: unwrap(field.value)}] : []
  })
}

function kindOf(value: Node): Collection['kind'] | undefined {
  if (value.type === 'ArrayExpression') return value.elements.length === 0 ? 'array' : undefined
  if (value.type === 'ObjectExpression') return value.properties.length === 0 ? 'object' : undefined
  if (value.type === 'CallExpression')
    return memberPath(value.callee) === 'Object.create' ? 'object' : undefined
  if (value.type !== 'NewExpression') return undefined
  const name = memberPath(value.callee)
  return name === 'Map' || name === 'Set' ? name : undefined
}

function insertAt(code: Code, use: Node, kind: Collection['kind']): Insert[] {
  const member = code.parentOf(use)
  if (member?.type !== 'MemberExpression' || member.object !== use || !code.functionOf(use)) return []
  const outer = code.parentOf(member)
  if (outer?.type === 'AssignmentExpression' && outer.left === member)
    return kind === 'object' && member.computed ? [{node: outer, item: member.property}] : []
  if (outer?.type !== 'CallExpression' || outer.callee !== member) return []
  const [item] = outer.arguments
  const adds = {Map: 'set', Set: 'add', array: 'push', object: ''}[kind]
  return item && propertyName(member) === adds ? [{node: outer, item}] : []
}

const TAKES = /^(?:delete|clear|shift|pop|splice|remove|evict|prune)$/
const LOOKS =
  /^(?:get|has|set|add|push|forEach|keys|values|entries|map|filter|find|findIndex|some|every|includes|indexOf|join|slice|at|reduce|toString|concat|flatMap)$/

/** Where something is taken out of a collection, or it is replaced. */
export function removalFrom(context: DetectorContext, code: Code, {place}: Collection): string | undefined {
  for (const use of usesOf(code, place)) {
    const parent = code.parentOf(use)
    const outer = parent && code.parentOf(parent)
    const isWritten = parent?.type === 'AssignmentExpression' && parent.left === use
    if (isWritten && code.functionOf(use)) return code.at(use)
    if (parent?.type !== 'MemberExpression' || parent.object !== use) continue
    const name = propertyName(parent) ?? ''
    if (outer?.type === 'UnaryExpression' && outer.operator === 'delete') return code.at(outer)
    if (TAKES.test(name) || (name === 'length' && outer?.type === 'AssignmentExpression'))
      return code.at(parent)
  }
  return place.kind === 'field' && !place.name.startsWith('#')
    ? removedByName(context).get(place.name)
    : undefined
}

/** Where the size of a collection is looked at. */
export function sizeTest(code: Code, {place}: Collection): Node | undefined {
  return usesOf(code, place)
    .map(use => code.parentOf(use))
    .find(parent => {
      if (parent?.type !== 'MemberExpression' || !/^(?:size|length)$/.test(propertyName(parent) ?? ''))
        return false
      return code.parentOf(parent)?.type === 'BinaryExpression'
    })
}

/** Where a whole collection is handed on or given out, so that others may take things out of it. */
export function handedOnAt(code: Code, {place}: Collection): Node | undefined {
  return usesOf(code, place).find(use => {
    const parent = code.parentOf(use)
    switch (parent?.type) {
      case 'MemberExpression': {
        const name = propertyName(parent)
        const isMethod = code.parentOf(parent)?.type === 'CallExpression'
        return parent.object === use && isMethod && !TAKES.test(name ?? '') && !LOOKS.test(name ?? '')
      }
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'SpreadElement':
      case 'BinaryExpression':
      case 'IfStatement':
      case 'UnaryExpression':
        return false
      case 'AssignmentExpression':
        return parent.right === use
      default:
        return (
          code.functionOf(use) !== undefined ||
          parent?.type === 'ExportSpecifier' ||
          parent?.type === 'Property'
        )
    }
  })
}

const removals = new WeakMap<Facts, ReadonlyMap<string, string>>()

/** Where something is taken out of a field, by its name, through any object of the repository. */
function removedByName(context: DetectorContext): ReadonlyMap<string, string> {
  const known = removals.get(context.facts) ?? readRemovals(context)
  removals.set(context.facts, known)
  return known
}

function readRemovals(context: DetectorContext): ReadonlyMap<string, string> {
  const byName = new Map<string, string>()
  for (const code of allCode(context))
    for (const node of code.nodes('MemberExpression')) {
      const object = unwrap(node.object)
      const name = object.type === 'MemberExpression' ? propertyName(object) : undefined
      if (name === undefined || byName.has(name)) continue
      const isDeleted =
        code.parentOf(node)?.type === 'UnaryExpression' &&
        code.text(code.parentOf(node) as Node).startsWith('delete')
      if (TAKES.test(propertyName(node) ?? '') || isDeleted) byName.set(name, code.at(node))
    }
  return byName
}
