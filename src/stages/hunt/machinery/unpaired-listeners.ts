import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {isSameHandler, listenersOf, type Registration} from './listeners.ts'
import {placeOf} from './place.ts'
import {reachedFrom} from './teardown.ts'
import {writesOf} from './writes.ts'

/** A listener that the counterpart of what adds it leaves, though it undoes the rest. */
export interface Unpaired {
  readonly added: Registration
  /** The function that undoes: `detach`, or what an effect returns. */
  readonly undo: FunctionNode
  /** `detach`; undefined for a function without a name. */
  readonly name: string | undefined
  /** What it does undo. */
  readonly sibling: Node
  /** Where the listener is taken off all the same. */
  readonly removal: Node | undefined
  /** Where the emitter ends, or is made anew. */
  readonly ends: Node | undefined
}

const OPENS =
  /^[#_]*(?:start|attach|enable|activate|bind|mount|listen|watch|observe|register|subscribe|open|connect|begin|setup|init|add|install)(?![a-z])/i
const CLOSES =
  /^[#_]*(?:stop|detach|disable|deactivate|unbind|unmount|unlisten|unwatch|unobserve|unregister|deregister|unsubscribe|close|disconnect|end|teardown|destroy|dispose|remove|uninstall|clean_?up)(?![a-z])/i

/** Listeners of a method whose counterpart takes another one off the same emitter; what a class says in pairs. */
export function unpairedInClasses(context: DetectorContext, code: Code): Unpaired[] {
  const {added, removed} = listenersOf(code)
  return added.flatMap(one => {
    const owner = code.thisOwner(one.call)
    const fn = code.functionOf(one.call)
    const receiver = receiverOf(one.call)
    if (!isClass(owner) || !fn || !receiver || !memberPath(receiver)?.startsWith('this.')) return []
    if (/[oO]nce$/.test(callName(one.call) ?? '') || one.event === `'error'`) return []
    if (removed.some(each => isMeant(code, each, one))) return []
    if (!OPENS.test(methodName(code, fn) ?? '') || one.call.arguments[2] !== undefined) return []
    for (const member of owner.body.body) {
      const name = propertyName(member)
      const undo = 'value' in member ? (member.value as Node | null) : undefined
      if (!undo || !isFunction(undo) || name === undefined || !CLOSES.test(name)) continue
      const sibling = removed.find(each => contains(undo, each.call) && each.emitter === one.emitter)
      if (!sibling || sibling.event === one.event) continue
      const counterpart = added.find(each => each.event === sibling.event && each.emitter === one.emitter)
      if (!counterpart || code.functionOf(counterpart.call) !== fn) continue
      const removal = removed.find(each => contains(owner, each.call) && takesOff(code, each, one))
      return [
        {
          added: one,
          undo,
          name,
          sibling: sibling.call,
          removal: removal?.call ?? removesAll(code, owner, one.emitter),
          ends: madeAnew(code, receiver) ?? endedIn(code, reachedFrom(context, code, undo), one.emitter)
        }
      ]
    }
    return []
  })
}

/** A removal of the function from the emitter under another event is a finding of its own. */
function isMeant(code: Code, removal: Registration, one: Registration): boolean {
  return (
    removal.emitter === one.emitter &&
    removal.event !== one.event &&
    isSameHandler(code, removal.handler, one.handler)
  )
}

function methodName(code: Code, fn: FunctionNode): string | undefined {
  const member = code.parentOf(fn)
  return member && (member.type === 'MethodDefinition' || member.type === 'PropertyDefinition')
    ? propertyName(member)
    : undefined
}

function takesOff(code: Code, removal: Registration, one: Registration): boolean {
  if (removal.event !== one.event) return false
  return removal.emitter === one.emitter || isSameHandler(code, removal.handler, one.handler)
}

function removesAll(code: Code, around: Node, emitter: string): CallExpression | undefined {
  return code
    .nodes('CallExpression')
    .find(
      call =>
        callName(call) === 'removeAllListeners' &&
        contains(around, call) &&
        code.text(receiverOf(call) ?? call) === emitter
    )
}

/** A write of the field outside of the constructor: each instance that is put there has listeners of its own. */
function madeAnew(code: Code, receiver: Node): Node | undefined {
  const place = placeOf(code, receiver)
  return place && writesOf(code, place).find(write => !isAtStart(code, write.node))?.node
}

function isAtStart(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  const member = fn && code.parentOf(fn)
  return !fn || (member?.type === 'MethodDefinition' && member.kind === 'constructor')
}

const ENDS = /^(?:close|end|quit|destroy|disconnect|terminate|stop|kill|dispose|abort)$/

function endedIn(code: Code, fns: readonly FunctionNode[], emitter: string): CallExpression | undefined {
  return code.nodes('CallExpression').find(call => {
    if (!ENDS.test(callName(call) ?? '') || !fns.some(fn => contains(fn, call))) return false
    return code.text(receiverOf(call) ?? call) === emitter
  })
}

/** Listeners of a function that returns what undoes it, and that are not among what is undone. */
export function unpairedInEffects(code: Code): Unpaired[] {
  const {added, removed} = listenersOf(code)
  return added.flatMap(one => {
    const fn = code.functionOf(one.call)
    const undo = fn && returnedCleanUp(code, fn)
    const receiver = receiverOf(one.call)
    const root = receiver && code.bindingOf(receiver)
    const options = one.call.arguments[2]
    if (!undo || !receiver || (options && /\b(?:signal|once)\b/.test(code.text(options)))) return []
    if (/[oO]nce$/.test(callName(one.call) ?? '') || code.parentOf(one.call)?.type !== 'ExpressionStatement')
      return []
    if (removed.some(each => isMeant(code, each, one))) return []
    // What the function makes itself goes with it, except the name of something given to it.
    const [definition] = root?.definitions ?? []
    if (definition?.node.type === 'VariableDeclarator' && code.functionOf(definition.node) === fn) return []
    const body = undo.body as Node
    const [sibling] = body.type === 'BlockStatement' ? body.body : [body]
    const removal = removed.find(each => each.event === one.event && each.emitter === one.emitter)
    if (!sibling) return []
    return [
      {
        added: one,
        undo,
        name: undefined,
        sibling: sibling as Node,
        removal: removal?.call ?? removesAll(code, fn, one.emitter),
        ends: endedIn(code, [undo], one.emitter)
      }
    ]
  })
}

const UNDOES =
  /^(?:off|remove\w*|clear\w*|un[a-z]+|dispose|destroy|disconnect|close|stop|abort|cancel|delete)$/i

/** `return () => {…}` without parameters whose statements all undo: empty a variable, take off, clear, close. */
function returnedCleanUp(code: Code, fn: FunctionNode): FunctionNode | undefined {
  const last = fn.body?.type === 'BlockStatement' ? (fn.body.body.at(-1) as Node | undefined) : undefined
  const undo = last?.type === 'ReturnStatement' && last.argument ? unwrap(last.argument) : undefined
  if (!undo || !isFunction(undo) || undo.params.length > 0 || undo.async || !undo.body) return undefined
  const body = undo.body as Node
  const statements = body.type === 'BlockStatement' ? (body.body as Node[]) : [body]
  return statements.length > 0 && statements.every(one => undoes(code, one)) ? undo : undefined
}

function undoes(code: Code, statement: Node): boolean {
  const node = unwrap(statement.type === 'ExpressionStatement' ? statement.expression : statement)
  if (node.type === 'AssignmentExpression')
    return /^(?:null|undefined|false|\[\]|\{\})$/.test(code.text(node.right))
  return isCall(node) && UNDOES.test(callName(node) ?? '')
}

/** Two listeners of one wait, of which the clean-up beside them takes off the other only. */
export function unpairedInWaits(code: Code): Unpaired[] {
  const {added, removed} = listenersOf(code)
  return added.flatMap(one => {
    const fn = code.functionOf(one.call)
    if (!fn || /[oO]nce$/.test(callName(one.call) ?? '') || one.handler.type !== 'Identifier') return []
    if (one.call.arguments[2] !== undefined || removed.some(each => isMeant(code, each, one))) return []
    const undo = cleanUpIn(code, fn)
    const sibling = undo && removed.find(each => contains(undo, each.call) && each.emitter === one.emitter)
    const counterpart =
      sibling && added.find(each => each.emitter === one.emitter && each.event === sibling.event)
    if (!undo || !sibling || !counterpart || counterpart === one) return []
    if (code.functionOf(counterpart.call) !== fn) return []
    const removal = removed.find(each => takesOff(code, each, one))
    return [
      {
        added: one,
        undo,
        name: localName(code, undo),
        sibling: sibling.call,
        removal: removal?.call ?? removesAll(code, fn, one.emitter),
        ends: endedIn(code, [fn], one.emitter)
      }
    ]
  })
}

/** `const cleanUp = () => {…}` in a function. */
function cleanUpIn(code: Code, fn: FunctionNode): FunctionNode | undefined {
  const named: readonly Node[] = [
    ...code.nodes('FunctionDeclaration'),
    ...code.nodes('ArrowFunctionExpression'),
    ...code.nodes('FunctionExpression')
  ]
  return named.find(
    (one): one is FunctionNode =>
      isFunction(one) &&
      one.params.length === 0 &&
      code.functionOf(one) === fn &&
      CLEANS.test(localName(code, one) ?? '')
  )
}

const CLEANS = /^(?:clean_?up|tear_?down|dispose|detach|unsubscribe|remove_?listeners?|off)/i

function localName(code: Code, fn: FunctionNode): string | undefined {
  const holder = code.parentOf(fn)
  if (fn.id) return fn.id.name
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : undefined
}
