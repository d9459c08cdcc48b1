import type {Node} from '@oxc-project/types'
import {unwrap} from './unwrap.ts'

/** What a chain of members begins with: `a` of `a.b[c].d`, type wrappers looked through; the node itself where there is none. */
export function rootOf(node: Node): Node {
  let root = unwrap(node)
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  return root
}
