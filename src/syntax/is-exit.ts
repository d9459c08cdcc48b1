import type {Node, Statement} from '@oxc-project/types'

/**
 * Whether a statement never lets the next one run: it ends with `return`, `throw`, `break` or `continue`
 * on each of its ways. Loops and `switch` count as passing on.
 */
export function isExit(node: Node | null | undefined): boolean {
  if (!node) return false
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true
    case 'BlockStatement':
      return (node.body as readonly Statement[]).some(isExit)
    case 'IfStatement':
      return isExit(node.consequent) && isExit(node.alternate)
    case 'TryStatement':
      return isExit(node.finalizer) || (isExit(node.block) && (!node.handler || isExit(node.handler.body)))
    default:
      return false
  }
}
