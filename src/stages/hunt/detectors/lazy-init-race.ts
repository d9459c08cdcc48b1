import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains, pausesBetween} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {emptinessTests} from '../machinery/emptiness.ts'
import {concurrentEntry, type Entry} from '../machinery/entry.ts'
import {guardedByCallers, inFlightGuard, lockAround} from '../machinery/guards.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {findKeyedInits} from '../machinery/keyed-init.ts'
import {findLazyInits, type LazyInit} from '../machinery/lazy-init.ts'
import {onceByItself, resolveCall} from '../machinery/once.ts'
import {isPlace, placeOf} from '../machinery/place.ts'
import {initialValue} from '../machinery/promise.ts'
import {isEmptyValue} from '../machinery/writes.ts'

/**
 * Shared state that is tested for being empty, and filled only after an `await`.
 *
 * Every call that comes while the first one waits finds the state still empty and makes its own.
 * At most one candidate for each place and function.
 */
export default defineDetector({
  id: 'lazy-init-race',
  code: 'C1',
  category: 'concurrency',
  precision: 'A',
  kills: {
    'single-entry': 'Can no second call begin while the first one waits?',
    locked: 'Is a lock, queue or run-once wrapper held around the test?',
    'in-flight': 'Is another flag or promise tested, and set before the first pause?',
    rechecked: 'Is the state tested again after the pause?',
    idempotent: 'Is what is made only read, so that a second one changes nothing?'
  },
  judge: judgeModule
})

type Kill = 'single-entry' | 'locked' | 'in-flight' | 'rechecked' | 'idempotent'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return [...findLazyInits(code), ...keyedInits(code)].flatMap(init => {
    const pauses = pausesBetween(code, init.fn, init.test, init.write)
    const [first] = pauses
    const last = pauses.at(-1)
    if (!first || !last || isEmptyValue(init.value)) return []
    return [judge(code, context, init, first, last)]
  })
}

/** `map.get(key)`, a pause and `map.set(key, value)`, as the lazy initialisation of the entry. */
function keyedInits(code: Code): LazyInit[] {
  return findKeyedInits(code)
    .filter(({fn, test, value}) => fn.async && isMadeAfter(code, test, value))
    .map(({place, fn, test, write, key, value}) => ({
      place: {...place, text: `${place.text}[${code.text(key)}]`},
      fn,
      test,
      write,
      value,
      statement: undefined
    }))
}

/** Whether the call itself makes the value; one that it was given is the same for both. */
function isMadeAfter(code: Code, test: Node, value: Node): boolean {
  const made = initialValue(code, value)
  return made.start > test.start && /^(?:Await|New)Expression$/.test(made.type)
}

function judge(code: Code, context: DetectorContext, init: LazyInit, first: Node, last: Node): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, init.write, kill, reason)
  const entry = concurrentEntry(context, code, init.fn)
  if (!entry) return drop('single-entry', 'no way was found to call it twice at once')
  const lock = lockAround(code, init.test)
  if (lock) return drop('locked', lock)
  const flight =
    inFlightGuard(code, init.fn, init.place, first) ?? guardedByCallers(code, init.fn, init.place)
  if (flight) return drop('in-flight', flight)
  const claim = claimedEntry(code, init, first)
  if (claim) return drop('in-flight', `the call is noted at ${code.at(claim)}, before the first pause`)
  const again = recheck(code, init, last) ?? askedAgain(code, init, last)
  if (again) return drop('rechecked', `it is tested again at ${code.at(again)}, after the pause`)
  const harmless = harmlessWork(context, code, init, first)
  if (harmless) return drop('idempotent', harmless)
  return describe(context, code, init, first, entry)
}

/** A later test of the same place with no pause between it and the write. */
function recheck(code: Code, init: LazyInit, last: Node): Node | undefined {
  return code.nodes('IfStatement').find(statement => {
    if (statement === init.statement || statement.start < last.end) return false
    if (statement.start > init.write.start || code.functionOf(statement) !== init.fn) return false
    return emptinessTests(code, statement.test).some(test => isPlace(code, test.target, init.place))
  })
}

/** A look-up of the same collection and key after the pause. */
function askedAgain(code: Code, {fn, write, place, test}: LazyInit, last: Node): Node | undefined {
  const [key] = isCall(write) ? write.arguments : []
  if (!key) return undefined
  return callsOn(code, fn, /^(?:get|has)$/, last.end, write.start).find(call => {
    const receiver = receiverOf(call)
    const isSame = receiver !== undefined && isPlace(code, receiver, place)
    return isSame && call !== test && code.text(call.arguments[0] ?? call) === code.text(key)
  })
}

/** Another collection that is asked in the function and gets an entry before the first pause. */
function claimedEntry(code: Code, {fn, write}: LazyInit, first: Node): Node | undefined {
  if (!isCall(write)) return undefined
  const asked = callsOn(code, fn, /^(?:get|has)$/, fn.start, first.start)
  return callsOn(code, fn, /^(?:set|add)$/, fn.start, first.start).find(call => {
    const place = receiverOf(call) && placeOf(code, receiverOf(call) as Node)
    return place && place.lifetime !== 'local' && asked.some(one => isPlace(code, receiverOf(one), place))
  })
}

function callsOn(code: Code, fn: Node, name: RegExp, from: number, to: number): CallExpression[] {
  return code
    .nodes('CallExpression')
    .filter(
      call =>
        call.start >= from &&
        call.end <= to &&
        code.functionOf(call) === fn &&
        name.test(callName(call) ?? '')
    )
}

const RESOURCES =
  /client|conn(?:ection)?$|connection|pool|session|server|browser|socket|channel|lock|worker|process|producer|consumer|subscri|listener|transport|database|instance|singleton/i
