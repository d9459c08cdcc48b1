import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../../syntax/call-name.ts'
import {isFunction} from '../../../../syntax/is-function.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import {walk} from '../../../../syntax/walk.ts'

const DONE = /^(?:resolve\w*|ok|fulfil|callback|cb|done|next|complete|onDone|onFinish|onComplete)$/

/** Where a handler tells that the work is done: itself, when it is such a function, or the call inside it. */
export function completionIn(handler: Node | undefined): Node | undefined {
  if (!handler) return undefined
  const node = unwrap(handler)
  if (!isFunction(node)) return DONE.test(memberPath(node)?.split('.').at(-1) ?? '') ? node : undefined
  let found: Node | undefined
  walk(node, inner => {
    if (found || (inner !== node && isFunction(inner))) return 'skip'
    if (isCompletion(inner)) found = inner
    return undefined
  })
  return found
}

/** `resolve(value)`, `callback()`, `cb(null, result)`: a call of what tells that work is done, without an error. */
export function isCompletion(node: Node): node is CallExpression {
  if (!isCall(node) || unwrap(node.callee).type !== 'Identifier' || !DONE.test(callName(node) ?? ''))
    return false
  const [first] = node.arguments
  return !(first?.type === 'Identifier' && /^(?:e|err|error|reason)$/.test(first.name))
}
