import type {Node} from '@oxc-project/types'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'

/** The value of an object literal's property; undefined when it has none of that name, or the node is no literal. */
export function propertyOf(object: Node | null | undefined, name: string): Node | undefined {
  const node = object && unwrap(object)
  if (node?.type !== 'ObjectExpression') return undefined
  for (const property of node.properties)
    if (property.type === 'Property' && propertyName(property) === name) return property.value
  return undefined
}
