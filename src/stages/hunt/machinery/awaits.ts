import type {Node} from '@oxc-project/types'
import {isExit} from '../../../syntax/is-exit.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'

/** Where a function gives way to others: `await`, `yield`, `for await`. Nested functions are left out. In source order. */
export function pausesOf(fn: FunctionNode): Node[] {
  const pauses: Node[] = []
  walk(fn, node => {
    if (node !== fn && isFunction(node)) return 'skip'
    if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') pauses.push(node)
    if (node.type === 'ForOfStatement' && node.await) pauses.push(node)
    return undefined
  })
  return pauses.sort((a, b) => a.start - b.start)
}

/**
 * The pauses that lie on a way from one node to a later one of the same function: after `from`, begun before
 * the end of `to`, and not in a branch that leaves before it reaches `to`.
 */
export function pausesBetween(code: Code, fn: FunctionNode, from: Node, to: Node): Node[] {
  return pausesOf(fn).filter(
    pause => pause.start >= from.end && pause.start < to.end && leadsTo(code, pause, to)
  )
}

/** Whether control that passed `node` can reach `target`, as far as branches show. */
function leadsTo(code: Code, node: Node, target: Node): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (contains(ancestor, target)) return !isOtherBranch(ancestor, child, target)
    if (isExit(child)) return false
    child = ancestor
  }
  return true
}

/** Whether `child` and `target` lie in branches of which only one runs. */
function isOtherBranch(ancestor: Node, child: Node, target: Node): boolean {
  if (isExit(child) && !contains(child, target)) return true
  if (ancestor.type !== 'IfStatement' && ancestor.type !== 'ConditionalExpression') return false
  const branches: (Node | null)[] = [ancestor.consequent, ancestor.alternate]
  return (
    branches.includes(child) &&
    branches.some(branch => branch && branch !== child && contains(branch, target))
  )
}

export function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
