import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type Way, wayOut} from '../../../syntax/control-flow/ways.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {isCaught} from '../machinery/may-throw.ts'
import {resolveFunction} from '../machinery/resolve.ts'
import {type Begun, findBegun} from '../machinery/transactions/begun.ts'

/**
 * A transaction, session or lock that is begun, and left open on some way out of the function.
 *
 * The function has to end it on another way, or to keep it to itself: else its caller may be the one who ends it.
 * At most one candidate for each begin, with the shortest such way; a way that returns goes before one that throws.
 */
export default defineDetector({
  id: 'unclosed-transaction',
  code: 'T2',
  category: 'state-machine',
  precision: 'A',
  kills: {
    ended: 'Does every way out of the function end it?',
    'not-begun': 'Is the way taken only when nothing was begun?',
    'handed-on': 'Does somebody else get it, who may end it?'
  },
  judge: judgeModule
})

type Kill = 'ended' | 'not-begun' | 'handed-on'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return findBegun(code).flatMap(begun => {
    const fn = code.functionOf(begun.call)
    return fn ? [judge(code, context, begun, fn)] : []
  })
}

function judge(code: Code, context: DetectorContext, begun: Begun, fn: FunctionNode): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, begun.call, kill, reason)
  const ends = endsIn(code, context, begun, fn)
  const handed = handedOn(code, begun, fn, ends)
  if (handed) return drop('handed-on', handed)
  const stops = (node: Node) => ends.includes(node)
  const from = startOf(code, begun)
  const ways = (assume?: (test: Node) => boolean | undefined) => openWay(fn, from, stops, assume)
  const way = ways(test => beganSo(code, begun, test) ?? asksDriver(test) ?? endsSo(code, ends, test))
  if (way) return describe(code, begun, way, ends)
  const [end] = ends
  if (ways()) return drop('not-begun', `the ways that leave it open are taken only when nothing was begun`)
  return drop(
    'ended',
    end ? `${code.show(end)} at ${code.at(end)} stands on every way` : 'no way leaves it open'
  )
}

function openWay(
  fn: FunctionNode,
  from: Node,
  stops: (node: Node) => boolean,
  assume?: (test: Node) => boolean | undefined
): Way | undefined {
  const limits = {stops, mayThrow, ...(assume ? {assume} : {})}
  return wayOut(fn, from, limits, ['return', 'end']) ?? wayOut(fn, from, limits, ['throw'])
}

/** A begin that fails has begun nothing: the way starts when it is waited for. */
function startOf(code: Code, {call}: Begun): Node {
  const parent = code.parentOf(call)
  return parent?.type === 'AwaitExpression' ? parent : call
}

/** Calls that are not waited for seldom fail in practice, so that only an `await` counts. */
function mayThrow(node: Node): boolean {
  return node.type === 'AwaitExpression' && !isCaught(unwrap(node.argument))
}

/** The outcome of a test of what the begin gave: here it began. */
function beganSo(code: Code, {result}: Begun, test: Node): boolean | undefined {
  const inner = unwrap(test)
  if (!result) return undefined
  if (inner.type === 'Identifier') return code.bindingOf(inner) === result ? true : undefined
  if (inner.type !== 'BinaryExpression' || unwrap(inner.left).type !== 'Identifier') return undefined
  const isEmpty = /^(?:null|undefined|false)$/.test(code.text(inner.right))
  if (code.bindingOf(inner.left) !== result || !isEmpty) return undefined
  return inner.operator.startsWith('!')
}

/**
 * `db.inTransaction`, which the driver knows: it is so after the begin, and where an error ended the transaction by itself there
 * is nothing to end. Sources: better-sqlite3 and libsql (`inTransaction`), node:sqlite (`isTransaction`), TypeORM
 * (`isTransactionActive`).
 */
function asksDriver(test: Node): boolean | undefined {
  const inner = unwrap(test)
  if (inner.type !== 'MemberExpression' || inner.property.type !== 'Identifier') return undefined
  return /^(?:inTransaction|isTransaction|isTransactionActive)$/.test(inner.property.name) ? true : undefined
}

/** A variable that decides alone whether it is ended, `if (!done) await rollback()`, is taken to say the truth. */
function endsSo(code: Code, ends: readonly Node[], test: Node): boolean | undefined {
  if (unwrap(test).type !== 'Identifier') return undefined
  let outcome = true
  let child = test
  let parent = code.parentOf(test)
  while (parent?.type === 'UnaryExpression' && parent.operator === '!') {
    outcome = !outcome
    child = parent
    parent = code.parentOf(parent)
  }
  if (parent?.type !== 'IfStatement' || parent.test !== child) return undefined
  const {consequent} = parent
  return ends.some(end => contains(consequent, end)) ? outcome : undefined
}

/** Calls of the function that end it, by themselves or through a function of the repository that does. */
function endsIn(code: Code, context: DetectorContext, begun: Begun, fn: FunctionNode): Node[] {
  const ends: Node[] = []
  walk(fn, node => {
    if (!isCall(node) || node === begun.call) return
    if (begun.isEnd(node) || endsWithin(context, code, node, begun)) ends.push(node)
  })
  return ends
}

function endsWithin(context: DetectorContext, code: Code, call: Node, begun: Begun): boolean {
  if (!isCall(call) || begun.kind === 'lock') return false
  const called = resolveFunction(context, code, call.callee)
  let found = false
  if (called)
    walk(called.fn, node => {
      if (begun.isEnd(node)) found = true
    })
  return found
}

