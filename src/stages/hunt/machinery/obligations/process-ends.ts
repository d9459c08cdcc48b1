import type {CallExpression, Node} from '@oxc-project/types'
import {isCall} from '../../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../../syntax/is-function.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {callsOf, isExported} from '../entry.ts'

/** Whether a node ends the process: nothing that is held outlives it. */
export function isProcessExit(node: Node): boolean {
  return isCall(node) && /^(?:process\.(?:exit|abort)|Deno\.exit)$/.test(memberPath(node.callee) ?? '')
}

/** The call at the top level of a script that runs a function once, before the process ends; undefined: none. */
export function runOfScript(
  context: DetectorContext,
  code: Code,
  fn: FunctionNode
): CallExpression | undefined {
  const outer = outermost(code, fn)
  if (isExported(context, code, code.symbolOf(outer))) return undefined
  const calls = callsOf(code, outer)
  return calls.every(call => !code.functionOf(call)) ? calls[0] : undefined
}

function outermost(code: Code, fn: FunctionNode): FunctionNode {
  let outer = fn
  for (let next = code.functionOf(outer); next; next = code.functionOf(outer)) outer = next
  return outer
}

/** Build scripts, migrations and examples run by hand. */
export function isScript(path: string): boolean {
  return /(?:^|\/)(?:scripts?|bin|tools?|migrations?|examples?|samples?|bench(?:marks?)?)\//.test(path)
}
