import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains, pausesOf} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {findParallel, type Parallel} from '../machinery/parallel.ts'
import {resolveFunction} from '../machinery/resolve.ts'
import {
  isStoreWrite,
  mentions,
  type TransactionScope,
  transactionScopes
} from '../machinery/transactions/scopes.ts'

/**
 * Members of one `Promise.all` that take the same object while it can only serve one at a time.
 *
 * Either the object carries a transaction, and each member runs several statements on it; or each member sets a
 * property of it before it waits. At most one candidate for each `Promise.all`.
 */
export default defineDetector({
  id: 'shared-argument-in-parallel',
  code: 'C5',
  category: 'concurrency',
  precision: 'B',
  kills: {
    'one-step': 'Does each member run one statement only?',
    'reads-only': 'Does no member write?',
    'own-copy': 'Does each member take a copy?',
    'in-order': 'Do the members wait for each other?'
  },
  judge: judgeModule
})

type Kill = 'one-step' | 'reads-only' | 'own-copy' | 'in-order'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const scopes = transactionScopes(code)
  return findParallel(code).flatMap(parallel => {
    const scope = scopes.find(one => one.covers(parallel.call) && one.covers(parallel.members))
    const judged =
      (scope && judgeTransaction(code, context, parallel, scope)) ?? judgeProperty(code, parallel)
    return judged ? [judged] : []
  })
}

function judgeTransaction(
  code: Code,
  context: DetectorContext,
  parallel: Parallel,
  scope: TransactionScope
): Judged | undefined {
  const {each} = parallel
  if (!each) return undefined
  const drop = (kill: Kill, reason: string) => dropped(code, parallel.call, kill, reason)
  const reach = reachOf(context, code, each, scope)
  if (reach.uses.length === 0) return undefined
  const limit = limiterIn(each)
  if (limit) return drop('in-order', `${code.show(limit)} lets one in at a time`)
  const [write] = reach.writes
  if (!write)
    return drop('reads-only', `what the members do with \`${scope.handle.name}\` is not a write by its name`)
  if (reach.uses.length < 2)
    return drop(
      'one-step',
      `each member runs ${code.show(reach.uses[0] ?? each)} only, and the connection keeps their order`
    )
  return describeTransaction(code, parallel, scope, reach.uses, write)
}

interface Reach {
  /** Awaited calls that carry the transaction; a call into the module counts by what is inside of it. */
  readonly uses: readonly Node[]
  readonly writes: readonly Node[]
}

function reachOf(context: DetectorContext, code: Code, fn: FunctionNode, scope: TransactionScope): Reach {
  const uses: Node[] = []
  const gather = (root: FunctionNode, isOwn: boolean) =>
    walk(root, node => {
      if (!isCall(node) || code.parentOf(node)?.type !== 'AwaitExpression') return
      if (carries(code, node, scope.handle)) uses.push(node)
      const called = isOwn ? resolveFunction(context, code, node.callee) : undefined
      if (called?.code === code && called.fn !== root) gather(called.fn, false)
    })
  gather(fn, true)
  return {uses, writes: uses.filter(use => isStoreWrite(use) || writesByName(use))}
}

function writesByName(node: Node): boolean {
  return (
    isCall(node) &&
    /^_?(?:create|insert|update|upsert|delete|remove|save|sync|write|store|query|execute|run|persist|process|apply)(?![a-z])/.test(
      callName(node) ?? ''
    )
  )
}

/** Whether the transaction is among what a call is given, or is what it is called on; an object spread is followed. */
function carries(code: Code, call: Node, handle: Binding): boolean {
  if (!isCall(call)) return false
  const isGiven = [call.callee, ...call.arguments].some(
    part => !isFunction(part) && mentions(handle, part) && !isMemberOnly(code, part, handle)
  )
  return (
    isGiven || call.arguments.some(argument => spreadsOf(code, argument).some(one => mentions(handle, one)))
  )
}

/** `req.locale` reads something from the handle, and does not hand it on. */
function isMemberOnly(code: Code, part: Node, handle: Binding): boolean {
  return handle.uses
    .filter(use => use.read && contains(part, use.identifier))
    .every(use => {
      const parent = code.parentOf(use.identifier)
      const call = parent && code.parentOf(parent)
      if (parent?.type !== 'MemberExpression' || parent.object !== use.identifier) return false
      return !(isCall(call) && call.callee === parent) && !part.type.startsWith('Member')
    })
}

function spreadsOf(code: Code, argument: Node): Node[] {
  const object = unwrap(argument)
  if (object.type !== 'ObjectExpression') return []
  return object.properties.flatMap(property => {
    if (property.type !== 'SpreadElement') return []
    const [definition] = code.bindingOf(property.argument)?.definitions ?? []
    return definition?.node.type === 'VariableDeclarator' && definition.node.init
      ? [definition.node.init]
      : []
  })
}

