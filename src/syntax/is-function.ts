import type {ArrowFunctionExpression, Function as FunctionSyntax, Node} from '@oxc-project/types'

/** A function that has code: declaration, expression, method value or arrow. */
export type FunctionNode = FunctionSyntax | ArrowFunctionExpression

/** Whether a node is a function with a body (overload signatures and abstract methods are not). */
export function isFunction(node: Node | null | undefined): node is FunctionNode {
  if (!node) return false
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  )
}
