import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import type {ModuleAst} from '../../facts.ts'
import {type CallRule, lineOfCall, shownText} from './candidate.ts'

/** Calls that hang a handler on an emitter or an event target. */
export const listenerCalls = ['on', 'once', 'addListener', 'prependListener', 'addEventListener'] as const

const names = new Set<string>(listenerCalls)

/** `socket.on('close', handler)`: the event is a text, a constant of the module, or a member such as `Event.Close`. */
export const findListener: CallRule = (call, {ast, origins}) => {
  const {node} = call
  const name = callName(node)
  const object = receiverOf(node)
  const [event, handler] = node.arguments
  if (name === undefined || !names.has(name) || !object || !event || !handler) return []
  const text = origins.textOf(event) ?? memberText(event, ast)
  const on = shownText(object, ast)
  if (text === undefined || on === undefined) return []
  return [{kind: 'listener', on, call: name, name: text, line: lineOfCall(call, ast)}]
}

/** `PageEvent.Close`: the name of an event in the code's own words. */
export function memberText(node: Node, ast: ModuleAst): string | undefined {
  const text = ast.text.slice(node.start, node.end)
  return node.type === 'MemberExpression' && /^[\w$.]{1,40}$/.test(text) ? text : undefined
}