function limiterIn(each: FunctionNode): Node | undefined {
  let found: Node | undefined
  walk(each, node => {
    if (
      isCall(node) &&
      /^(?:limit|limiter|throttle|queue|enqueue|runExclusive|withLock|acquire)$/i.test(callName(node) ?? '')
    )
      found ??= node.callee
  })
  return found
}

function describeTransaction(
  code: Code,
  parallel: Parallel,
  scope: TransactionScope,
  uses: readonly Node[],
  write: Node
): Candidate {
  const {call, members} = parallel
  const handle = scope.handle.name
  const [first, second] = uses
  const settled = callName(call) === 'allSettled' || catchesAll(parallel.each)
  const excused = commentNear(code, call, /parallel|concurren|on purpose|safe/i)
  return {
    ...span(code, members, call),
    resource: handle,
    title: `members that run at once share the transaction of \`${handle}\``,
    failureMode: `every element starts its own steps on the one transaction that \`${handle}\` carries. Their statements mix on one connection${settled ? '' : ', and when one of them fails, the transaction is rolled back while the others still run: their later statements then belong to no transaction'}.`,
    precondition: `there are two or more elements${settled ? '' : ', and for the worst of it one of them fails'}.`,
    failurePath: [
      `${code.show(scope.begin.callee)} begins the transaction (${code.at(scope.begin)}).`,
      `${code.show(members)} starts all members in one turn (${code.at(members)}).`,
      `Each of them runs ${code.show(first ?? write)} (${code.at(first ?? write)}) and ${code.show(second ?? write)} (${code.at(second ?? write)}), in between those of the others.`,
      `\`${callName(call) ?? 'all'}\` at ${code.at(call)} ${settled ? 'ends when all are done, in whatever order their steps ran' : 'ends at the first failure, and does not wait for the rest'}.`
    ],
    silence:
      'how the statements mix depends on timing; no step says that it ran beside another or after the end of the transaction.',
    silent: true,
    evidence: [
      seen(code, scope.begin, 'begins the transaction'),
      seen(code, members, 'starts the members at once'),
      seen(code, write, `writes with \`${handle}\``)
    ],
    challenged: [
      survived('one-step', `${uses.length} awaited calls of a member take \`${handle}\``),
      survived('reads-only', `${code.show(write)} writes`),
      survived('own-copy', `\`${handle}\` is handed on as it is`),
      survived('in-order', 'no limit or lock stands in the member')
    ],
    likelihood: 2,
    spread: 2,
    confidence: excused === undefined ? 'medium' : lower('medium'),
    fix: 'run the members one after another (`for … of` with `await`), or give each of them a transaction of its own.',
    falsifiedBy: `a run with two elements in which all statements of the first end before those of the second begin.`
  }
}

/** Whether no failure leaves a member: its body is one `try` with a `catch` that does not throw. */
function catchesAll(each: FunctionNode | undefined): boolean {
  const body = each?.body?.type === 'BlockStatement' ? each.body.body : []
  const [only, second] = body
  if (only?.type !== 'TryStatement' || second || !only.handler) return false
  let throws = false
  walk(only.handler, node => {
    if (node.type === 'ThrowStatement') throws = true
  })
  return !throws
}

/** A callback that sets a property of an object from outside, waits, and hands the object on. */
function judgeProperty(code: Code, parallel: Parallel): Judged | undefined {
  const {each} = parallel
  if (!each?.async) return undefined
  for (const write of code.nodes('AssignmentExpression')) {
    if (!contains(each, write) || code.functionOf(write) !== each || write.operator !== '=') continue
    const shared = sharedBy(code, each, write.left)
    if (!shared || !dependsOnElement(code, each, write.right)) continue
    const use = laterUse(code, each, write, shared)
    if (use) return judgeUse(code, parallel, each, write, use, shared)
  }
  return undefined
}

interface Shared {
  readonly binding: Binding
  readonly property: string
}

function sharedBy(code: Code, each: FunctionNode, target: Node): Shared | undefined {
  if (target.type !== 'MemberExpression' || target.computed) return undefined
  const object = unwrap(target.object)
  const property = propertyName(target)
  const binding = object.type === 'Identifier' ? code.bindingOf(object) : undefined
  if (!binding || property === undefined || contains(each, binding.owner)) return undefined
  const [definition] = binding.definitions
  return definition && !contains(each, definition.name) ? {binding, property} : undefined
}

function dependsOnElement(code: Code, each: FunctionNode, value: Node): boolean {
  const parameters = each.params.flatMap(parameter => namesIn(code, parameter))
  return parameters.some(binding => mentions(binding, value))
}

