import type {Node} from '@oxc-project/types'
import {stringValue} from './string-value.ts'

/** The name a member expression, property, method or field is known by; undefined when it is computed. */
export function propertyName(node: Node): string | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return keyName(node.property, node.computed)
    case 'Property':
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
    case 'PropertyDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'AccessorProperty':
      return keyName(node.key, node.computed)
    default:
      return undefined
  }
}

function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (!computed && key.type === 'Identifier') return key.name
  return stringValue(key)
}
