import type {CallExpression, Node} from '@oxc-project/types'
import type {PackageValue} from '../../../../effects/effect-calls.ts'
import {outsideCalls} from '../../../../effects/outside-calls.ts'
import {callName, receiverOf} from '../../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../../syntax/is-function.ts'
import {stringValue} from '../../../../syntax/string-value.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import type {EmitterModel} from './emitters.ts'

/** A parameter that gets a new connection from a server. */
export interface ReceivedEmitter {
  readonly fn: FunctionNode
  readonly parameter: Node
  readonly model: EmitterModel
  readonly call: CallExpression
}

const socket: EmitterModel = {
  what: 'a socket',
  when: 'the other side resets the connection',
  likelihood: 3
}

/** Servers whose connections emit `error`: the event, and the place of the connection among the handler's parameters. */
const SERVERS: readonly (readonly [server: RegExp, event: string, index: number])[] = [
  [/^node:net (?:createServer \(\)|Server new)$/, 'connection', 0],
  [/^node:tls (?:createServer \(\)|Server new)$/, 'secureConnection', 0],
  [/^node:https? (?:createServer \(\)|Server new)$/, 'upgrade', 1],
  [/^node:https? (?:createServer \(\)|Server new)$/, 'connect', 1],
  [/^ws (?:WebSocketServer|Server|default Server|WebSocket Server) new$/, 'connection', 0]
]

/** The connection that a server gives to its handler, when the call registers one. */
export function emitterGivenBy(
  context: DetectorContext,
  code: Code,
  call: CallExpression
): ReceivedEmitter | undefined {
  const name = callName(call)
  if (name === 'createServer') return givenByCreate(context, code, call)
  if (name !== 'on' && name !== 'addListener') return undefined
  const event = stringValue(call.arguments[0] as Node | undefined)
  const receiver = receiverOf(call)
  if (!receiver || !SERVERS.some(([, known]) => known === event)) return undefined
  const value = outsideCalls(context.facts).valueOf(code.ast, receiver)
  const server = value && SERVERS.find(([is, known]) => known === event && is.test(keyOf(value)))
  return server && givenTo(call, call.arguments[1] as Node | undefined, server[2])
}

function keyOf({package: name, path}: PackageValue): string {
  return [name, ...path.filter((part, index) => part !== 'default' || index > 0 || path.length < 3)].join(' ')
}

function givenByCreate(
  context: DetectorContext,
  code: Code,
  call: CallExpression
): ReceivedEmitter | undefined {
  const value = outsideCalls(context.facts).valueOf(code.ast, call.callee)
  if (value?.package !== 'node:net' && value?.package !== 'node:tls') return undefined
  return givenTo(call, call.arguments.at(-1) as Node | undefined, 0)
}

function givenTo(
  call: CallExpression,
  handler: Node | undefined,
  index: number
): ReceivedEmitter | undefined {
  if (!handler || !isFunction(handler)) return undefined
  const parameter = handler.params[index] as Node | undefined
  return parameter?.type === 'Identifier' ? {fn: handler, parameter, model: socket, call} : undefined
}
