import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import {callersOf} from '../machinery/callees.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry, isExported} from '../machinery/entry.ts'
import {
  type KeptListener,
  keptListeners,
  type PooledListener,
  pooledListeners
} from '../machinery/kept-listeners.ts'
import {type LocalListener, localListeners} from '../machinery/local-listeners.ts'
import {isProcessExit} from '../machinery/obligations/process-ends.ts'
import {placeOf} from '../machinery/place.ts'
import {initialValue} from '../machinery/promise.ts'
import {type SharedListener, sharedListeners, takenOff} from '../machinery/shared-emitters.ts'
import {writesOf} from '../machinery/writes.ts'

/**
 * A listener added in each call to something that lives longer: an abort signal that came as an argument, `process`,
 * `window` or `document`, a client that the constructor was given, or one that a pool lends.
 *
 * At most one candidate for each registration. The lifetime of a signal is its caller's business, so that this stays open.
 */
export default defineDetector({
  id: 'listener-outlives-call',
  code: 'L4',
  category: 'lifecycle',
  precision: 'B',
  kills: {
    removed: 'Is the listener taken off somewhere?',
    'bound-to-call': 'Is it added with a signal of its own, which ends it?',
    'fires-once': 'Is it a `once` listener of a signal, which may well end with the call?',
    'run-once': 'Is the function called once in the life of what it listens to?',
    registers: 'Is to add the callback of its caller what the function is for?',
    'ends-with-it': 'Does what it listens to end with the instance?',
    'one-each': 'Is each instance given one of its own?'
  },
  judge: judgeModule
})

type Kill =
  | 'removed'
  | 'bound-to-call'
  | 'fires-once'
  | 'run-once'
  | 'registers'
  | 'ends-with-it'
  | 'one-each'
type Call = Node & {type: 'CallExpression'}

const GLOBALS = new Set(['process', 'window', 'document', 'globalThis', 'self'])
const ADDS = new Set(['on', 'addListener', 'addEventListener', 'once', 'prependListener'])
const REMOVES = /^(?:off|removeListener|removeEventListener|removeAllListeners)$/

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const calls = code.nodes('CallExpression').flatMap(call => {
    const emitter = longLived(code, call)
    const [event, handler] = call.arguments
    if (emitter === undefined || !event || !handler || !code.functionOf(call)) return []
    return [judge(code, context, call, emitter, stringValue(event) ?? code.text(event))]
  })
  const kept = keptListeners(context, code)
    .filter(({one}) => longLived(code, one.call) === undefined)
    .map(one => judgeKept(code, one))
  const local = localListeners(code)
    .filter(({one}) => longLived(code, one.call) === undefined)
    .map(one => judgeLocal(code, one))
  const shared = sharedListeners(context, code).map(one => judgeShared(code, context, one))
  const pooled = pooledListeners(code).map(one => describePooled(code, one))
  return [...calls, ...kept, ...local, ...shared, ...pooled]
}

/** Added to what the constructor was given, in a class that can be closed. */
function judgeKept(code: Code, kept: KeptListener): Judged {
  const {one, injected, removal, ended} = kept
  const drop = (kill: Kill, reason: string) => dropped(code, one.call, kill, reason)
  if (removal) return drop('removed', `it is taken off at ${code.at(removal)}`)
  if (one.call.arguments[2] && /\bsignal\b/.test(code.text(one.call.arguments[2])))
    return drop('bound-to-call', 'it is added with a signal of its own')
  if (ended) return drop('ends-with-it', `\`${injected.parameter}\` is ended at ${code.at(ended)}`)
  if (!kept.ownedOnly && !kept.maker && kept.again === undefined)
    return drop('one-each', `nothing shows that one \`${injected.parameter}\` serves several instances`)
  return describeKept(code, kept)
}

