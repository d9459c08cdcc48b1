import type {Node} from '@oxc-project/types'

/** The names that a binding pattern binds, in source order. */
export function boundIdentifiers(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'AssignmentPattern':
      return boundIdentifiers(pattern.left)
    case 'RestElement':
      return boundIdentifiers(pattern.argument)
    case 'ObjectPattern':
      return pattern.properties.flatMap(item =>
        boundIdentifiers(item.type === 'Property' ? item.value : item)
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap(item => (item ? boundIdentifiers(item) : []))
    default:
      return []
  }
}
