import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {resolveFunction} from './resolve.ts'

/** One call that adds or removes a listener. */
export interface Registration {
  readonly call: CallExpression
  /** Text of what it is called on. */
  readonly emitter: string
  /** A literal in single quotes, else the text of the event argument. */
  readonly event: string
  readonly handler: Node
  readonly capture: boolean
}

const ADDS = new Set([
  'on',
  'addListener',
  'addEventListener',
  'once',
  'prependListener',
  'prependOnceListener'
])
const REMOVES = new Set(['off', 'removeListener', 'removeEventListener'])

interface Listeners {
  readonly added: readonly Registration[]
  readonly removed: readonly Registration[]
}

const known = new WeakMap<Code, Listeners>()

/** The calls of a module that add or remove a listener, in source order. */
export function listenersOf(code: Code): Listeners {
  const listeners = known.get(code) ?? {
    added: registrations(code, ADDS),
    removed: registrations(code, REMOVES)
  }
  known.set(code, listeners)
  return listeners
}

function registrations(code: Code, names: ReadonlySet<string>): Registration[] {
  return code.nodes('CallExpression').flatMap(call => {
    const receiver = names.has(callName(call) ?? '') ? receiverOf(call) : undefined
    const [event, handler, options] = call.arguments
    if (!receiver || !event || !handler) return []
    if (event.type === 'SpreadElement' || handler.type === 'SpreadElement') return []
    return [
      {
        call,
        emitter: code.text(receiver),
        event: eventText(code, event),
        handler: unwrap(handler),
        capture: isCapture(code, options)
      }
    ]
  })
}

function eventText(code: Code, event: Node): string {
  const value = stringValue(event)
  return value === undefined ? code.text(event) : `'${value}'`
}

function isCapture(code: Code, options: Node | undefined): boolean {
  return options !== undefined && /^true$|\bcapture\s*:\s*true\b/.test(code.text(options))
}

/** Whether two handlers are one function: one variable, or one path such as `this.onData`. */
export function isSameHandler(code: Code, a: Node, b: Node): boolean {
  if (a.type === 'Identifier' && b.type === 'Identifier') {
    const binding = code.bindingOf(a)
    return binding !== undefined && binding === code.bindingOf(b)
  }
  const path = memberPath(a)
  return path?.includes('.') === true && path === memberPath(b)
}

/** The code of a handler, as far as the module has it. */
export function handlerCode(context: DetectorContext, code: Code, handler: Node): FunctionNode | undefined {
  const bare = isCall(handler) && callName(handler) === 'bind' ? (receiverOf(handler) ?? handler) : handler
  if (isFunction(bare)) return bare
  const found = resolveFunction(context, code, bare)
  return found?.code === code ? found.fn : undefined
}