const MAKES =
  /^(?:create|connect|open|launch|start|spawn|fork|listen|init|initiali[sz]e|setup|setUp|acquire|register|subscribe|boot|bootstrap|build|make|generate|login|authenticate|attach|install|enable|migrate|seed)(?![a-z])/
const READS =
  /^(?:read|parse|stat|exists|access|resolve|find|lookup|detect|decode|hash|compute|calculate|digest|ensure|mkdir|query|list|count|check|validate|verify|is|has|send|call|request|evaluate|describe)(?![a-z])/

/** Why a second run of the work that fills the place changes nothing but time; undefined when it may. */
function harmlessWork(context: DetectorContext, code: Code, init: LazyInit, first: Node): string | undefined {
  const work = workOf(code, init, first)
  if (work.type === 'NewExpression') return undefined
  const runsOnce = isCall(work) ? onceByItself(context, code, work) : undefined
  if (runsOnce) return runsOnce
  const reading = readOnlyWork(code, init, work)
  return reading && `nothing shows that a second run of ${reading} makes or opens anything`
}

/** Work of which nothing in its name says that it makes, opens or starts something. */
function readOnlyWork(code: Code, init: LazyInit, work: Node): string | undefined {
  if (!isCall(work)) return code.show(work)
  const name = callName(work) ?? ''
  if (MAKES.test(name)) return undefined
  const isResource = RESOURCES.test(name) || RESOURCES.test(init.place.name)
  return isResource && !READS.test(name) ? undefined : `\`${name}\``
}

/** What was seen of work that is not harmless. */
function whatItDoes(context: DetectorContext, code: Code, work: Node): string {
  const what = code.show(work)
  const called = isCall(work) ? resolveCall(context, code, work) : undefined
  if (called)
    return `${what} runs ${called.code.at(called.fn)}, which neither leaves early on a state nor shares a promise`
  return `${what} makes, opens or starts something, by its name or that of the place it fills; its code was not followed`
}

/** What is waited for before the write: the awaited value itself where it is awaited, else the first pause. */
function workOf(code: Code, init: LazyInit, first: Node): Node {
  const value = initialValue(code, init.value)
  const pause = firstAwait(value) ?? first
  return pause.type === 'AwaitExpression' ? innermost(unwrap(pause.argument)) : pause
}

function firstAwait(node: Node): Node | undefined {
  let found: Node | undefined
  walk(node, child => {
    if (isFunction(child)) return 'skip'
    if (child.type === 'AwaitExpression') found ??= child
    return undefined
  })
  return found
}

/** `f()` of `f().then(g)`. */
function innermost(node: Node): Node {
  if (!isCall(node)) return node
  const callee = unwrap(node.callee)
  const chained = callee.type === 'MemberExpression' && /^(?:then|catch|finally)$/.test(callName(node) ?? '')
  return chained ? innermost(unwrap(callee.object)) : node
}

function describe(
  context: DetectorContext,
  code: Code,
  init: LazyInit,
  first: Node,
  entry: Entry
): Candidate {
  const {place, write, test} = init
  const work = workOf(code, init, first)
  const what = code.show(work)
  const isFlag = unwrap(init.value).type === 'Literal'
  const made = isFlag ? 'run the set-up' : `make their own \`${place.text}\``
  const certain =
    MAKES.test(isCall(work) ? (callName(work) ?? '') : '') || unwrap(work).type === 'NewExpression'
  const excused = commentNear(code, init.test, /race|concurren|at most once|only once|on purpose|harmless/i)
  const confidence = certain && !isFlag ? 'high' : 'medium'
  return {
    ...located(code, init.fn),
    startLine: code.line(test),
    endLine: code.endLine(write),
    symbol: code.symbolOf(write),
    resource: place.name,
    title: `two overlapping calls of \`${code.symbolOf(write)}\` both ${made}`,
    failureMode: `\`${place.text}\` is tested while it is empty and written only after an \`await\`. ${isFlag ? 'Each call that comes in between runs the same work again.' : 'Each call that comes in between makes another value, and the last one wins: the others are in use or open, and nothing refers to them any more.'}`,
    precondition: `a second call enters before ${what} of the first one is done; ${entry.reason}.`,
    failurePath: [
      `Call A finds \`${place.text}\` empty (${code.at(test)}).`,
      `A waits for ${what} (${code.at(first)}).`,
      `Call B finds it empty too and starts the same work.`,
      isFlag
        ? `Both have done it when \`${place.text}\` is set (${code.at(write)}).`
        : `A writes its value, then B overwrites it (${code.at(write)}); A's callers keep the first one.`
    ],
    silence: 'both calls succeed; nothing counts how often the work is done.',
    silent: true,
    evidence: [
      seen(code, test, `test of \`${place.text}\``),
      seen(code, first, 'the pause'),
      seen(code, write, `write of \`${place.text}\`${contains(write, test) ? ', the same statement' : ''}`)
    ],
    challenged: [
      entry.sure
        ? survived('single-entry', entry.reason)
        : undecided('single-entry', `${entry.reason}, and no instance was seen to be shared`),
      survived('locked', 'no lock or run-once wrapper stands around it'),
      survived('in-flight', 'no other flag or promise is tested and set before the pause'),
      survived('rechecked', 'the write follows the pause without a second test'),
      survived('idempotent', whatItDoes(context, code, work))
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: !entry.sure ? 'low' : excused === undefined ? confidence : lower(confidence),
    fix: isFlag
      ? `set \`${place.text}\` before the \`await\`, and clear it when the start fails.`
      : `keep the promise in \`${place.text}\` instead of its value; store it in the same turn as the test, let every caller await it, and forget it when it rejects.`,
    falsifiedBy: `two calls started in the same turn that run ${what} once.`
  }
}
