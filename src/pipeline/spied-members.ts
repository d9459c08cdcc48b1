import type {ModuleAst} from '../facts/facts.ts'
import {callName, isCall} from '../syntax/call-name.ts'
import {stringValue} from '../syntax/string-value.ts'
import {walk} from '../syntax/walk.ts'

/** Names of members that a test file puts something else in place of: `vi.spyOn(store, 'save')`, `sinon.stub(store, 'save')`. */
export function spiedMembers(ast: ModuleAst): Set<string> {
  const spied = new Set<string>()
  walk(ast.program, node => {
    if (!isCall(node) || node.callee.type !== 'MemberExpression') return
    const name = /^(?:spyOn|stub|replaceProperty)$/.test(callName(node) ?? '')
      ? stringValue(node.arguments[1])
      : undefined
    if (name !== undefined) spied.add(name)
  })
  return spied
}
