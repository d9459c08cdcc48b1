import type {
  DoWhileStatement,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Node,
  WhileStatement
} from '@oxc-project/types'

export type LoopNode = ForStatement | ForInStatement | ForOfStatement | WhileStatement | DoWhileStatement

const LOOPS = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement'
])

export function isLoop(node: Node): node is LoopNode {
  return LOOPS.has(node.type)
}
