import type {Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {type Place, usesOf} from './place.ts'

/** Whether somebody gets what is stored in a place: it, or what follows on it, is returned, waited for or passed on. */
export function isHandedOut(code: Code, place: Place, write: Node, value: Node): boolean {
  const inner = unwrap(value)
  const alias = inner.type === 'Identifier' ? code.bindingOf(inner) : undefined
  const aliases = alias?.uses.filter(use => use.read).map(use => use.identifier) ?? []
  return [...usesOf(code, place), ...aliases].some(use => leaves(code, use, write))
}

function leaves(code: Code, node: Node, write: Node): boolean {
  const parent = code.parentOf(node)
  if (!parent) return false
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return false
    case 'AssignmentExpression':
      return parent !== write && parent.right === node ? true : leaves(code, parent, write)
    case 'VariableDeclarator':
      return parent.init === node
    case 'ConditionalExpression':
      return parent.test !== node && leaves(code, parent, write)
    case 'LogicalExpression':
      return leaves(code, parent, write)
    case 'MemberExpression': {
      const call = code.parentOf(parent)
      return isCall(call) && call.callee === parent ? leaves(code, call, write) : true
    }
    default:
      return unwrap(parent) === parent || leaves(code, parent, write)
  }
}
