import type {Node, Program} from '@oxc-project/types'
import {walk} from './walk.ts'

/**
 * Branches of a module: 1, and one more for each `if`, loop, `case`, `catch`, `?:`, `&&`, `||`, `??` and their assignments, over all
 * its code. Types have none. Source: T. McCabe, A complexity measure, 1976, taken over a whole file.
 */
export function complexityOf(program: Program): number {
  let branches = 1
  walk(program, node => {
    if (isBranch(node)) branches++
  })
  return branches
}

const branching: ReadonlySet<Node['type']> = new Set<Node['type']>([
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'CatchClause',
  'ConditionalExpression',
  'LogicalExpression'
])

function isBranch(node: Node): boolean {
  if (branching.has(node.type)) return true
  // `default` is the way that is there without a branch.
  if (node.type === 'SwitchCase') return node.test !== null
  return node.type === 'AssignmentExpression' && /^(?:&&|\|\||\?\?)=$/.test(node.operator)
}
