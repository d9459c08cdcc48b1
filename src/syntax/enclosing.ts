import type {Class, Node} from '@oxc-project/types'
import {type FunctionNode, isFunction} from './is-function.ts'
import type {Parents} from './parents.ts'

/** The ancestors of a node, nearest first. */
export function* ancestorsOf(node: Node, parents: Parents): Generator<Node> {
  for (let parent = parents.get(node); parent; parent = parents.get(parent)) yield parent
}

/** The nearest function around a node (the node itself does not count). */
export function enclosingFunction(node: Node, parents: Parents): FunctionNode | undefined {
  for (const ancestor of ancestorsOf(node, parents)) if (isFunction(ancestor)) return ancestor
  return undefined
}

/**
 * What `this` means at a node: the class (also for static members) or object literal whose method holds it.
 * Arrow functions are looked through; a plain function or the program gives undefined.
 */
export function thisOwner(node: Node, parents: Parents): Node | undefined {
  for (const ancestor of ancestorsOf(node, parents)) {
    if (isClass(ancestor)) return ancestor
    if (!isFunction(ancestor) || ancestor.type === 'ArrowFunctionExpression') continue
    const holder = parents.get(ancestor)
    if (holder?.type === 'MethodDefinition') continue
    return holder?.type === 'Property' && holder.value === ancestor ? parents.get(holder) : undefined
  }
  return undefined
}

export function isClass(node: Node | undefined): node is Class {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression'
}
