import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains, pausesBetween, pausesOf} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {typeOf} from '../machinery/declared-type.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {emptinessTests} from '../machinery/emptiness.ts'
import {concurrentEntry, type Entry} from '../machinery/entry.ts'
import {guardedByCallers, inFlightGuard, lockAround} from '../machinery/guards.ts'
import {initsThroughMethods} from '../machinery/init-through-method.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {findKeyedInits} from '../machinery/keyed-init.ts'
import {findLazyInits, type LazyInit} from '../machinery/lazy-init.ts'
import {onceByItself, resolveCall} from '../machinery/once.ts'
import {isPlace, placeOf} from '../machinery/place.ts'
import {initialValue} from '../machinery/promise.ts'
import {teardownsOf} from '../machinery/teardown.ts'
import {isEmptyValue, writesOf} from '../machinery/writes.ts'

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
  const inits = [...findLazyInits(code), ...keyedInits(code), ...initsThroughMethods(context, code)]
  return inits.flatMap(init => {
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
  const filled = filledByWork(context, code, init, first)
  if (filled) return drop('in-flight', `it is filled at ${code.at(filled)}, before the first pause`)
  const claim = claimedEntry(code, init, first)
  if (claim) return drop('in-flight', `the call is noted at ${code.at(claim)}, before the first pause`)
  const again = recheck(code, init, last) ?? askedAgain(code, init, last)
  if (again) return drop('rechecked', `it is tested again at ${code.at(again)}, after the pause`)
  const harmless = savedBack(code, init)
    ? undefined
    : (dirtyFlag(code, init) ??
      plainObject(context, code, init, first) ??
      harmlessWork(context, code, init, first))
  if (harmless) return drop('idempotent', harmless)
  return describe(context, code, init, first, entry)
}

/** A write of the place in what is waited for, before that waits itself. */
function filledByWork(context: DetectorContext, code: Code, init: LazyInit, first: Node): Node | undefined {
  const work = workOf(code, init, first)
  const called = isCall(work) ? resolveCall(context, code, work) : undefined
  if (called?.code !== code) return undefined
  const [pause] = pausesOf(called.fn)
  return writesOf(code, init.place).find(
    ({node, value}) =>
      code.functionOf(node) === called.fn && !isEmptyValue(value) && !(pause && pause.start < node.start)
  )?.node
}

/** Where every entry of a collection is written back: what was changed in one that was overwritten is lost. */
function savedBack(code: Code, {place, write}: LazyInit): Node | undefined {
  if (!isCall(write)) return undefined
  const loop = code.nodes('ForOfStatement').find(one => {
    const from = unwrap(one.right)
    const list = isCall(from) && /^entries$/.test(callName(from) ?? '') ? receiverOf(from) : from
    return list !== undefined && isPlace(code, list, place)
  })
  const member = loop && membersIn(loop.left).at(-1)
  const binding = member && code.bindingOf(member)
  return binding?.uses.flatMap(({identifier}) => {
    const call = code.parentOf(identifier)
    const isSaved = isCall(call) && /^(?:set|save|store|write|persist|put)/.test(callName(call) ?? '')
    return isSaved && call.arguments.includes(identifier as never) ? [call] : []
  })[0]
}

/** The names that a loop over entries declares: key and value. */
function membersIn(left: Node): Node[] {
  const names: Node[] = []
  walk(left, node => {
    if (node.type === 'Identifier') names.push(node)
  })
  return names
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

const SAVED = /(?:saved|persisted|flushed|synced|dirty|clean|fresh|written|stored|uploaded|up_?to_?date)$/i

/** A flag that each change lowers says what is still to be written: a second run writes the same. */
function dirtyFlag(code: Code, {place, value, fn}: LazyInit): string | undefined {
  if (unwrap(value).type !== 'Literal' || !SAVED.test(place.name)) return undefined
  const lowered = writesOf(code, place).find(
    write => isEmptyValue(write.value) && code.functionOf(write.node) !== fn && code.functionOf(write.node)
  )
  return (
    lowered &&
    `\`${place.text}\` is lowered by a change at ${code.at(lowered.node)}, and a second run writes the same`
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
  if (isInstance(init.value)) return undefined
  const reading = readOnlyWork(code, init, work)
  return reading && `nothing shows that a second run of ${reading} makes or opens anything`
}

const VALUES =
  /^(?:Map|Set|WeakMap|WeakSet|Date|URL|URLSearchParams|RegExp|\w*Error|\w*Array|Blob|File|Promise|Response|Headers)$/

/** Whether each run makes an object of its own that is more than a value. */
function isInstance(value: Node): boolean {
  const made = unwrap(value)
  return made.type === 'NewExpression' && !VALUES.test(memberPath(made.callee) ?? 'Map')
}

/** An object of the repository that only keeps what it is given: a second one is forgotten, and nothing else is. */
function plainObject(context: DetectorContext, code: Code, init: LazyInit, first: Node): string | undefined {
  const value = unwrap(init.value)
  if (value.type !== 'NewExpression') return undefined
  const work = workOf(code, init, first)
  const names = [init.place.name, callName(value) ?? '', isCall(work) ? (callName(work) ?? '') : '']
  if (names.some(name => RESOURCES.test(name))) return undefined
  const made = typeOf(context, code, value)
  if (!made?.node || !isClass(made.node) || teardownsOf(made.code, made.node).length > 0) return undefined
  const maker = made.node.body.body.find(one => one.type === 'MethodDefinition' && one.kind === 'constructor')
  const works = maker && made.code.nodes('CallExpression').some(call => contains(maker, call))
  return works ? undefined : `\`${callName(value)}\` only keeps what it is given`
}

/** Work of which nothing in its name says that it makes, opens or starts something. */
function readOnlyWork(code: Code, init: LazyInit, work: Node): string | undefined {
  if (!isCall(work)) return code.show(work)
  const name = callName(work) ?? ''
  if (MAKES.test(name)) return undefined
  const isResource = RESOURCES.test(name) || RESOURCES.test(init.place.name)
  return isResource && !READS.test(name) ? undefined : `\`${name}\``
}

/** What was seen of a second run that is not harmless. */
function whyItMatters(context: DetectorContext, code: Code, init: LazyInit, work: Node): string {
  const saved = savedBack(code, init)
  if (saved)
    return `every entry is written back at ${code.at(saved)}: changes to the one that was overwritten are lost`
  return isInstance(init.value)
    ? `each call makes an object of its own by ${code.show(init.value)}`
    : whatItDoes(context, code, work)
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

const STARTS =
  /^(?:#|_)*(?:perform)?(?:init|initiali[sz]e|initiali[sz]ation|boot|bootstrap|onModuleInit)(?![a-z])/i

/** Whether it runs when an instance begins: who has the instance hardly does that twice at once. */
function startsInstance(code: Code, fn: FunctionNode, entry: Entry): boolean {
  const names = [
    code.symbolOf(fn).split('.').at(-1) ?? '',
    /`([\w$#]+)` is a public method/.exec(entry.reason)?.[1] ?? ''
  ]
  return code.thisOwner(fn) !== undefined && names.some(name => STARTS.test(name))
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
  const isEach = /runs for each element/.test(entry.reason)
  const [one, other] = isEach ? ['The work on one element', 'The work on another'] : ['Call A', 'Call B']
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
    title: isEach
      ? `elements that \`${code.symbolOf(write)}\` works on at once each ${made}`
      : `two overlapping calls of \`${code.symbolOf(write)}\` both ${made}`,
    failureMode: `\`${place.text}\` is tested while it is empty and written only after an \`await\`. ${isFlag ? 'What comes in between runs the same work again.' : 'What comes in between makes another value, and the last one wins: the others are in use or open, and nothing refers to them any more.'}`,
    precondition: `${isEach ? 'another element comes to it' : 'a second call enters'} before ${what} of the first one is done; ${entry.reason}.`,
    failurePath: [
      `${one} finds \`${place.text}\` empty (${code.at(test)}).`,
      `It waits for ${what} (${code.at(first)}).`,
      `${other} finds it empty too and starts the same work.`,
      isFlag
        ? `Both have done it when \`${place.text}\` is set (${code.at(write)}).`
        : `The first value is written, then the second one over it (${code.at(write)}); who has the first one keeps it.`
    ],
    silence: 'both succeed; nothing counts how often the work is done.',
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
      survived('idempotent', whyItMatters(context, code, init, work))
    ],
    likelihood: startsInstance(code, init.fn, entry) ? 1 : 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: !entry.sure ? 'low' : excused === undefined ? confidence : lower(confidence),
    fix: isFlag
      ? `set \`${place.text}\` before the \`await\`, and clear it when the start fails.`
      : `keep the promise in \`${place.text}\` instead of its value; store it in the same turn as the test, let every caller await it, and forget it when it rejects.`,
    falsifiedBy: `two calls started in the same turn that run ${what} once.`
  }
}
