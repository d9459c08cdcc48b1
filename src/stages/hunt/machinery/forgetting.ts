import type {Node} from '@oxc-project/types'
import {callName} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {allCode, type Code} from './code.ts'
import {findLazyInits} from './lazy-init.ts'
import {type Place, usesOf} from './place.ts'
import {isEmptyValue, isFailureArgument, isResetOnFailure, runsOnFailure, writesOf} from './writes.ts'

/** Why a failure empties a place, as a clause: right there, or by a function that is called when something failed. */
export function forgottenOnFailure(context: DetectorContext, code: Code, place: Place): string | undefined {
  if (isResetOnFailure(code, place)) return `\`${place.text}\` is emptied after a failure`
  const removals = removalsOf(code, place)
  const direct = removals.find(node => runsOnFailure(code, node))
  if (direct) return `it is taken out at ${code.at(direct)}, after a failure`
  for (const removal of removals) {
    const name = nameOfFunction(code, removal)
    const call = name === undefined ? undefined : callOnFailure(context, name)
    if (call) return `${code.at(removal)} empties it, and \`${name}\` is called after a failure at ${call}`
  }
  return undefined
}

/** What else ends how long a place keeps a value, as a clause: it is emptied or replaced somewhere, for any reason. */
export function forgottenElsewhere(context: DetectorContext, code: Code, place: Place): string | undefined {
  const [removal] = removalsOf(code, place)
  if (removal) return `${code.at(removal)} empties it`
  const lazy = new Set<Node>(findLazyInits(code).map(init => init.write))
  const replaced = writesOf(code, place).find(
    write => !lazy.has(write.node) && !isEmptyValue(write.value) && !isFirstValue(code, write.node)
  )
  if (replaced) return `${code.at(replaced.node)} replaces it`
  const foreign = place.kind === 'field' ? emptiedThroughOthers(context, place.name) : undefined
  return foreign && `${foreign} empties a field of that name`
}

/** Where the place is emptied, or something is taken out of it; its first value is left out. In source order. */
export function removalsOf(code: Code, place: Place): Node[] {
  return usesOf(code, place).filter(use => isRemoval(code, use) && !isFirstValue(code, use))
}

function isRemoval(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  if (parent?.type === 'AssignmentExpression') return parent.left === use && empties(parent.right)
  if (parent?.type === 'UnaryExpression') return parent.operator === 'delete'
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return false
  const call = code.parentOf(parent)
  if (call?.type === 'UnaryExpression') return call.operator === 'delete'
  return (
    call?.type === 'CallExpression' &&
    unwrap(call.callee) === parent &&
    /^(?:delete|clear|remove|evict|invalidate)$/.test(propertyName(parent) ?? '')
  )
}

/** Nothing, or a collection without members. */
function empties(value: Node): boolean {
  const inner = unwrap(value)
  if (inner.type === 'NewExpression')
    return /^(?:Weak)?(?:Map|Set)$/.test(memberPath(inner.callee) ?? '') && inner.arguments.length === 0
  if (inner.type === 'ObjectExpression') return inner.properties.length === 0
  return isEmptyValue(inner)
}

/** Whether a write only says what the place starts with: in a constructor, or while the module is loaded. */
function isFirstValue(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  const member = fn && code.parentOf(fn)
  return !fn || (member?.type === 'MethodDefinition' && member.kind === 'constructor')
}

/** The name by which others call the function around a node. */
function nameOfFunction(code: Code, node: Node): string | undefined {
  const fn = code.functionOf(node)
  if (!fn) return undefined
  if (fn.id) return fn.id.name
  const holder = code.parentOf(fn)
  if (holder?.type === 'VariableDeclarator')
    return holder.id.type === 'Identifier' ? holder.id.name : undefined
  return holder && propertyName(holder)
}

/** Where a function of that name is called, or handed over to be called, when something failed. */
function callOnFailure(context: DetectorContext, name: string): string | undefined {
  for (const code of allCode(context)) {
    const call = code
      .nodes('CallExpression')
      .find(
        one =>
          (callName(one) === name && runsOnFailure(code, one)) ||
          one.arguments.some(argument => isNamed(argument, name) && isFailureArgument(one, argument))
      )
    if (call) return code.at(call)
  }
  return undefined
}

function isNamed(node: Node, name: string): boolean {
  const inner = unwrap(node)
  return !isFunction(inner) && (inner.type === 'Identifier' ? inner.name : propertyName(inner)) === name
}

/** Where a field of that name is emptied through another object or a subclass; none can be for a private one. */
function emptiedThroughOthers(context: DetectorContext, name: string): string | undefined {
  if (name.startsWith('#')) return undefined
  for (const code of allCode(context)) {
    const write = code.nodes('AssignmentExpression').find(one => {
      const left = unwrap(one.left)
      if (left.type !== 'MemberExpression' || propertyName(left) !== name) return false
      return isEmptyValue(one.right) && !isFirstValue(code, one)
    })
    if (write) return code.at(write)
  }
  return undefined
}
