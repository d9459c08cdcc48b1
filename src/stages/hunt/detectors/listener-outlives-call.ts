import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {detectIn, dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry} from '../machinery/entry.ts'

/**
 * A listener added in each call to something that lives longer: an abort signal that came as an argument, `process`,
 * `window` or `document`.
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
    'run-once': 'Is the function called once in the life of what it listens to?'
  },
  detect: context => detectIn(context, judgeModule)
})

type Kill = 'removed' | 'bound-to-call' | 'fires-once' | 'run-once'
type Call = Node & {type: 'CallExpression'}

const GLOBALS = new Set(['process', 'window', 'document', 'globalThis', 'self'])
const ADDS = new Set(['on', 'addListener', 'addEventListener', 'once', 'prependListener'])
const REMOVES = /^(?:off|removeListener|removeEventListener|removeAllListeners)$/

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('CallExpression').flatMap(call => {
    const emitter = longLived(code, call)
    const [event, handler] = call.arguments
    if (emitter === undefined || !event || !handler || !code.functionOf(call)) return []
    return [judge(code, context, call, emitter, stringValue(event) ?? code.text(event))]
  })
}

/** The text of the emitter, when it comes from outside of the call. */
function longLived(code: Code, call: Call): string | undefined {
  const receiver = receiverOf(call)
  if (!receiver || !ADDS.has(callName(call) ?? '')) return undefined
  const path = memberPath(receiver)
  if (path === undefined) return undefined
  if (GLOBALS.has(path)) return code.bindingOf(receiver) ? undefined : path
  const isSignal = /(?:^|\.)(?:abort)?signal$/i.test(path) && stringValue(call.arguments[0]) === 'abort'
  return isSignal && isFromParameter(code, receiver) ? path : undefined
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
  if (!GLOBALS.has(emitter) && isOnce(code, call))
    return drop(
      'fires-once',
      'it goes when the signal fires, and whether the signal outlives the call is not known'
    )
  const removal = code
    .nodes('CallExpression')
    .find(one => REMOVES.test(callName(one) ?? '') && isRemovalOf(code, one, emitter, event))
  if (removal) return drop('removed', `it is taken off at ${code.at(removal)}`)
  const fn = code.functionOf(call)
  const isConstructor = fn && isConstructorFunction(code, fn)
  const entry = fn && !isConstructor ? concurrentEntry(context, code, fn) : undefined
  if (!entry && GLOBALS.has(emitter) && !isConstructor)
    return drop('run-once', 'no way was found to call it twice')
  return describe(code, call, emitter, event)
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
function isRemovalOf(code: Code, call: Call, emitter: string, event: string): boolean {
  const receiver = receiverOf(call)
  const [removed] = call.arguments
  const last = (path: string) => path.slice(path.lastIndexOf('.') + 1)
  const path = receiver && memberPath(receiver)
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
  const lifetime = isGlobal
    ? `\`${emitter}\` lives as long as the process`
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
      isGlobal ? survived('run-once', lifetime) : undecided('run-once', lifetime)
    ],
    likelihood: 2,
    spread: isGlobal ? 3 : 1,
    confidence: isGlobal && !once ? 'medium' : 'low',
    fix: isGlobal
      ? 'add it once, at start-up, or take it off when the work is done.'
      : 'take it off when the work settles, or add it with `{signal}` of a controller that the call aborts at its end.',
    falsifiedBy: `a listener count of \`${emitter}\` that stays level over many calls.`
  }
}

function howCalled(symbol: string): string {
  const made = /^(.*)\.constructor$/.exec(symbol)?.[1]
  return made === undefined ? `\`${symbol}\` is called` : `\`new ${made}\` runs`
}
