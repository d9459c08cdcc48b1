import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear} from '../machinery/intent.ts'
import {type Exception, exceptionsToHabits} from '../machinery/majority.ts'
import {resolveFunction} from '../machinery/resolve.ts'
import {
  isStoreWrite,
  mentions,
  type TransactionScope,
  transactionScopes
} from '../machinery/transactions/scopes.ts'

/**
 * A call to the store inside of a transaction that does not take part in it, while the calls beside it do.
 *
 * - `db.insert(…)` inside of `db.transaction(async tx => …)`, where others use `tx`;
 * - `Row.update(…)` without the `{transaction}` that others of the same receiver or name get;
 * - `store.update({…})` without the `req` that four of five such calls of the repository pass, where one is at hand;
 * - `this.find(…)` after a write, where other services are called through `withTransaction(manager)`.
 *
 * At most one candidate for each function and called name.
 */
export default defineDetector({
  id: 'write-outside-transaction',
  code: 'T3',
  category: 'state-machine',
  precision: 'B',
  kills: {
    carried: 'Does the transaction reach the call another way, by async context or inside of an argument?',
    deferred: 'Does the call run after the transaction, in a callback that is only handed over?',
    intended: 'Does the code say that the call is meant to stand outside?'
  },
  judge: judgeModule
})

type Kill = 'carried' | 'deferred' | 'intended'

/** A call that stays outside, and one beside it that takes part. */
interface Stray {
  readonly call: CallExpression
  readonly sibling: Node
  readonly kind: 'source' | 'option' | 'self'
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const seenCalls = new Set<string>()
  const inScopes = transactionScopes(code).flatMap(scope =>
    straysIn(code, context, scope).flatMap(stray => {
      const key = `${scope.begin.start} ${callName(stray.call)}`
      if (seenCalls.has(key)) return []
      seenCalls.add(key)
      return [judge(code, scope, stray)]
    })
  )
  const unusual = exceptionsToHabits(context, CARRIERS, isStoreWrite)
    .filter(one => one.code === code && isWaitedFor(code, one.call))
    .filter(one => !transactionScopes(code).some(scope => scope.covers(one.call)))
  return [...inScopes, ...unusual.map(one => judgeUnusual(code, one))]
}

/** Options by which a transaction is passed on. */
const CARRIERS = ['req', 'transaction', 'session', 'trx', 'tx']

function judgeUnusual(code: Code, one: Exception): Judged {
  const said = intention(code, one.call)
  return said ? dropped<Kill>(code, one.call, 'intended', said) : describeUnusual(code, one)
}

function judge(code: Code, scope: TransactionScope, stray: Stray): Judged {
  const {call} = stray
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const carrier = carriedBy(code, scope, call)
  if (carrier) return drop('carried', carrier)
  const later = deferredBy(code, scope, call)
  if (later) return drop('deferred', `it runs in the callback at ${code.at(later)}`)
  const said = intention(code, call)
  if (said) return drop('intended', said)
  return describe(code, scope, stray)
}

function straysIn(code: Code, context: DetectorContext, scope: TransactionScope): Stray[] {
  const calls = code
    .nodes('CallExpression')
    .filter(call => scope.covers(call) && call !== scope.begin && isWaitedFor(code, call))
  const inside = calls.filter(call => takesPart(call, scope))
  if (inside.length === 0) return []
  return calls
    .filter(call => !inside.includes(call) && !inside.some(one => contains(one, call)))
    .flatMap(call => strayOf(code, context, scope, call, inside))
}

function isWaitedFor(code: Code, call: Node): boolean {
  const parent = code.parentOf(call)
  return parent?.type === 'AwaitExpression' || parent?.type === 'ReturnStatement'
}

/** Whether the transaction's variable is in the call's receiver or among its arguments, function bodies left out. */
function takesPart(call: CallExpression, {handle}: TransactionScope): boolean {
  return [call.callee as Node, ...call.arguments].some(part => !isFunction(part) && mentions(handle, part))
}

