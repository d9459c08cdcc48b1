import type {CallExpression, Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {listenersOf, type Registration} from './listeners.ts'
import {importedSymbols} from './resolve.ts'

/** A listener that one call of an async function adds to an emitter of a module. */
export interface SharedListener {
  readonly one: Registration
  readonly fn: FunctionNode
  /** Where the emitter is made. */
  readonly made: {readonly code: Code; readonly node: Node}
  /** What the call waits for after the listener was added. */
  readonly wait: Node
}

/** Listeners on emitters of the repository's modules, added for the time of a call that waits for something. */
export function sharedListeners(context: DetectorContext, code: Code): SharedListener[] {
  return listenersOf(code).added.flatMap((one): SharedListener[] => {
    const fn = code.functionOf(one.call)
    const receiver = receiverOf(one.call)
    if (!fn?.async || receiver?.type !== 'Identifier' || /[oO]nce$/.test(callName(one.call) ?? '')) return []
    if (!isOfCall(code, fn, one)) return []
    const wait = code
      .nodes('AwaitExpression')
      .find(node => node.start > one.call.end && code.functionOf(node) === fn)
    const made = wait && emitterOf(context, code, receiver)
    return made ? [{one, fn, made, wait}] : []
  })
}

/** Whether the handler is made in the call and uses a variable of it. */
function isOfCall(code: Code, fn: FunctionNode, {handler, call}: Registration): boolean {
  if (call.arguments[2] !== undefined) return false
  const [definition] = code.bindingOf(handler)?.definitions ?? []
  const declared = definition?.node.type === 'VariableDeclarator' ? definition.node.init : definition?.node
  const body = isFunction(handler) ? handler : declared && unwrap(declared)
  if (!body || !isFunction(body) || !contains(fn, body)) return false
  return code.nodes('Identifier').some(name => {
    if (!contains(body, name)) return false
    const [from] = code.bindingOf(name)?.definitions ?? []
    return from !== undefined && contains(fn, from.name) && !contains(body, from.name)
  })
}

/** `export const events = new EventEmitter()`, in this module or behind an import. */
function emitterOf(
  context: DetectorContext,
  code: Code,
  receiver: Node & {type: 'Identifier'}
): SharedListener['made'] | undefined {
  const binding = code.bindingOf(receiver)
  const [definition] = binding?.definitions ?? []
  if (!binding?.moduleLevel || !definition) return undefined
  if (definition.kind !== 'import') {
    const {node} = definition
    const isEmitter = node.type === 'VariableDeclarator' && isMade(code, node.init)
    return isEmitter ? {code, node} : undefined
  }
  for (const {code: target, name} of importedSymbols(context, code, binding.name)) {
    const node = target
      .nodes('VariableDeclarator')
      .find(one => one.id.type === 'Identifier' && one.id.name === name && !target.functionOf(one))
    if (node && isMade(target, node.init)) return {code: target, node}
  }
  return undefined
}

function isMade(code: Code, init: Node | null | undefined): boolean {
  const value = init ? unwrap(init) : undefined
  if (value?.type !== 'NewExpression') return false
  const name = callName(value) ?? ''
  if (/Emitter|EventBus|EventTarget/.test(name)) return true
  const owner = code
    .nodes('ClassDeclaration')
    .find(
      one => one.id?.name === name && one.superClass && /Emitter|EventTarget/.test(code.text(one.superClass))
    )
  return owner !== undefined
}

/** A removal from the same emitter in the module, whatever its function, or of all of its listeners. */
export function takenOff(code: Code, {one}: SharedListener): CallExpression | undefined {
  const removal = listenersOf(code).removed.find(
    each => each.emitter === one.emitter && each.event === one.event
  )
  return (
    removal?.call ??
    code
      .nodes('CallExpression')
      .find(
        call => callName(call) === 'removeAllListeners' && code.text(receiverOf(call) ?? call) === one.emitter
      )
  )
}