function describeKept(
  code: Code,
  {one, injected, teardown, ownedOnly, maker, again}: KeptListener
): Candidate {
  const holder = code.symbolOf(teardown.fn)
  const isAgain = again !== undefined && !ownedOnly && !maker
  const event = one.event.replaceAll("'", '`')
  const foreign = ownedOnly
    ? `${code.show(ownedOnly)} at ${code.at(ownedOnly)} tells whether it is its own`
    : `\`${teardown.name}\` does not end it`
  return {
    ...located(code, one.call),
    resource: `${injected.parameter}.${one.event.replaceAll("'", '')}`
      .replaceAll('/', '.')
      .replace(/\s+/g, ''),
    title: `\`${holder}\` leaves a ${event} listener on \`${injected.parameter}\`, which it was given`,
    failureMode: `${code.show(one.call)} is added to what the constructor was given as \`${injected.parameter}\`; ${foreign}, and nothing in the class takes the listener off.`,
    precondition: isAgain
      ? `\`${again}\` runs again after \`${teardown.name}\`, or \`${injected.parameter}\` lives longer than the instance.`
      : `one \`${injected.parameter}\` serves several instances, one after the other, and they are closed.`,
    failurePath: [
      isAgain
        ? `\`${again}\` adds a listener to \`${injected.parameter}\` (${code.at(one.call)}).`
        : `An instance is made with \`${injected.parameter}\` and adds a listener (${code.at(one.call)}).`,
      `\`${teardown.name}\` ends the instance (${code.at(teardown.fn)}) and leaves the listener where it is.`,
      `${isAgain ? `The next \`${again}\`` : 'The next instance'} adds one more; ${event} calls those that are over too, and what they refer to stays in memory.`
    ],
    silence: 'growth is silent; a warning about too many listeners comes late and names no place.',
    silent: true,
    evidence: [
      seen(code, one.call, `added to \`${injected.parameter}\``),
      seen(code, teardown.fn, 'takes nothing off'),
      ...(ownedOnly ? [seen(code, ownedOnly, 'it may belong to somebody else')] : []),
      ...(maker
        ? [seen(maker.code, maker.made, `made anew, with a \`${injected.parameter}\` that lives on`)]
        : [])
    ],
    challenged: [
      survived('removed', 'no call in the class takes it off'),
      survived('bound-to-call', 'no `signal` option'),
      ownedOnly ? survived('ends-with-it', foreign) : undecided('ends-with-it', foreign),
      survived(
        'one-each',
        maker
          ? `${maker.code.at(maker.made)} makes one in each call, with what lives on`
          : isAgain
            ? `\`${again}\` adds one each time it runs`
            : foreign
      )
    ],
    likelihood: 2,
    spread: 2,
    confidence: ownedOnly || isAgain ? 'medium' : 'low',
    fix: `keep the function in a field and take it off in \`${teardown.name}\`.`,
    falsifiedBy: `a listener count of \`${injected.parameter}\` that goes back after \`${teardown.name}\`.`
  }
}

/** A listener that only notes things for the call that adds it, on what the caller passed. */
function judgeLocal(code: Code, local: LocalListener): Judged {
  const {one, removal, ended} = local
  if (removal)
    return dropped(code, one.call, 'removed' satisfies Kill, `it is taken off at ${code.at(removal)}`)
  if (ended)
    return dropped(
      code,
      one.call,
      'ends-with-it' satisfies Kill,
      `\`${one.emitter}\` is ended at ${code.at(ended)}`
    )
  return describeLocal(code, local)
}

