import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../../syntax/call-name.ts'
import {isFunction} from '../../../../syntax/is-function.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import type {Binding} from '../../../../syntax/scopes.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import {contains} from '../awaits.ts'
import type {Code} from '../code.ts'

/** A transaction, session or lock that a call begins, and what ends it. */
export interface Begun {
  readonly kind: 'transaction' | 'session' | 'lock'
  readonly call: CallExpression
  /** The variable that takes the call's result. */
  readonly result: Binding | undefined
  /** What holds it: the receiver of the call, or its first argument, as a path. */
  readonly subject: string | undefined
  /** Whether evaluating a node ends it. */
  isEnd(node: Node): boolean
}

const BEGINS = /^(?:begin|start|init|open)(?:Transaction|Trx|Tx)$/
const ENDS =
  /^(?:commit|roll_?back|abort|kill|end|finish|complete|cancel|destroy|close|release)(?:(?:Db|DB|Active|Current)?(?:Transaction|Trx|Tx))?(?:IfOpen|Safely|Quietly)?$/i
const BEGIN_SQL = /^\s*(?:begin|start\s+transaction)\b/i
const END_SQL = /^\s*(?:commit|rollback(?!\s+to)|end|abort)\b/i
const LOCKS = /lock|mutex|semaphore/i

const cache = new WeakMap<Code, readonly Begun[]>()

/**
 * Every call that begins something which another call has to end, in source order: `beginTransaction()` and its kin,
 * `query('BEGIN')`, `transaction()` without a callback, `startSession()`, and a lock that gives back its release.
 */
export function findBegun(code: Code): readonly Begun[] {
  const known = cache.get(code) ?? code.nodes('CallExpression').flatMap(call => begunBy(code, call))
  cache.set(code, known)
  return known
}

function begunBy(code: Code, call: CallExpression): Begun[] {
  if (isUsing(code, call)) return []
  const name = callName(call) ?? ''
  const receiver = receiverOf(call)
  const result = resultOf(code, call)
  const [first] = call.arguments
  const owner = receiver && memberPath(receiver)
  const subject =
    owner ?? (first && first.type !== 'SpreadElement' && !isFunction(first) ? memberPath(first) : undefined)
  const begun = {call, result, subject}
  if (BEGINS.test(name)) return [{...begun, kind: 'transaction', isEnd: isTransactionEnd}]
  if (isSql(call, BEGIN_SQL)) return [{...begun, kind: 'transaction', isEnd: isTransactionEnd}]
  if (isUnmanaged(code, call, name, result)) return [{...begun, kind: 'transaction', isEnd: isTransactionEnd}]
  if (name === 'startSession' && result)
    return [{...begun, kind: 'session', isEnd: node => isCall(node) && callName(node) === 'endSession'}]
  if (isLock(name, owner) && result && isAwaited(code, call))
    return [{...begun, kind: 'lock', isEnd: node => isRelease(code, node, result, owner)}]
  return []
}

/** `await using lock = await mutex.acquire()` ends by itself, on every way. */
function isUsing(code: Code, call: Node): boolean {
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor.type === 'VariableDeclaration') return /using$/.test(ancestor.kind)
    if (/Statement$/.test(ancestor.type) || isFunction(ancestor)) return false
  }
  return false
}

/** The one variable that a call's result, awaited or not, is stored in. */
export function resultOf(code: Code, call: Node): Binding | undefined {
  let child = call
  let node = code.parentOf(call)
  while (node && passesOn(node, child)) {
    child = node
    node = code.parentOf(node)
  }
  if (node?.type === 'VariableDeclarator' && node.id.type === 'Identifier') return code.bindingOf(node.id)
  if (node?.type !== 'AssignmentExpression' || node.operator !== '=') return undefined
  return node.left.type === 'Identifier' ? code.bindingOf(node.left) : undefined
}

/** Whether the value of a part is, on some way, the value of the whole. */
function passesOn(node: Node, part: Node): boolean {
  if (node.type === 'ConditionalExpression') return node.test !== part
  if (node.type === 'UnaryExpression')
    return node.operator === '!' && node.argument.type === 'UnaryExpression'
  return (
    node.type === 'AwaitExpression' ||
    node.type === 'LogicalExpression' ||
    (node.type === 'CallExpression' && callName(node) === 'Boolean') ||
    unwrap(node) !== node
  )
}

/** `const t = await db.transaction()`: with a callback the library ends it. */
function isUnmanaged(code: Code, call: CallExpression, name: string, result: Binding | undefined): boolean {
  if (name !== 'transaction' || !result || !isAwaited(code, call)) return false
  return call.arguments.every(argument => unwrap(argument).type === 'ObjectExpression')
}

function isAwaited(code: Code, call: Node): boolean {
  return code.parentOf(call)?.type === 'AwaitExpression'
}

function isTransactionEnd(node: Node): boolean {
  return isCall(node) && (ENDS.test(callName(node) ?? '') || isSql(node, END_SQL))
}

/** Whether a call runs a statement that begins so. */
function isSql(call: CallExpression, pattern: RegExp): boolean {
  if (!/^(?:query|execute|exec|run|raw|unsafe)$/.test(callName(call) ?? '')) return false
  const [first] = call.arguments
  if (first?.type === 'Literal') return typeof first.value === 'string' && pattern.test(first.value)
  return first?.type === 'TemplateLiteral' && pattern.test(first.quasis[0]?.value.raw ?? '')
}

function isLock(name: string, owner: string | undefined): boolean {
  const last = owner?.split('.').at(-1) ?? ''
  return (
    (/^(?:acquire|lock)$/.test(name) && LOCKS.test(last)) ||
    /^(?:acquire|obtain)\w*(?:Lock|Mutex)$/.test(name)
  )
}

/** `release()`, `lock.release()`, `mutex.unlock()`, or a call that gets the release. */
function isRelease(code: Code, node: Node, result: Binding, owner: string | undefined): boolean {
  if (!isCall(node)) return false
  const mentions = result.uses.some(use => use.read && contains(node, use.identifier))
  if (mentions) return true
  const receiver = receiverOf(node)
  return (
    /release|unlock|dispose|free/i.test(callName(node) ?? '') &&
    receiver !== undefined &&
    code.text(receiver) === owner
  )
}
