import type {IfStatement, Node, VariableDeclarator} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'
import {emptinessTests} from './emptiness.ts'

/** A guard that asks a value as it was given, although a variable holds it with a default. */
export interface RawGuard {
  readonly fn: FunctionNode
  /** `let path = options.path || '/'` */
  readonly local: VariableDeclarator
  /** `options.path` */
  readonly raw: Node
  readonly test: Node
  /** What the guard does to the variable. */
  readonly write: Node
}

/** Such guards in functions that make keys, by their name. In source order. */
export function rawGuards(code: Code): RawGuard[] {
  return code.nodes('VariableDeclarator').flatMap(local => {
    const fn = code.functionOf(local)
    const value = local.init && unwrap(local.init)
    if (!isFunction(fn) || value?.type !== 'LogicalExpression' || value.operator === '&&') return []
    if (!/key|hash|fingerprint/i.test(nameOf(code, fn)) || local.id.type !== 'Identifier') return []
    const raw = unwrap(value.left)
    if (raw.type !== 'MemberExpression') return []
    return guardsOf(code, fn, local).flatMap(({statement, write}) =>
      asksRaw(code, statement.test, code.text(raw)) ? [{fn, local, raw, test: statement.test, write}] : []
    )
  })
}

function nameOf(code: Code, fn: FunctionNode): string {
  const holder = code.parentOf(fn)
  if (fn.id) return fn.id.name
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : ''
}

/** The tests that decide whether the variable is written again. */
function guardsOf(
  code: Code,
  fn: FunctionNode,
  local: VariableDeclarator
): {statement: IfStatement; write: Node}[] {
  const writes = code.bindingOf(local.id)?.uses.filter(use => use.write && !use.init) ?? []
  return writes.flatMap(({identifier}) => {
    const write = code.parentOf(identifier)
    const block = write && code.parentOf(code.parentOf(write) ?? write)
    const statement = block?.type === 'BlockStatement' ? code.parentOf(block) : block
    if (!write || statement?.type !== 'IfStatement' || code.functionOf(statement) !== fn) return []
    return [{statement, write}]
  })
}

/** Whether a test hands a value to a call, and does not ask before whether it is there. */
function asksRaw(code: Code, test: Node, raw: string): boolean {
  const isTested = emptinessTests(code, test).some(({target}) => code.text(target) === raw)
  let found = false
  walk(test, node => {
    if (isCall(node) && node.arguments.some(argument => code.text(argument) === raw)) found = true
  })
  return found && !isTested
}
