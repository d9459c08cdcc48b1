import type {IfStatement, LogicalExpression, Node} from '@oxc-project/types'
import type {ModuleAst} from '../facts/facts.ts'
import {isExit} from '../syntax/is-exit.ts'
import {walk} from '../syntax/walk.ts'
import type {Guard, Span} from './guard.ts'

/** A guard, and how far its text and that of its branch reach. */
export interface ReadGuard extends Guard {
  /** 1-based, the last line of the branch. */
  readonly endLine: number
  /** Condition and branch. */
  readonly text: string
}

/** The guards of a module in source order: `if` statements whose branch always leaves. */
export function readGuards(ast: ModuleAst): ReadGuard[] {
  const guards: ReadGuard[] = []
  walk(ast.program, node => {
    if (node.type === 'IfStatement' && isExit(node.consequent)) guards.push(toGuard(node, ast))
  })
  return guards.sort((left, right) => left.line - right.line)
}

function toGuard({test, consequent}: IfStatement, ast: ModuleAst): ReadGuard {
  const operands = alternativesOf(test)
  return {
    path: ast.path,
    line: ast.lineOf(test.start),
    condition: spanOf(test, ast),
    alternatives: operands.length > 1 ? operands.map(operand => spanOf(operand, ast)) : [],
    endLine: ast.lineOf(consequent.end),
    text: ast.text.slice(test.start, consequent.end)
  }
}

function alternativesOf(node: Node): Node[] {
  const isAlternative = (each: Node): each is LogicalExpression =>
    each.type === 'LogicalExpression' && each.operator === '||'
  return isAlternative(node) ? [...alternativesOf(node.left), ...alternativesOf(node.right)] : [node]
}

function spanOf({start, end}: Node, ast: ModuleAst): Span {
  return {
    startLine: ast.lineOf(start),
    startColumn: columnOf(start, ast),
    endLine: ast.lineOf(end),
    endColumn: columnOf(end, ast),
    text: ast.text.slice(start, end).replace(/\s+/g, ' ')
  }
}

function columnOf(offset: number, {text}: ModuleAst): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}
