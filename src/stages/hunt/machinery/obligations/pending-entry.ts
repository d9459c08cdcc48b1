import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../../syntax/call-name.ts'
import {wayOut} from '../../../../syntax/control-flow/ways.ts'
import type {FunctionNode} from '../../../../syntax/is-function.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {Candidate, DetectorContext} from '../../define-detector.ts'
import {contains} from '../awaits.ts'
import type {Code} from '../code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../detection.ts'
import {mayThrow, throwReason} from '../may-throw.ts'
import {type Place, placeOf, usesOf} from '../place.ts'
import {initialValue} from '../promise.ts'
import {runsOnFailure} from '../writes.ts'
import {isProcessExit} from './process-ends.ts'

/** Entries of a collection that outlives the call: put in for the time of some work, and left there when it fails. */
export function pendingEntries(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('CallExpression').flatMap(call => {
    const entry = entryAt(code, call)
    const judged = entry && judge(code, context, entry)
    return judged ? [judged] : []
  })
}

interface Entry {
  readonly put: CallExpression
  readonly place: Place
  readonly key: Node
  readonly fn: FunctionNode
  /** Removals by a key: in the same function by the same one, and all others of the module. */
  readonly own: readonly CallExpression[]
  readonly others: readonly CallExpression[]
}

function entryAt(code: Code, call: CallExpression): Entry | undefined {
  const name = callName(call)
  const receiver = receiverOf(call)
  const [key] = call.arguments
  const fn = code.functionOf(call)
  if ((name !== 'set' && name !== 'add') || !receiver || !key || !fn || !fn.async) return undefined
  if (name === 'set' && call.arguments.length !== 2) return undefined
  const place = placeOf(code, receiver)
  if (!place || place.lifetime === 'local') return undefined
  const removals = usesOf(code, place).flatMap(use => removalAt(code, use))
  const isOwn = (one: CallExpression) => code.functionOf(one) === fn && isSame(code, one.arguments[0], key)
  const own = removals.filter(isOwn)
  return {put: call, place, key, fn, own, others: removals.filter(one => !isOwn(one))}
}

function removalAt(code: Code, use: Node): CallExpression[] {
  const member = code.parentOf(use)
  const call = member && code.parentOf(member)
  if (member?.type !== 'MemberExpression' || member.object !== use || !isCall(call)) return []
  return call.callee === member && callName(call) === 'delete' ? [call] : []
}

function isSame(code: Code, one: Node | undefined, other: Node): boolean {
  return one !== undefined && code.text(one) === code.text(other)
}

function judge(code: Code, context: DetectorContext, entry: Entry): Judged | undefined {
  const {put, fn, own, others, key} = entry
  if (own.length === 0 && (others.length === 0 || !isFresh(code, key))) return undefined
  const stops = (node: Node) => own.includes(node as CallExpression) || isProcessExit(node)
  const plain = wayOut(fn, put, {stops, mayThrow: () => false}, ['return', 'end'])
  // What is meant to stay after success is a store, no mark for the time of some work.
  if (plain && own.length > 0) return undefined
  const drop = (kill: string, node: Node, reason: string) =>
    dropped(code, put, kill, `${reason} at ${code.at(node)}`)
  const way = wayOut(fn, put, {
    stops,
    mayThrow: node => node.type === 'AwaitExpression' && mayThrow(code, node, context)
  })
  const failure = way?.steps.find(step => step.by === 'throw')?.node
  const [release] = own
  if (failure?.type === 'ThrowStatement') return undefined
  if (!failure) return release && drop('released-on-each-way', release, 'it is removed')
  const later = [...own, ...others].find(
    one =>
      (code.functionOf(one) !== fn && contains(fn, one)) ||
      (code.functionOf(one) === fn && runsOnFailure(code, one))
  )
  if (later) return drop('released-later', later, 'a handler removes it')
  if (own.length === 0 && !namesKey(code, failure, key)) return undefined
  return describe(code, context, entry, failure)
}

/** A key made for this one call: a counter, a random identifier. */
function isFresh(code: Code, key: Node): boolean {
  const value = initialValue(code, key)
  if (value.type === 'UpdateExpression') return true
  if (value.type === 'TemplateLiteral') return value.expressions.some(part => isFresh(code, part))
  return (
    isCall(value) &&
    /^(?:randomUUID|uuid\w*|v4|nanoid|ulid|cuid2?|nextId|generateId|createId|randomBytes|Symbol)$/.test(
      callName(value) ?? ''
    )
  )
}

/** Whether the work is told the key, so that whoever does it is meant to take the entry out. */
function namesKey(code: Code, work: Node, key: Node): boolean {
  const binding = key.type === 'Identifier' ? code.bindingOf(key) : undefined
  return !!binding?.uses.some(use => contains(work, use.identifier))
}

function describe(code: Code, context: DetectorContext, entry: Entry, failure: Node): Candidate {
  const {put, place, key, own, others, fn} = entry
  const removal = own[0] ?? others[0]
  if (!removal) throw new Error('Expected a removal')
  const what = code.show(failure.type === 'AwaitExpression' ? unwrap(failure.argument) : failure)
  const isOwn = own.length > 0
  const last = isOwn && code.endLine(removal) - code.line(put) < 55 ? removal : failure
  return {
    ...located(code, put),
    endLine: code.endLine(last),
    resource: place.name,
    title: `an entry of \`${place.text}\` stays when ${what} fails`,
    failureMode: `${code.show(put)} puts an entry in for the time of ${what}; it is taken out ${isOwn ? `at ${code.at(removal)}, after that succeeded` : `by other code (${code.at(removal)}) that may never run`}. When ${what} fails, ${code.show(key)} stays in \`${place.text}\`.`,
    precondition: `${what} fails once: ${throwReason(code, failure, context) ?? 'it may reject'}.`,
    failurePath: [
      `${code.show(put)} (${code.at(put)}).`,
      `${what} fails (${code.at(failure)}); the exception leaves \`${code.symbolOf(put)}\`.`,
      isOwn
        ? `${code.show(removal)} is not reached (${code.at(removal)}).`
        : `\`${code.symbolOf(put)}\` has no removal of its own, and ${code.show(removal)} (${code.at(removal)}) is only run by whoever got the key.`,
      `Each failure leaves an entry in \`${place.text}\`, with all that it refers to.`
    ],
    silence: 'the caller sees the error of the work; that the entry is still there is told to nobody.',
    silent: true,
    evidence: [
      seen(code, put, `entry put into \`${place.text}\`, which outlives the call`),
      seen(code, failure, 'may fail'),
      seen(code, removal, isOwn ? 'removed after success only' : 'removed elsewhere')
    ],
    challenged: [
      survived('released-on-each-way', 'no `finally` or `catch` of the function removes the entry'),
      isOwn
        ? survived('released-later', `no function inside of ${code.at(fn)} removes it`)
        : undecided(
            'released-later',
            `${code.at(removal)} removes entries; whether it ran before the failure is open`
          ),
      survived('cannot-fail', `${what} is known to fail sometimes`)
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: isOwn ? 'high' : 'medium',
    fix: `remove ${code.show(key)} in a \`finally\` around ${what}.`,
    falsifiedBy: `\`${place.text}\` having as many entries after a failure of ${what} as before.`
  }
}
