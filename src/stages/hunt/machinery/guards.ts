import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'
import {emptinessTests} from './emptiness.ts'
import {callsOf} from './entry.ts'
import {findLazyInits} from './lazy-init.ts'
import {isPlace, type Place, placeOf} from './place.ts'
import {isEmptyValue, writesOf} from './writes.ts'

const EXCLUSIVE =
  /^(?:runExclusive|runInLock|withLock|withMutex|lock|locked|synchroni[sz]ed?|exclusive|serialized?|enqueue|singleFlight|dedupe|once|onceAsync|memoi[sz]e\w*|mutex|transaction)$/i
const LOCKS = /lock|mutex|semaphore|sem$/i
const ACQUIRES = /^(?:acquire|lock|enter|wait|take|p|runExclusive)(?:[A-Z]\w*)?$/

/** A lock held around a node, found by the names of calls: a sentence that says where, or undefined. */
export function lockAround(code: Code, node: Node): string | undefined {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (isCall(ancestor) && isFunction(child) && EXCLUSIVE.test(callName(ancestor) ?? ''))
      return `it runs inside \`${callName(ancestor)}\` at ${code.at(ancestor)}`
    child = ancestor
  }
  const fn = code.functionOf(node)
  const lock =
    fn &&
    code
      .nodes('AwaitExpression')
      .find(pause => pause.end <= node.start && code.functionOf(pause) === fn && isAcquire(pause))
  return lock && `a lock is taken at ${code.at(lock)}`
}

function isAcquire(pause: Node & {type: 'AwaitExpression'}): boolean {
  const call = pause.argument
  if (!isCall(call)) return false
  const receiver = receiverOf(call)
  const path = receiver ? (memberPath(receiver) ?? '') : ''
  const name = callName(call) ?? ''
  // A queue whose turn is waited for, and given on with `shift`.
  if (name === 'wait' && /queue$/i.test(path)) return true
  return (ACQUIRES.test(name) && LOCKS.test(path)) || /^(?:acquire|take)\w*(?:Lock|Mutex)$/.test(name)
}

/**
 * A second flag or promise that keeps others out: tested in the function, and set before `until`, the first pause.
 * Found by shape, so that its name does not matter.
 */
export function inFlightGuard(code: Code, fn: FunctionNode, place: Place, until: Node): string | undefined {
  for (const statement of code.nodes('IfStatement')) {
    if (code.functionOf(statement) !== fn || statement.start > until.start) continue
    for (const {target} of emptinessTests(code, statement.test)) {
      const flag = placeOf(code, target)
      if (!flag || flag.lifetime === 'local' || isPlace(code, target, place)) continue
      const set = writesOf(code, flag).find(
        write =>
          write.node.start < until.start && code.functionOf(write.node) === fn && !isEmptyValue(write.value)
      )
      if (set)
        return `\`${flag.text}\` is tested at ${code.at(statement)} and set at ${code.at(set.node)}, before the first \`await\``
    }
  }
  return undefined
}

/** Whether every call of a function in its module stores its promise lazily or stands behind a guard. */
export function guardedByCallers(code: Code, fn: FunctionNode, place: Place): string | undefined {
  const calls = callsOf(code, fn)
  const reasons = calls.map(call => storedPromise(code, call) ?? callGuard(code, call, place))
  return calls.length > 0 && reasons.every(reason => reason !== undefined) ? reasons[0] : undefined
}

function storedPromise(code: Code, call: Node): string | undefined {
  const init = findLazyInits(code).find(
    one => one.value.start <= call.start && call.end <= one.value.end && !pausesInside(one.value)
  )
  return init && `its promise is shared through \`${init.place.text}\` at ${code.at(init.write)}`
}

function callGuard(code: Code, call: Node, place: Place): string | undefined {
  const caller = code.functionOf(call)
  return lockAround(code, call) ?? (caller && inFlightGuard(code, caller, place, call))
}

function pausesInside(node: Node): boolean {
  let found = false
  walk(node, child => {
    if (isFunction(child)) return 'skip'
    if (child.type === 'AwaitExpression') found = true
    return undefined
  })
  return found
}