function describeLocal(code: Code, {one, state, wait}: LocalListener): Candidate {
  const event = one.event.replaceAll("'", '`')
  const symbol = code.symbolOf(one.call)
  return {
    ...located(code, one.call),
    resource: `${one.emitter}.${one.event.replaceAll("'", '')}`.replaceAll('/', '.').replace(/\s+/g, ''),
    title: `each call of \`${symbol}\` leaves a ${event} listener on \`${one.emitter}\``,
    failureMode: `the listener only writes \`${state.name}\`, a variable of the call; when the call is done nobody reads it, and the listener stays on \`${one.emitter}\`, which the caller keeps.`,
    precondition: `\`${one.emitter}\` lives on after the call, or serves several calls.`,
    failurePath: [
      `A call adds the listener (${code.at(one.call)}).`,
      `It waits (${code.at(wait)}) and is done; nothing takes the listener off.`,
      `At each ${event} it runs on, for a call that is over, and holds what the call had; each further call adds one.`
    ],
    silence:
      'what it writes is read by nobody; a warning about too many listeners comes late and names no place.',
    silent: true,
    evidence: [
      seen(code, one.call, 'added in each call'),
      seen(code, wait, 'the last thing it is needed for')
    ],
    challenged: [
      survived('removed', `no removal of ${event} from \`${one.emitter}\` in this module`),
      survived('bound-to-call', 'no options are given with it'),
      survived('ends-with-it', `\`${symbol}\` does not end \`${one.emitter}\``),
      undecided('run-once', `how often it is called with one \`${one.emitter}\` is its callers' business`)
    ],
    likelihood: 2,
    spread: 1,
    confidence: 'medium',
    fix: `keep the function in a variable, and take it off in a \`finally\` around what follows.`,
    falsifiedBy: `a listener count of \`${one.emitter}\` that is the same before and after a call.`
  }
}

/** Added by an async function to an emitter of a module, for the time of one call. */
function judgeShared(code: Code, context: DetectorContext, shared: SharedListener): Judged {
  const {one, fn, made} = shared
  const drop = (kill: Kill, reason: string) => dropped(code, one.call, kill, reason)
  const removal = takenOff(code, shared)
  if (removal) return drop('removed', `it is taken off at ${code.at(removal)}`)
  const entry = concurrentEntry(context, code, fn)
  if (!entry || BOOTS.test(code.symbolOf(fn).split('.').at(-1) ?? ''))
    return drop('run-once', 'no way was found to call it twice')
  const lives = `\`${one.emitter}\` is made with its module (${made.code.at(made.node)}) and lives as long as the process`
  const described = describe(code, one.call, one.emitter, one.event.replaceAll("'", ''))
  return {
    ...described,
    endLine: Math.min(code.endLine(one.call), code.line(one.call) + 20),
    failurePath: [
      `A call adds a listener that uses its own variables (${code.at(one.call)}).`,
      `It waits (${code.at(shared.wait)}) and ends; the listener, and what it refers to, stays.`,
      `${lives}: when ${one.event.replaceAll("'", '`')} comes, the listeners of all calls run, for work that is long done.`
    ],
    evidence: [
      seen(code, one.call, `added to \`${one.emitter}\`, no removal in this module`),
      seen(made.code, made.node, 'the emitter lives with its module')
    ],
    challenged: [
      survived('removed', `no removal of ${one.event} from \`${one.emitter}\` in this module`),
      survived('bound-to-call', 'no `signal` option'),
      survived('run-once', entry.reason)
    ],
    spread: 3,
    confidence: 'medium',
    fix: 'take it off in a `finally` when the work is done.'
  }
}

function describePooled(code: Code, {one, taken, back}: PooledListener): Candidate {
  const event = one.event.replaceAll("'", '`')
  return {
    ...located(code, one.call),
    resource: `${one.emitter}.${one.event.replaceAll("'", '')}`.replaceAll('/', '.'),
    title: `each loan leaves a ${event} listener on \`${one.emitter}\``,
    failureMode: `\`${one.emitter}\` is lent by ${code.show(taken)} and goes back at ${code.at(back)} with the listener of ${code.at(one.call)} on it.`,
    precondition: `\`${code.symbolOf(one.call)}\` is called many times, and the pool lends the same one again.`,
    failurePath: [
      `\`${one.emitter}\` is taken from the pool (${code.at(taken)}).`,
      `A listener is added (${code.at(one.call)}).`,
      `It goes back with the listener (${code.at(back)}); the next loan adds one more.`
    ],
    silence: 'growth is silent; a warning about too many listeners comes late and names no place.',
    silent: true,
    evidence: [
      seen(code, taken, 'lent'),
      seen(code, one.call, 'the listener'),
      seen(code, back, 'given back')
    ],
    challenged: [
      survived('removed', `nothing takes it off \`${one.emitter}\` before ${code.at(back)}`),
      survived('ends-with-it', 'what is given back to a pool lives on')
    ],
    likelihood: 3,
    spread: 2,
    confidence: 'medium',
    fix: `take it off before \`${code.text(back)}\`, or add it once, when the pool makes the connection.`,
    falsifiedBy: `a listener count of \`${one.emitter}\` that stays level over many loans.`
  }
}

