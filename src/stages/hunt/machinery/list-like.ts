import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {typeOf} from './declared-type.ts'
import {initialValue} from './promise.ts'

const GIVES_LIST = /^(?:map|flatMap|slice|concat|split|filter|toSorted|reverse|sort|flat)$/

/** Why an expression is an array, as a clause; undefined when nothing says so. */
export function isListLike(context: DetectorContext, code: Code, node: Node, depth = 3): string | undefined {
  const value = initialValue(code, node)
  if (value.type === 'ArrayExpression') return 'it is an array literal'
  if (isCall(value)) {
    const path = memberPath(value.callee) ?? ''
    if (/^(?:Array\.(?:from|of)|Object\.(?:keys|values|entries))$/.test(path))
      return `\`${path}\` gives an array`
    const name = callName(value) ?? ''
    const receiver = receiverOf(value)
    if (name === 'split') return '`split` gives an array'
    if (receiver && GIVES_LIST.test(name) && depth > 0) return isListLike(context, code, receiver, depth - 1)
  }
  const type = typeOf(context, code, node) ?? typeOf(context, code, value)
  if (!type?.node || type.promise) return undefined
  const written =
    type.node.type === 'TSArrayType' || type.node.type === 'TSTupleType' || isNamedArray(type.node)
  return written ? `it is declared as ${type.code.show(type.node)}` : undefined
}

function isNamedArray(type: Node): boolean {
  if (type.type === 'TSTypeOperator') return type.typeAnnotation.type === 'TSArrayType'
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false
  return /^(?:Readonly)?Array$/.test(unwrap(type.typeName).type === 'Identifier' ? type.typeName.name : '')
}