function strayOf(
  code: Code,
  context: DetectorContext,
  scope: TransactionScope,
  call: CallExpression,
  inside: readonly CallExpression[]
): Stray[] {
  const receiver = receiverOf(call)
  const path = receiver && memberPath(receiver)
  if (path === undefined) return []
  const isOnSource =
    scope.isCallback &&
    scope.source !== undefined &&
    !/^(?:this|super)$/.test(scope.source) &&
    (path === scope.source || path.startsWith(`${scope.source}.`))
  const [first] = inside
  if (isOnSource && first && isStoreWrite(call)) return [{call, sibling: first, kind: 'source'}]
  const sibling = isStoreWrite(call) ? inside.find(one => isAlike(code, one, call, scope)) : undefined
  if (sibling) return [{call, sibling, kind: 'option'}]
  const scoped = inside.find(one => scopedBy(one, scope) && one.start < call.start && changes(one))
  if (path === 'this' && scoped && reachesStore(context, code, call))
    return [{call, sibling: scoped, kind: 'self'}]
  return []
}

/** Whether a call beside it has the same receiver, or the same name on a model too, and gets the transaction by an option. */
function isAlike(code: Code, one: CallExpression, call: CallExpression, scope: TransactionScope): boolean {
  const option = one.arguments.some(argument => givesByOption(argument, scope))
  if (!option) return false
  const [a, b] = [receiverOf(one), receiverOf(call)]
  if (!a || !b) return false
  if (code.text(a) === code.text(b)) return true
  return callName(one) === callName(call) && isModel(a) === isModel(b)
}

function givesByOption(argument: Node, {handle}: TransactionScope): boolean {
  const object = unwrap(argument)
  return (
    object.type === 'ObjectExpression' &&
    object.properties.some(property => property.type === 'Property' && mentions(handle, property.value))
  )
}

function isModel(node: Node): boolean {
  return /^[A-Z]/.test(memberPath(node)?.split('.').at(-1) ?? '')
}

/** `service.withTransaction(manager)` in the receiver. */
function scopedBy(call: CallExpression, {handle}: TransactionScope): boolean {
  const receiver = receiverOf(call)
  const inner = receiver && unwrap(receiver)
  return (
    isCall(inner) &&
    /^with\w*(?:Transaction|Manager|Trx|Tx)_?$/.test(callName(inner) ?? '') &&
    mentions(handle, inner)
  )
}

function changes(call: CallExpression): boolean {
  return /^(?:create|add|update|delete|remove|set|save|insert|upsert|cancel|complete|register)(?![a-z])/.test(
    callName(call) ?? ''
  )
}

/** Whether a method of the same object works with a store of its own: directly, or through one more method. */
function reachesStore(context: DetectorContext, code: Code, call: CallExpression, depth = 2): boolean {
  const called = resolveFunction(context, code, call.callee)
  if (!called) return false
  if (called.fn.params.some(parameter => /manager|transaction|trx|tx\b/i.test(called.code.text(parameter))))
    return false
  return (
    storeInside(called.fn) ||
    (depth > 0 && callsInside(called.fn).some(one => reachesStore(context, called.code, one, depth - 1)))
  )
}

function storeInside(fn: FunctionNode): boolean {
  let found = false
  walk(fn, node => {
    const path = node.type === 'MemberExpression' ? memberPath(node) : undefined
    if (path && /^this\.\w*(?:[mM]anager|[rR]epository|[rR]epo|[dD]b|knex|prisma)_?$/.test(path)) found = true
  })
  return found
}

function callsInside(fn: FunctionNode): CallExpression[] {
  const calls: CallExpression[] = []
  walk(fn, node => {
    if (isCall(node) && memberPath(node.callee)?.startsWith('this.')) calls.push(node)
  })
  return calls
}