/** The text of the emitter, when it comes from outside of the call. */
function longLived(code: Code, call: Call): string | undefined {
  const receiver = receiverOf(call)
  if (!receiver || !ADDS.has(callName(call) ?? '')) return undefined
  const path = memberPath(receiver)
  if (path === undefined) return undefined
  if (GLOBALS.has(path)) return code.bindingOf(receiver) ? undefined : path
  const isSignal = /(?:^|\.)(?:abort)?signal$/i.test(path) && stringValue(call.arguments[0]) === 'abort'
  if (isSignal && isFromParameter(code, receiver)) return path
  return stringValue(call.arguments[0]) === 'abort' ? signalOfInstance(code, receiver) : undefined
}

/** The path of a signal that an instance keeps for its whole life, a local name for it followed. */
function signalOfInstance(code: Code, receiver: Node): string | undefined {
  const value = initialValue(code, receiver)
  const path = memberPath(value)
  if (path === undefined || !/^this\..*signal$/i.test(path)) return undefined
  let root = unwrap(value)
  while (root.type === 'MemberExpression' && unwrap(root.object).type !== 'ThisExpression')
    root = unwrap(root.object)
  const place = placeOf(code, root)
  const isKept = place && writesOf(code, place).every(write => isInConstructor(code, write.node))
  return isKept && !isInConstructor(code, receiver) ? path : undefined
}

function isInConstructor(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  return fn !== undefined && isConstructorFunction(code, fn)
}

/** Whether the first name of a path is a parameter of the function around it, whole or taken apart. */
function isFromParameter(code: Code, node: Node): boolean {
  let root = unwrap(node)
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  return root.type === 'Identifier' && code.bindingOf(root)?.definitions[0]?.kind === 'parameter'
}

function judge(code: Code, context: DetectorContext, call: Call, emitter: string, event: string): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const options = call.arguments[2]
  if (options && /\bsignal\b/.test(code.text(options)))
    return drop('bound-to-call', 'it is added with a signal of its own')
  if (/(?:^|\.)(?:req|request|raw|ctx|event)\.signal$/i.test(emitter))
    return drop('ends-with-it', `\`${emitter}\` is the signal of one request, and goes with it`)
  if (!livesLong(emitter) && isOnce(code, call))
    return drop(
      'fires-once',
      'it goes when the signal fires, and whether the signal outlives the call is not known'
    )
  const removal = code
    .nodes('CallExpression')
    .find(one => REMOVES.test(callName(one) ?? '') && isRemovalOf(code, one, call, emitter, event))
  if (removal) return drop('removed', `it is taken off at ${code.at(removal)}`)
  const exit = emitter === 'process' ? exitIn(code, handlerOf(call)) : undefined
  if (exit) return drop('run-once', `it ends the process at ${code.at(exit)}`)
  const fn = code.functionOf(call)
  if (fn && isRegistration(code, fn, call))
    return drop('registers', `\`${code.symbolOf(call)}\` adds what its caller gives it`)
  const isConstructor = fn && isConstructorFunction(code, fn)
  const once = fn && onceFlag(code, fn, call)
  if (once) return drop('run-once', `${code.show(once)} at ${code.at(once)} lets it be added once`)
  if (emitter === 'process' && event === 'exit' && setsExitCode(call))
    return drop('run-once', 'it decides with which code the process ends, which a program does once')
  const caller = fn && !isConstructor && emitter === 'process' ? onlyCall(context, code, fn) : undefined
  if (caller) return drop('run-once', `it is called at one place only, ${caller}`)
  const entry = fn && !isConstructor ? concurrentEntry(context, code, fn) : undefined
  if (!entry && GLOBALS.has(emitter) && !isConstructor)
    return drop('run-once', 'no way was found to call it twice')
  return describe(code, call, emitter, event)
}

