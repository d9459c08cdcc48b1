import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../../syntax/is-function.ts'
import type {Binding} from '../../../../syntax/scopes.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import {walk} from '../../../../syntax/walk.ts'
import {contains} from '../awaits.ts'
import type {Code} from '../code.ts'
import {findBegun} from './begun.ts'

/** A stretch of code that runs inside of one transaction. */
export interface TransactionScope {
  /** The call that begins it. */
  readonly begin: CallExpression
  /** The function whose body it covers: a callback, or the function that begins and ends it. */
  readonly fn: FunctionNode
  /** The variable that carries it: the callback's parameter, what the begin gave, or what it was begun on. */
  readonly handle: Binding
  /** What the transaction was asked of, as text: `db` of `db.transaction(…)`. */
  readonly source: string | undefined
  readonly isCallback: boolean
  /** Whether a node runs inside of it. */
  covers(node: Node): boolean
}

const WRAPS =
  /^\$?(?:(?:with|in|run|runIn|execute|executeIn|start|begin|use)?(?:Sequelize)?Transaction(?:al)?|atomic(?:Phase|ally)?_?|withTx|inTx|runTx)$/i

const cache = new WeakMap<Code, readonly TransactionScope[]>()

/** The transactions of a module, in source order of the calls that begin them. */
export function transactionScopes(code: Code): readonly TransactionScope[] {
  const known = cache.get(code) ?? [...callbacks(code), ...stretches(code)]
  cache.set(code, known)
  return known
}

function callbacks(code: Code): TransactionScope[] {
  return code.nodes('CallExpression').flatMap(begin => {
    if (!WRAPS.test(callName(begin) ?? '')) return []
    const fn = begin.arguments.map(argument => unwrap(argument)).find(isFunction)
    const [first] = fn?.params ?? []
    const handle = first?.type === 'Identifier' ? code.bindingOf(first) : undefined
    if (!fn || !handle) return []
    const receiver = receiverOf(begin)
    const source = receiver && code.text(receiver)
    return [{begin, fn, handle, source, isCallback: true, covers: (node: Node) => contains(fn, node)}]
  })
}

/** From a begin to the last end in the same function. */
function stretches(code: Code): TransactionScope[] {
  return findBegun(code).flatMap(begun => {
    const fn = code.functionOf(begun.call)
    if (!fn || begun.kind !== 'transaction') return []
    const handle = callName(begun.call) === 'transaction' ? begun.result : carrier(code, begun.call)
    const end = lastEnd(fn, node => begun.isEnd(node))
    if (!handle || end === undefined) return []
    const covers = (node: Node) => contains(fn, node) && node.start > begun.call.end && node.end < end
    return [{begin: begun.call, fn, handle, source: undefined, isCallback: false, covers}]
  })
}

function lastEnd(fn: FunctionNode, isEnd: (node: Node) => boolean): number | undefined {
  let end: number | undefined
  walk(fn, node => {
    if (isEnd(node)) end = Math.max(end ?? 0, node.start)
  })
  return end
}

/** The variable on which a transaction is begun: `req` of `begin(req)`, `runner` of `runner.begin()`. */
function carrier(code: Code, begin: CallExpression): Binding | undefined {
  const [argument] = begin.arguments
  const named = argument && argument.type !== 'SpreadElement' ? rootOf(argument) : undefined
  const receiver = receiverOf(begin)
  const root = named ?? (receiver && rootOf(receiver))
  return root && code.bindingOf(root)
}

function rootOf(node: Node): Node | undefined {
  const inner = unwrap(node)
  if (inner.type === 'MemberExpression') return rootOf(inner.object)
  return inner.type === 'Identifier' ? inner : undefined
}

/** Whether a variable is read somewhere inside of a node. */
export function mentions(binding: Binding, node: Node): boolean {
  return binding.uses.some(use => use.read && contains(node, use.identifier))
}

/** Whether a call writes to a store, by its name. */
export function isStoreWrite(call: Node): boolean {
  return isCall(call) && WRITES.test(callName(call) ?? '')
}

const WRITES =
  /^(?:(?:bulk|find(?:One|ById)?And)?(?:create|insert|update|upsert|delete|destroy|remove|save|replace|increment|decrement|restore)(?:One|Many|Bulk|All|ByID|ById|OrFail|WithCtx|Unique)?|bulkWrite|insertOrUpdate)$/i
