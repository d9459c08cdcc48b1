import type {AssignmentExpression, Node} from '@oxc-project/types'
import {isLoop} from '../../../syntax/is-loop.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {mentions} from './turns.ts'
import {isEmptyValue} from './writes.ts'

/** A delay that grows in a local variable of one attempt, so that the next one may start from the beginning. */
export interface Growth {
  readonly declarator: Node & {type: 'VariableDeclarator'}
  readonly binding: Binding
  readonly grows: AssignmentExpression
  /** The field it was read from: `state.delay`; undefined when it begins anew in each turn of `loop`. */
  readonly field: (Node & {type: 'MemberExpression'}) | undefined
  readonly loop: Node | undefined
  /** Where the grown value is kept for the next attempt. */
  readonly keptAt: Node | undefined
}

const NAMES = /delay|back_?off|wait|interval|pause|sleep/i

/** Every such delay of a module, in source order. */
export function growths(code: Code): Growth[] {
  return code.nodes('VariableDeclarator').flatMap(declarator => {
    const {id, init} = declarator
    if (id.type !== 'Identifier' || !init || !NAMES.test(id.name)) return []
    const binding = code.bindingOf(id)
    const grows = binding && growthOf(code, binding, declarator)
    if (!binding || !grows) return []
    const field = fallbackField(init)
    const loop = field ? undefined : loopAround(code, declarator)
    if (!field && !(loop && isLastUse(binding, grows))) return []
    return [{declarator, binding, grows, field, loop, keptAt: keptAt(code, binding, field, grows)}]
  })
}

/** `delay *= 2`, `delay = Math.min(delay * 2, most)`. */
function growthOf(code: Code, binding: Binding, declarator: Node): AssignmentExpression | undefined {
  for (const use of binding.uses) {
    const parent = code.parentOf(use.identifier)
    if (!use.write || use.init || parent?.type !== 'AssignmentExpression' || contains(declarator, parent))
      continue
    const isProduct = parent.operator === '*=' || parent.operator === '+='
    const isOwn = parent.operator === '=' && mentions(code, parent.right, new Set([binding]))
    if (isProduct || (isOwn && /\*|<<|\+/.test(code.text(parent.right)))) return parent
  }
  return undefined
}

/** `state.delay` of `state.delay || least`. */
function fallbackField(init: Node): (Node & {type: 'MemberExpression'}) | undefined {
  const value = unwrap(init)
  if (value.type !== 'LogicalExpression' || value.operator === '&&') return undefined
  const left = unwrap(value.left)
  if (left.type !== 'MemberExpression' || unwrap(left.object).type !== 'Identifier') return undefined
  const isOptions = /^(?:options?|opts|config|settings|params?|args|props|[A-Z_]+)$/.test(
    (unwrap(left.object) as {name?: string}).name ?? ''
  )
  return isOptions ? undefined : left
}

/** The loop in whose body the variable lives; none through a function. */
function loopAround(code: Code, declarator: Node): Node | undefined {
  const declaration = code.parentOf(declarator)
  const block = declaration && code.parentOf(declaration)
  const loop = block?.type === 'BlockStatement' ? code.parentOf(block) : undefined
  return loop && isLoop(loop) ? loop : undefined
}

/** Whether nothing reads what the growth made. */
function isLastUse(binding: Binding, grows: Node): boolean {
  return binding.uses.every(({identifier}) => identifier.start < grows.end)
}

/** A write of more than nothing to a field of the same name, or an object that carries the variable on. */
function keptAt(
  code: Code,
  binding: Binding,
  field: (Node & {type: 'MemberExpression'}) | undefined,
  grows: Node
): Node | undefined {
  const name = field && propertyName(field)
  const isField = (node: Node) => node.type === 'MemberExpression' && propertyName(node) === name
  const write = code
    .nodes('AssignmentExpression')
    .find(each => name !== undefined && isField(unwrap(each.left)) && !isEmptyValue(each.right))
  if (write) return write
  return code
    .nodes('Property')
    .find(
      property =>
        property.start > grows.start &&
        (propertyName(property) === name || name === undefined) &&
        mentions(code, property.value, new Set([binding]))
    )
}
