import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {ModuleAst} from '../../facts.ts'
import {type CallRule, lineOfCall, shownText} from './candidate.ts'

/** Calls that hang a handler on an emitter or an event target. */
export const listenerCalls = ['on', 'once', 'addListener', 'prependListener', 'addEventListener'] as const

const names = new Set<string>(listenerCalls)
/** Source: nodejs.org/api/events, "Returns: <EventEmitter>". */
const emitterCalls: ReadonlySet<string> = new Set(listenerCalls.filter(name => name !== 'addEventListener'))

/**
 * `socket.on('close', handler)`: the event is a text, a constant of the module, or a member such as `Event.Close`. No
 * emitter takes more than three arguments: `router.on(method, path, options, handler)` is another thing.
 *
 * Source: https://dom.spec.whatwg.org/#dom-eventtarget-addeventlistener (options come third), eventemitter3 (a context does).
 */
export const findListener: CallRule = (call, {ast, origins}) => {
  const {node} = call
  const name = callName(node)
  const object = receiverOf(node)
  const [event, handler, ...more] = node.arguments
  if (name === undefined || !names.has(name) || !object || !event || !handler) return []
  if (more.length > 1) return []
  const text = origins.textOf(event) ?? memberText(event, ast)
  const on = shownText(emitterOf(object), ast)
  if (text === undefined || on === undefined) return []
  return [{kind: 'listener', on, call: name, name: text, line: lineOfCall(call, ast)}]
}

/** `socket` for `socket.on('close', f)`: on an emitter these calls give the emitter itself. */
function emitterOf(object: Node): Node {
  const inner = unwrap(object)
  const name = inner.type === 'CallExpression' ? callName(inner) : undefined
  const receiver = inner.type === 'CallExpression' ? receiverOf(inner) : undefined
  return receiver && name !== undefined && emitterCalls.has(name) ? emitterOf(receiver) : object
}

/** `PageEvent.Close`: the name of an event in the code's own words. */
export function memberText(node: Node, ast: ModuleAst): string | undefined {
  const text = ast.text.slice(node.start, node.end)
  return node.type === 'MemberExpression' && /^[\w$.]{1,40}$/.test(text) ? text : undefined
}
