import type {Node} from '@oxc-project/types'
import {walk} from './walk.ts'

/** Adds the names that a binding pattern declares; type annotations, default values and computed keys declare none. */
export function addBindingNames(pattern: Node, names: Set<string>): void {
  walk(pattern, (node, ancestors) => {
    const parent = ancestors.at(-1)
    if (node.type.startsWith('TS') && node.type !== 'TSParameterProperty') return 'skip'
    if (parent?.type === 'AssignmentPattern' && parent.right === node) return 'skip'
    // `{key: local}` declares `local`; in shorthand both are the same node's name.
    if (parent?.type === 'Property' && parent.key === node && parent.value !== node) return 'skip'
    if (node.type === 'Identifier') names.add(node.name)
    return undefined
  })
}
