import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry} from '../machinery/entry.ts'
import {
  type KeptListener,
  keptListeners,
  type PooledListener,
  pooledListeners
} from '../machinery/kept-listeners.ts'
import {placeOf} from '../machinery/place.ts'
import {initialValue} from '../machinery/promise.ts'
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
    'ends-with-it': 'Does what it listens to end with the instance?',
    'one-each': 'Is each instance given one of its own?'
  },
  judge: judgeModule
})

type Kill = 'removed' | 'bound-to-call' | 'fires-once' | 'run-once' | 'ends-with-it' | 'one-each'
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
  return [...calls, ...kept, ...pooledListeners(code).map(one => describePooled(code, one))]
}

/** Added to what the constructor was given, in a class that can be closed. */
function judgeKept(code: Code, kept: KeptListener): Judged {
  const {one, injected, removal, ended} = kept
  const drop = (kill: Kill, reason: string) => dropped(code, one.call, kill, reason)
  if (removal) return drop('removed', `it is taken off at ${code.at(removal)}`)
  if (one.call.arguments[2] && /\bsignal\b/.test(code.text(one.call.arguments[2])))
    return drop('bound-to-call', 'it is added with a signal of its own')
  if (ended) return drop('ends-with-it', `\`${injected.parameter}\` is ended at ${code.at(ended)}`)
  if (!kept.ownedOnly && !kept.maker)
    return drop('one-each', `nothing shows that one \`${injected.parameter}\` serves several instances`)
  return describeKept(code, kept)
}

function describeKept(code: Code, {one, injected, teardown, ownedOnly, maker}: KeptListener): Candidate {
  const holder = code.symbolOf(teardown.fn)
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
    precondition: `one \`${injected.parameter}\` serves several instances, one after the other, and they are closed.`,
    failurePath: [
      `An instance is made with \`${injected.parameter}\` and adds a listener (${code.at(one.call)}).`,
      `\`${teardown.name}\` ends the instance (${code.at(teardown.fn)}) and leaves the listener where it is.`,
      `The next instance adds one more; ${event} calls those of closed instances too, and holds them in memory.`
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
        maker ? `${maker.code.at(maker.made)} makes one in each call, with what lives on` : foreign
      )
    ],
    likelihood: 2,
    spread: 2,
    confidence: ownedOnly ? 'medium' : 'low',
    fix: `keep the function in a field and take it off in \`${teardown.name}\`.`,
    falsifiedBy: `a listener count of \`${injected.parameter}\` that goes back after \`${teardown.name}\`.`
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
  const fn = code.functionOf(call)
  const isConstructor = fn && isConstructorFunction(code, fn)
  const entry = fn && !isConstructor ? concurrentEntry(context, code, fn) : undefined
  if (!entry && GLOBALS.has(emitter) && !isConstructor)
    return drop('run-once', 'no way was found to call it twice')
  return describe(code, call, emitter, event)
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

/** Names of functions that a program calls once, when it starts. */
const STARTS = /^(?:default|main|run|start|init|setup|register|install|boot|listen|attach|enable|configure)/i

function howCalled(symbol: string): string {
  const made = /^(.*)\.constructor$/.exec(symbol)?.[1]
  return made === undefined ? `\`${symbol}\` is called` : `\`new ${made}\` runs`
}