function namesIn(code: Code, pattern: Node): Binding[] {
  const found: Binding[] = []
  walk(pattern, node => {
    const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
    if (binding) found.push(binding)
  })
  return found
}

/** A use that finds what another member set: the object is handed to a call, or the property is read after a pause. */
function laterUse(
  code: Code,
  each: FunctionNode,
  write: Node,
  {binding, property}: Shared
): Node | undefined {
  const pauses = pausesOf(each)
  return binding.uses
    .filter(use => use.read && use.identifier.start > write.end && contains(each, use.identifier))
    .map(use => use.identifier)
    .find(use => {
      const parent = code.parentOf(use)
      if (parent?.type === 'MemberExpression' && parent.object === use) {
        const isRead = propertyName(parent) === property && !isAssigned(code, parent)
        return isRead && pauses.some(pause => pause.start > write.end && pause.end < use.start)
      }
      return awaitedCallAround(code, each, use) !== undefined
    })
}

function isAssigned(code: Code, member: Node): boolean {
  const parent = code.parentOf(member)
  return parent?.type === 'AssignmentExpression' && parent.left === member
}

function awaitedCallAround(code: Code, each: FunctionNode, use: Node): Node | undefined {
  for (const ancestor of code.ancestorsOf(use)) {
    if (ancestor === each || isFunction(ancestor)) return undefined
    if (isCall(ancestor)) {
      const parent = code.parentOf(ancestor)
      return parent?.type === 'AwaitExpression' || parent?.type === 'ReturnStatement' ? ancestor : undefined
    }
  }
  return undefined
}

function judgeUse(
  code: Code,
  parallel: Parallel,
  each: FunctionNode,
  write: Node & {type: 'AssignmentExpression'},
  use: Node,
  shared: Shared
): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, write, kill, reason)
  const limit = limiterIn(each) ?? chained(each)
  if (limit) return drop('in-order', `${code.show(limit)} lets one in at a time`)
  const copy = copyAround(code, each, use)
  if (copy && code.parentOf(use)?.type === 'SpreadElement')
    return drop('own-copy', `a copy is handed on at ${code.at(copy)}, in the same turn`)
  return describeProperty(code, parallel, write, use, shared)
}

function chained(each: FunctionNode): Node | undefined {
  return each.params.length > 1 &&
    each.params[0]?.type === 'Identifier' &&
    /^(?:acc|prev|previous|chain)/i.test(each.params[0].name)
    ? each.params[0]
    : undefined
}

/** A copy of the object made where it is handed on. */
function copyAround(code: Code, each: FunctionNode, use: Node): Node | undefined {
  const spread = code.parentOf(use)
  return spread?.type === 'SpreadElement' && contains(each, spread) ? code.parentOf(spread) : undefined
}

function describeProperty(
  code: Code,
  parallel: Parallel,
  write: Node & {type: 'AssignmentExpression'},
  use: Node,
  {binding, property}: Shared
): Candidate {
  const {call, members} = parallel
  const place = `${binding.name}.${property}`
  return {
    ...span(code, write, use),
    resource: place,
    title: `members that run at once all set \`${place}\``,
    failureMode: `each element sets \`${place}\` to a value of its own, and the object is the same for all of them. While one of them waits, the next one sets it anew.`,
    precondition: 'there are two or more elements.',
    failurePath: [
      `\`${callName(call) ?? 'all'}\` starts all members in one turn (${code.at(members)}).`,
      `The first sets \`${place}\` (${code.at(write)}) and waits.`,
      `The second sets it to its own value (${code.at(write)}).`,
      `What the first goes on with at ${code.at(use)} finds the value of the second.`
    ],
    silence: 'the value is a valid one of the same kind, only that of another element.',
    silent: true,
    evidence: [
      seen(code, members, 'starts the members at once'),
      seen(code, write, `sets \`${place}\``),
      seen(code, use, 'goes on with the object')
    ],
    challenged: [
      survived('one-step', `it is set at ${code.at(write)} and used at ${code.at(use)}`),
      survived('reads-only', `${code.at(write)} writes`),
      survived('own-copy', `\`${binding.name}\` is the one from outside of the members`),
      survived('in-order', 'no limit or lock stands in the member')
    ],
    likelihood: 3,
    spread: 1,
    confidence: 'medium',
    fix: `give each member an object of its own, \`{...${binding.name}, ${property}}\`, or run them one after another.`,
    falsifiedBy: `a run with two elements in which each finds its own \`${place}\`.`
  }
}

/** From one node to another, sixty lines at most. */
function span(code: Code, from: Node, to: Node) {
  const startLine = Math.min(code.line(from), code.line(to))
  const endLine = Math.max(code.endLine(from), code.endLine(to))
  return {...located(code, from), startLine, endLine: Math.min(endLine, startLine + 59)}
}