/** `onExit(callback)`: one listener for each callback is what its callers ask for. */
function isRegistration(code: Code, fn: FunctionNode, call: Call): boolean {
  const name = code.symbolOf(call).split('.').at(-1) ?? ''
  const handler = handlerOf(call)
  const given = [...(handler ? code.nodes('Identifier') : [])].filter(
    one => handler && contains(handler, one) && code.bindingOf(one)?.definitions[0]?.kind === 'parameter'
  )
  return (
    /^(?:on|once|add|listen|subscribe|watch|register)(?![a-z])/.test(name) &&
    given.some(one => code.bindingOf(one)?.owner === fn && isCalledOrHandler(code, one, handler))
  )
}

function isCalledOrHandler(code: Code, given: Node, handler: Node | undefined): boolean {
  const parent = code.parentOf(given)
  return given === handler || (isCall(parent) && unwrap(parent.callee) === given)
}

/** The one call of a function, when neither a loop nor a method nor a function inside of another is around it; as a link. */
function onlyCall(context: DetectorContext, code: Code, fn: FunctionNode): string | undefined {
  const [caller, second] = callersOf(context, {code, fn})
  if (!caller || second) return undefined
  // An export that its own module calls is there for others too.
  if (caller.code === code && isExported(context, code, code.symbolOf(fn))) return undefined
  const around = caller.code.functionOf(caller.call)
  for (const ancestor of caller.code.ancestorsOf(caller.call)) {
    if (ancestor === around) break
    if (isLoop(ancestor)) return undefined
  }
  const isInner =
    around && (caller.code.functionOf(around) || caller.code.parentOf(around)?.type === 'MethodDefinition')
  return isInner ? undefined : caller.code.at(caller.call)
}

function handlerOf(call: Call): Node | undefined {
  return call.arguments[1] && unwrap(call.arguments[1])
}

/** Where a listener ends the process: whoever adds it has the process to himself. */
function exitIn(code: Code, handler: Node | undefined): Node | undefined {
  const fn = handler?.type === 'Identifier' ? code.bindingOf(handler)?.definitions[0]?.node : handler
  return fn && code.nodes('CallExpression').find(call => contains(fn, call) && isProcessExit(call))
}

/** The test of a variable of the module around or before the call, which the function sets besides. */
function onceFlag(code: Code, fn: Node, call: Call): Node | undefined {
  return code.nodes('IfStatement').find(statement => {
    if (code.functionOf(statement) !== fn || statement.start > call.start) return false
    if (!contains(statement.consequent, call) && !isExit(statement.consequent)) return false
    return code
      .nodes('Identifier')
      .some(
        name =>
          contains(statement.test, name) &&
          code.bindingOf(name)?.moduleLevel === true &&
          code
            .bindingOf(name)
            ?.uses.some(use => use.write && !use.init && code.functionOf(use.identifier) === fn)
      )
  })
}

function setsExitCode({arguments: given}: Call): boolean {
  let found = false
  const [, handler] = given
  if (handler)
    walk(handler, node => {
      if (node.type === 'AssignmentExpression') found ||= memberPath(node.left) === 'process.exitCode'
    })
  return found
}

/** Whether it surely outlives the call. */
function livesLong(emitter: string): boolean {
  return GLOBALS.has(emitter) || emitter.startsWith('this.')
}

