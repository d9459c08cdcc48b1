import type {Node, Program} from '@oxc-project/types'
import {walk} from './walk.ts'

/** Each node's parent. Kept beside the tree, so that trees which others share stay as they are. */
export type Parents = ReadonlyMap<Node, Node>

/** The parents of every node of a program; the program itself has none. */
export function readParents(program: Program): Parents {
  const parents = new Map<Node, Node>()
  walk(program, (node, ancestors) => {
    const parent = ancestors.at(-1)
    if (parent) parents.set(node, parent)
  })
  return parents
}