/** Why somebody else may end it; a function that ends it on some way is its owner. */
function handedOn(code: Code, begun: Begun, fn: FunctionNode, ends: readonly Node[]): string | undefined {
  const inner = ends.find(end => code.functionOf(end) !== fn)
  if (inner) return `it is ended in a callback at ${code.at(inner)}`
  const leaving = begun.result?.uses.find(use => use.read && leaves(code, use.identifier))
  if (leaving) return `it is handed on at ${code.at(leaving.identifier)}`
  if (ends.length > 0) return undefined
  if (begun.kind === 'transaction' || !begun.result)
    return `no call of \`${code.symbolOf(fn)}\` ends it: its callers may`
  const passed = begun.result.uses.find(use => use.read && isPassed(code, use.identifier))
  return passed && `it is passed on at ${code.at(passed.identifier)}`
}

/** Whether the value of a variable is returned, stored, or captured by a function. */
function leaves(code: Code, use: Node): boolean {
  let child = use
  for (const ancestor of code.ancestorsOf(use)) {
    if (ancestor.type === 'ReturnStatement') return true
    if (ancestor.type === 'AssignmentExpression')
      return ancestor.right === child && ancestor.left.type === 'MemberExpression'
    if (!['Property', 'ObjectExpression', 'ArrayExpression', 'LogicalExpression'].includes(ancestor.type))
      return false
    child = ancestor
  }
  return false
}

function isPassed(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  return isCall(parent) || parent?.type === 'NewExpression' || parent?.type === 'Property'
}

const RESULTS = {
  transaction: 'its connection keeps the locks it took, and goes back to nobody until the server ends it',
  session: 'the session stays in the pool of sessions as one in use',
  lock: 'everyone who asks for the lock afterwards waits for good'
}

function describe(code: Code, begun: Begun, way: Way, ends: readonly Node[]): Candidate {
  const {call, kind} = begun
  const last = way.thrownBy ?? way.steps.at(-1)?.node
  const throws = way.exit === 'throw'
  const leave = leavesAt(code, way, last ?? call)
  const name = callName(call) ?? kind
  const end = ends.find(one => !contains(one, call))
  return {
    ...located(code, last ?? call),
    ...(last && isLoop(last) ? {endLine: code.line(last)} : {}),
    symbol: code.symbolOf(call),
    resource: begun.result?.name ?? begun.subject ?? name,
    title: `${throws ? 'a failure' : way.exit === 'return' ? 'a return' : 'the end'} of \`${code.symbolOf(call)}\` leaves its ${kind} open`,
    failureMode: `\`${name}\` begins a ${kind}, and ${leave} without an end of it: ${RESULTS[kind]}.`,
    precondition: throws
      ? `${code.show(awaited(last ?? call))} ${last?.type === 'ThrowStatement' ? 'is reached' : 'rejects'}.`
      : `the call takes the way that leaves at ${code.at(last ?? call)}.`,
    failurePath: [
      `${code.show(call)} begins a ${kind} (${code.at(call)}).`,
      ...turns(code, way),
      `${capital(leave)}; nothing on this way ends it.`
    ],
    silence: throws
      ? `the caller sees the error of the step that failed; that the ${kind} is still open is told to nobody.`
      : 'the call ends as if all was well.',
    silent: true,
    evidence: [
      seen(code, call, `begins the ${kind}`),
      seen(code, last ?? call, throws ? 'may reject' : 'leaves the function'),
      ...(end ? [seen(code, end, 'ends it on another way')] : [])
    ],
    challenged: [
      survived(
        'ended',
        end ? `${code.at(end)} ends it, but not on this way` : 'no call of the function ends it'
      ),
      survived('not-begun', 'no test on this way says that nothing was begun'),
      survived('handed-on', 'it is neither returned nor stored')
    ],
    likelihood: throws ? 2 : 3,
    spread: 2,
    confidence: 'high',
    fix: throws
      ? `end the ${kind} in \`finally\`, or in a \`catch\` around everything behind ${code.at(call)}.`
      : `${end ? `${code.show(end)}, or its opposite,` : 'an end of it'} before the way out at ${code.at(last ?? call)}.`,
    falsifiedBy: `a run of this way after which the ${kind} is ended by somebody else.`
  }
}

function leavesAt(code: Code, way: Way, last: Node): string {
  if (way.exit === 'throw')
    return last.type === 'ThrowStatement'
      ? `the \`throw\` at ${code.at(last)} leaves the function`
      : `a rejection of ${code.show(awaited(last))} (${code.at(last)}) leaves the function`
  return way.exit === 'return'
    ? `the \`return\` at ${code.at(last)} leaves the function`
    : 'the function ends'
}

/** The tests on the way, and how they turned out. */
function turns(code: Code, way: Way): string[] {
  return way.steps
    .filter(step => step.by === 'true' || step.by === 'false')
    .slice(-3)
    .map(({node, by}) =>
      isLoop(node)
        ? `The loop at ${code.at(node)} ${by === 'true' ? 'goes on' : 'is over'}.`
        : `${code.show(node)} is ${by === 'true' ? 'truthy' : 'falsy'} (${code.at(node)}).`
    )
}

function awaited(node: Node): Node {
  return node.type === 'AwaitExpression' ? unwrap(node.argument) : node
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