/** How the transaction may reach the call although its variable is not there. */
function carriedBy(code: Code, scope: TransactionScope, call: CallExpression): string | undefined {
  for (const argument of call.arguments) {
    const object = unwrap(argument)
    const names = object.type === 'ObjectExpression' ? object.properties : [argument]
    for (const one of names) {
      const value = one.type === 'SpreadElement' ? one.argument : one.type === 'Property' ? one.value : one
      const holder = unwrap(value)
      if (holder.type !== 'Identifier') continue
      const binding = code.bindingOf(holder)
      const isMade = binding?.definitions.some(
        ({node}) => node.type === 'VariableDeclarator' && node.init && mentions(scope.handle, node.init)
      )
      const isOption = one.type === 'SpreadElement' || argument === one
      if (
        isMade ||
        (isOption &&
          binding?.definitions[0]?.kind === 'parameter' &&
          /opt|ctx|context|args|config/i.test(holder.name))
      )
        return `\`${holder.name}\` at ${code.at(holder)} may carry it`
    }
  }
  const receiver = receiverOf(call)
  const root = receiver && rootName(receiver)
  const made = root && code.bindingOf(root)?.definitions[0]?.node
  if (made?.type === 'VariableDeclarator' && made.init && mentions(scope.handle, made.init))
    return `${code.show(root ?? call)} was made with it at ${code.at(made)}`
  const storage = code.nodes('NewExpression').find(node => callName(node) === 'AsyncLocalStorage')
  const cls = code.nodes('CallExpression').find(node => callName(node) === 'useCLS')
  const context = storage ?? cls
  return context && `an async context at ${code.at(context)} may carry it`
}

function rootName(node: Node): Node | undefined {
  const inner = unwrap(node)
  if (inner.type === 'MemberExpression') return rootName(inner.object)
  return inner.type === 'Identifier' ? inner : undefined
}

/** A callback of the scope that is not run for each element, but handed to something: `afterCommit(() => …)`. */
function deferredBy(code: Code, scope: TransactionScope, call: CallExpression): Node | undefined {
  let child: Node = call
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor === scope.fn) return undefined
    if (
      isCall(ancestor) &&
      isFunction(child) &&
      /after|commit|enqueue|schedule|defer|^on|then|catch|finally|setTimeout|nextTick|setImmediate/i.test(
        callName(ancestor) ?? ''
      )
    )
      return ancestor
    if (ancestor.type === 'CatchClause') return ancestor
    child = ancestor
  }
  return undefined
}

function intention(code: Code, call: CallExpression): string | undefined {
  const line = commentNear(
    code,
    call,
    /outside|separate|independent|not part|no transaction|without (?:a |the )?transaction|even if|on purpose|intention|audit/i
  )
  if (line !== undefined) return `the comment at line ${line} says so`
  for (const argument of call.arguments) {
    const object = unwrap(argument)
    if (object.type !== 'ObjectExpression') continue
    const none = object.properties.find(
      property =>
        property.type === 'Property' &&
        /^(?:transaction|session|req|tx|trx)$/.test(propertyName(property) ?? '') &&
        /^(?:null|undefined)$/.test(code.text(property.value))
    )
    if (none) return `${code.show(none)} at ${code.at(none)} says so`
  }
  return undefined
}

