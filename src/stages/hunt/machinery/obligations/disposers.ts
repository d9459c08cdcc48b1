import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../../syntax/is-function.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import {walk} from '../../../../syntax/walk.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {calleeOf} from '../declared-type.ts'
import {functionOfBinding, type Located} from '../resolve.ts'

/** Why what a call gives undoes it. */
export interface Disposer {
  /** A clause: `` what it returns takes it off (`src/bus.ts:4`) ``. */
  readonly reason: string
  readonly path: string
  readonly line: number
  readonly note: string
  /** Whether code of the repository shows it; else a declared type does. */
  readonly sure: boolean
}

const REGISTERS =
  /^(?:on(?:[A-Z]\w*)?|add\w*(?:Listener|Handler|Callback|Observer|Hook|Subscriber)|subscribe\w*|listen\w*|observe\w*|watch\w*|register\w*|use\w*Listener|attach\w*|tap\w*|hook\w*)$/

/** What makes a call a registration that only its result can undo: it leads to code which returns what undoes it. */
export function disposerOf(context: DetectorContext, code: Code, call: CallExpression): Disposer | undefined {
  if (!REGISTERS.test(callName(call) ?? '')) return undefined
  const called = calleeOf(context, code, call)
  const located = called?.located
  if (located) return fromBody(located)
  const declared = called?.declared
  const result = called?.returns?.node
  if (!declared || !result || !isDisposerType(result)) return undefined
  const line = declared.code.line(declared.node)
  return {
    reason: `it is declared to return a function that ends it (${declared.code.at(declared.node)})`,
    path: declared.code.path,
    line,
    note: 'declared to return a function',
    sure: true
  }
}

/** `() => void`. */
function isDisposerType(type: Node): boolean {
  return (
    type.type === 'TSFunctionType' &&
    type.params.length === 0 &&
    type.returnType?.typeAnnotation.type === 'TSVoidKeyword'
  )
}

function fromBody({code, fn}: Located): Disposer | undefined {
  if (fn.async || fn.generator) return undefined
  const undoing = returnedBy(code, fn).find(value => undoes(code, value))
  if (!undoing) return undefined
  return {
    reason: `what it returns takes it off (${code.at(undoing)})`,
    path: code.path,
    line: code.line(undoing),
    note: 'what is returned undoes the registration',
    sure: true
  }
}

function returnedBy(code: Code, fn: FunctionNode): Node[] {
  if (fn.body && fn.body.type !== 'BlockStatement') return [unwrap(fn.body)]
  return code
    .nodes('ReturnStatement')
    .flatMap(one => (one.argument && code.functionOf(one) === fn ? [unwrap(one.argument)] : []))
}

/** A function that removes something, by itself or as `dispose` or `unsubscribe` of an object. */
function undoes(code: Code, value: Node): boolean {
  if (isFunction(value)) return value.params.length === 0 && removes(value)
  if (value.type === 'Identifier') {
    const binding = code.bindingOf(value)
    const fn = binding && functionOfBinding(binding)
    return fn !== undefined && fn.params.length === 0 && removes(fn)
  }
  if (value.type !== 'ObjectExpression') return false
  return value.properties.some(
    part =>
      part.type === 'Property' &&
      /^(?:dispose|unsubscribe|remove|off)$/.test(propertyName(part) ?? '') &&
      isFunction(part.value) &&
      removes(part.value)
  )
}

const REMOVES = /^(?:delete|off|remove\w*|un[a-z]\w*|splice|filter|clear\w*)$/

function removes(fn: FunctionNode): boolean {
  let found = false
  walk(fn, node => {
    if (isCall(node) && REMOVES.test(callName(node) ?? '')) found = true
    return undefined
  })
  return found
}
