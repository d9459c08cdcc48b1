import type {IfStatement, Node} from '@oxc-project/types'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {contains, pausesOf} from './awaits.ts'
import type {Code} from './code.ts'
import {emptinessTests} from './emptiness.ts'
import {type Place, placeOf} from './place.ts'
import {isEmptyValue, type Write, writesOf} from './writes.ts'

/** State that is tested for being empty, filled at once, and only then followed by the wait for the work it stands for. */
export interface Claim {
  readonly place: Place
  readonly fn: FunctionNode
  readonly statement: IfStatement
  readonly write: Write
  readonly wait: Node
  /** Whether a call that finds it filled goes on behind the `if`, or leaves the function. */
  readonly form: 'skips' | 'leaves'
}

/** Every claim of a module, in source order; at most one for each `if`. */
export function claimsOf(code: Code): Claim[] {
  return code.nodes('IfStatement').flatMap(statement => {
    const fn = code.functionOf(statement)
    // A second call that throws is told that it comes too late.
    if (!fn?.async || statement.alternate || throws(statement.consequent)) return []
    const claim = claimOf(code, fn, statement)
    return claim ? [claim] : []
  })
}

function throws(branch: Node): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch
  return last?.type === 'ThrowStatement'
}

function claimOf(code: Code, fn: FunctionNode, statement: IfStatement): Claim | undefined {
  const form = isExit(statement.consequent) ? 'leaves' : 'skips'
  for (const test of emptinessTests(code, statement.test)) {
    const place = test.empty === (form === 'skips') ? placeOf(code, test.target) : undefined
    if (!place || place.lifetime === 'local') continue
    const write = writesOf(code, place).find(one => isClaim(code, fn, statement, one, form))
    const wait = write && firstWait(fn, statement, write, form)
    if (write && wait) return {place, fn, statement, write, wait, form}
  }
  return undefined
}

/** A write of something, as a statement of the block that the test leads to, with no pause before it. */
function isClaim(
  code: Code,
  fn: FunctionNode,
  statement: IfStatement,
  {node, value}: Write,
  form: Claim['form']
): boolean {
  if (isEmptyValue(value) || node.operator !== '=' || contains(node, statement)) return false
  if (pausesOf(fn).some(pause => pause.start >= statement.test.start && pause.start < node.end)) return false
  const holder = code.parentOf(node)
  const block = holder && code.parentOf(holder)
  if (holder?.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement') return false
  return form === 'skips'
    ? block === statement.consequent
    : block === code.parentOf(statement) && node.start > statement.end
}

function firstWait(
  fn: FunctionNode,
  statement: IfStatement,
  {node}: Write,
  form: Claim['form']
): Node | undefined {
  return pausesOf(fn).find(
    pause =>
      pause.type === 'AwaitExpression' &&
      pause.start > node.end &&
      (form === 'leaves' || contains(statement.consequent, pause))
  )
}
