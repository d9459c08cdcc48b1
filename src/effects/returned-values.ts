import type {Node} from '@oxc-project/types'
import {isFunction} from '../syntax/is-function.ts'
import {walk} from '../syntax/walk.ts'

/** What a function gives back, in source order; that of functions inside it left out. Empty for what is no function. */
export function returnedBy(node: Node): Node[] {
  if (!isFunction(node) || !node.body) return []
  if (node.body.type !== 'BlockStatement') return [node.body]
  const found: Node[] = []
  walk(node.body, inner => {
    if (isFunction(inner)) return 'skip'
    if (inner.type === 'ReturnStatement' && inner.argument) found.push(inner.argument)
    return undefined
  })
  return found
}