function describe(code: Code, scope: TransactionScope, {call, sibling, kind}: Stray): Candidate {
  const handle = scope.handle.name
  const name = callName(call) ?? 'call'
  const callee = memberPath(call.callee) ?? name
  const isWrite = kind !== 'self'
  const effect = isWrite
    ? 'What it writes stays when the transaction is rolled back, and it waits for rows that the transaction has locked'
    : `It goes to the store by fields of \`this\`, which all calls of the object share, and not by \`${handle}\`: nothing here makes sure that it sees what the transaction has written`
  return {
    ...located(code, call),
    resource: callee,
    title: `\`${callee}\` runs outside of the transaction \`${handle}\` around it`,
    failureMode: `the calls beside it take \`${handle}\`, as at ${code.at(sibling)}; \`${callee}\` does not. ${effect}.`,
    precondition: isWrite
      ? 'a later step of the transaction fails, or it has locked the rows that the call needs.'
      : 'the call asks for what was written in the same transaction.',
    failurePath: [
      `${code.show(scope.begin.callee)} begins a transaction and gives \`${handle}\` (${code.at(scope.begin)}).`,
      `${code.show(isCall(sibling) ? sibling.callee : sibling)} takes part in it (${code.at(sibling)}).`,
      `\`${callee}\` at ${code.at(call)} neither gets \`${handle}\` nor is called on it.`,
      isWrite
        ? 'When the transaction is rolled back, its write is the one that stays.'
        : 'Where the fields of the object do not lead to the same transaction, it meets the state from before.'
    ],
    silence: isWrite ? 'the write succeeds by itself.' : 'the call succeeds, with old rows or with none.',
    silent: true,
    evidence: [
      seen(code, scope.begin, 'begins the transaction'),
      seen(code, sibling, `takes \`${handle}\``),
      seen(code, call, `does not take \`${handle}\``)
    ],
    challenged: [
      survived(
        'carried',
        `no argument of \`${callee}\` was made from \`${handle}\`, and the module has no async context`
      ),
      survived('deferred', 'it runs within the transaction, not in a callback for later'),
      survived('intended', 'no comment or option says so')
    ],
    likelihood: 2,
    spread: 1,
    confidence: 'medium',
    ...(kind === 'self' ? {cause: `${code.symbolOf(scope.fn).split('.')[0]} calls itself unbound`} : {}),
    fix:
      kind === 'source'
        ? `call it on \`${handle}\`.`
        : kind === 'self'
          ? `call it on the copy that is bound to \`${handle}\`, as ${code.at(sibling)} does.`
          : `give it \`${handle}\`, as ${code.at(sibling)} does.`,
    falsifiedBy: isWrite
      ? `a rolled-back transaction after which the write of \`${callee}\` is gone too.`
      : `a call of \`${callee}\` that sees a row which the same transaction has written.`
  }
}

function describeUnusual(code: Code, {habit, call, ready, example}: Exception): Candidate {
  const {callee, option, keeping, total} = habit
  const [definition] = ready.definitions
  return {
    ...located(code, call),
    resource: callee,
    title: `\`${callee}\` lacks the \`${option}\` that ${keeping} of ${total} such calls pass`,
    failureMode: `in this repository \`${callee}\` is given \`${option}\`; this call has one at hand and does not pass it. What \`${option}\` carries does not reach it: where that is an open transaction, the write stands outside of it: it stays when the rest is rolled back, and may wait for rows that the rest has locked.`,
    precondition: `\`${code.symbolOf(call)}\` runs with a \`${option}\` that carries a transaction.`,
    failurePath: [
      `\`${option}\` is there${definition ? ` (${code.at(definition.name)})` : ''}.`,
      `\`${callee}\` writes without it (${code.at(call)}).`,
      'A later step fails and the transaction is rolled back; this write stays.'
    ],
    silence: 'the write succeeds by itself.',
    silent: true,
    evidence: [
      seen(code, call, `no \`${option}\``),
      seen(example.code, example.call, `a call of the same kind that passes \`${option}\``)
    ],
    challenged: [
      survived('carried', `no argument of the call is spread, and none is named \`${option}\``),
      survived('intended', 'no comment or option says so')
    ],
    likelihood: 2,
    spread: 1,
    confidence: option === 'req' ? 'low' : 'medium',
    fix: `pass \`${option}\`, as ${example.code.at(example.call)} does.`,
    falsifiedBy: `a rolled-back transaction after which this write is gone too.`
  }
}