function isOnce(code: Code, call: Call): boolean {
  const options = call.arguments[2]
  return callName(call) === 'once' || (options !== undefined && /\bonce\s*:\s*true/.test(code.text(options)))
}

function isConstructorFunction(code: Code, fn: Node): boolean {
  const member = code.parentOf(fn)
  return member?.type === 'MethodDefinition' && member.kind === 'constructor'
}

/** Same event, and an emitter whose last name is the same: a field may be removed under another path. */
function isRemovalOf(code: Code, call: Call, added: Call, emitter: string, event: string): boolean {
  const receiver = receiverOf(call)
  const [removed] = call.arguments
  const last = (path: string) => path.slice(path.lastIndexOf('.') + 1)
  const path = receiver && memberPath(receiver)
  const isNear = code.functionOf(call) === code.functionOf(added) || contains(added, call)
  if (emitter.startsWith('this.') && isNear && stringValue(removed) === event) return true
  if (
    path === undefined ||
    last(path)
      .toLowerCase()
      .replace(/^[#_]+/, '') !== last(emitter).toLowerCase()
  )
    return false
  return !removed || (stringValue(removed) ?? code.text(removed)) === event
}

function describe(code: Code, call: Call, emitter: string, event: string): Candidate {
  const isGlobal = GLOBALS.has(emitter)
  const once = isOnce(code, call)
  const isOfInstance = emitter.startsWith('this.')
  const lifetime = isGlobal
    ? `\`${emitter}\` lives as long as the process`
    : isOfInstance
      ? `\`${emitter}\` lives as long as its instance`
      : `\`${emitter}\` is the caller's and may serve many calls`
  return {
    ...located(code, call),
    resource: `${emitter}.${event}`.replaceAll('/', '.'),
    title: `each call leaves a listener on \`${emitter}\``,
    failureMode: `${code.show(call)} is added in each call, and nothing takes it off when the call is done${once ? '; `once` only helps when the event comes' : ''}.`,
    precondition: `${howCalled(code.symbolOf(call))} many times with one \`${emitter}\`.`,
    failurePath: [
      `A call adds a listener (${code.at(call)}).`,
      'The call ends without the event; the listener, and what it refers to, stays.',
      `After many calls there are as many listeners on \`${emitter}\`; when \`${event}\` comes, all of them run, for work that is long done.`
    ],
    silence: 'growth is silent; a warning about too many listeners comes late and names no place.',
    silent: true,
    evidence: [seen(code, call, `added to \`${emitter}\`, no removal in this module`)],
    challenged: [
      survived('removed', `no removal of \`${event}\` from \`${emitter}\` in this module`),
      survived('bound-to-call', 'no `signal` option'),
      livesLong(emitter) ? survived('run-once', lifetime) : undecided('run-once', lifetime)
    ],
    likelihood: 2,
    spread: isGlobal ? 3 : isOfInstance ? 2 : 1,
    confidence: isOfInstance || (isGlobal && !once && !STARTS.test(code.symbolOf(call))) ? 'medium' : 'low',
    ...(isGlobal ? {cause: `${code.symbolOf(call)} on ${emitter}`} : {}),
    fix: isGlobal
      ? 'add it once, at start-up, or take it off when the work is done.'
      : 'take it off when the work settles, or add it with `{signal}` of a controller that the call aborts at its end.',
    falsifiedBy: `a listener count of \`${emitter}\` that stays level over many calls.`
  }
}

const BOOTS =
  /^(?:default|main|start|init|setup|register|install|boot|bootstrap|listen|serve|configure)(?![a-z])/

/** Names of functions that a program calls once, when it starts. */
const STARTS = /^(?:default|main|run|start|init|setup|register|install|boot|listen|attach|enable|configure)/i

function howCalled(symbol: string): string {
  const made = /^(.*)\.constructor$/.exec(symbol)?.[1]
  return made === undefined ? `\`${symbol}\` is called` : `\`new ${made}\` runs`
}
