import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {detectIn, dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {placeOf, usesOf} from '../machinery/place.ts'

/**
 * A listener that is taken off with another event, function or capture flag than it was added with.
 *
 * Emitters compare functions by identity, so nothing is removed. At most one candidate for each removing call.
 */
export default defineDetector({
  id: 'listener-mismatch',
  code: 'L3',
  category: 'lifecycle',
  precision: 'A',
  kills: {
    'added-elsewhere': 'Is there another registration that the removal fits?',
    'bound-once': 'Is the handler replaced by its bound form before it is registered?'
  },
  detect: context => detectIn(context, judgeModule)
})

type Kill = 'added-elsewhere' | 'bound-once'

/** One call that adds or removes a listener. */
interface Registration {
  readonly call: Node & {type: 'CallExpression'}
  readonly emitter: string
  /** Text of the event argument. */
  readonly event: string
  readonly handler: Node
  readonly capture: boolean
}

const ADDS = new Set([
  'on',
  'addListener',
  'addEventListener',
  'once',
  'prependListener',
  'prependOnceListener'
])
const REMOVES = new Set(['off', 'removeListener', 'removeEventListener'])

function judgeModule(code: Code): Judged[] {
  const removals = registrations(code, REMOVES)
  if (removals.length === 0) return []
  const additions = registrations(code, ADDS)
  return removals.flatMap(removal => {
    const judged =
      freshFunction(code, removal) ??
      unboundHandler(code, removal, additions) ??
      otherEvent(code, removal, additions) ??
      otherCapture(code, removal, additions)
    return judged ? [judged] : []
  })
}

function registrations(code: Code, names: ReadonlySet<string>): Registration[] {
  return code.nodes('CallExpression').flatMap(call => {
    const receiver = receiverOf(call)
    const [event, handler, options] = call.arguments
    if (!names.has(callName(call) ?? '') || !receiver || !event || !handler) return []
    if (event.type === 'SpreadElement' || handler.type === 'SpreadElement') return []
    return [
      {
        call,
        emitter: code.text(receiver),
        event: eventText(code, event),
        handler: unwrap(handler),
        capture: isCapture(code, options)
      }
    ]
  })
}

function eventText(code: Code, event: Node): string {
  const value = stringValue(event)
  return value === undefined ? code.text(event) : `'${value}'`
}

function isCapture(code: Code, options: Node | undefined): boolean {
  return options !== undefined && /^true$|\bcapture\s*:\s*true\b/.test(code.text(options))
}

/** A function made for the removal: it is equal to none that was added. */
function freshFunction(code: Code, removal: Registration): Judged | undefined {
  const isFresh = isFunction(removal.handler) || isBind(removal.handler)
  if (!isFresh) return undefined
  return describe(code, removal, undefined, {
    title: 'a listener is never taken off',
    failureMode: `${code.show(removal.call)} passes a function that is made on the spot. It equals none that was added, so nothing is removed.`,
    note: 'a new function, equal to no other',
    fix: 'keep the function that was added in a variable or field, and pass that one.'
  })
}

function isBind(node: Node): boolean {
  return isCall(node) && callName(node) === 'bind' && unwrap(node.callee).type === 'MemberExpression'
}

/** Added as `f.bind(this)` or wrapped on the spot, removed as `f`. */
function unboundHandler(
  code: Code,
  removal: Registration,
  additions: readonly Registration[]
): Judged | undefined {
  const path = memberPath(removal.handler)
  if (path === undefined) return undefined
  const same = additions.filter(one => one.emitter === removal.emitter && one.event === removal.event)
  const bound = same.find(
    one =>
      isBind(one.handler) &&
      isCall(one.handler) &&
      memberPath(receiverOf(one.handler) ?? one.handler) === path
  )
  if (!bound) return undefined
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, removal.call, kill, `${reason} at ${code.at(node)}`)
  const plain = same.find(one => memberPath(one.handler) === path)
  if (plain) return drop('added-elsewhere', plain.call, `\`${path}\` itself is added`)
  const rebound = reboundAt(code, removal.handler)
  if (rebound) return drop('bound-once', rebound, `\`${path}\` is replaced by its bound form`)
  return describe(code, removal, bound, {
    title: `the ${removal.event.replaceAll("'", '`')} listener is never taken off`,
    failureMode: `the listener is added as ${code.show(bound.handler)} and removed as \`${path}\`. \`bind\` makes a new function each time, so nothing is removed.`,
    note: `removed as \`${path}\``,
    fix: `bind once, keep the bound function in a field, and pass that one to both calls.`
  })
}

function reboundAt(code: Code, handler: Node): Node | undefined {
  const place = placeOf(code, handler)
  if (!place) return undefined
  return usesOf(code, place)
    .map(use => code.parentOf(use))
    .find(parent => parent?.type === 'AssignmentExpression' && isBind(unwrap(parent.right)))
}

/** The handler was added for one event and is taken off for another, for which nothing was added. */
function otherEvent(
  code: Code,
  removal: Registration,
  additions: readonly Registration[]
): Judged | undefined {
  const path = memberPath(removal.handler)
  if (path === undefined || !isLiteral(removal.event) || !isOwnHandler(code, removal.handler))
    return undefined
  const same = additions.filter(one => one.emitter === removal.emitter && memberPath(one.handler) === path)
  if (same.length === 0 || same.some(one => one.event === removal.event || !isLiteral(one.event)))
    return undefined
  const removed = new Set(
    registrations(code, REMOVES)
      .filter(one => memberPath(one.handler) === path)
      .map(one => one.event)
  )
  const left = same.find(one => !removed.has(one.event))
  if (!left) return undefined
  const elsewhere = additions.find(one => one.event === removal.event && memberPath(one.handler) === path)
  if (elsewhere)
    return dropped(
      code,
      removal.call,
      'added-elsewhere',
      `it is added for that event at ${code.at(elsewhere.call)}`
    )
  return describe(code, removal, left, {
    title: `the ${left.event.replaceAll("'", '`')} listener is taken off under another name`,
    failureMode: `\`${path}\` is added for ${left.event.replaceAll("'", '`')} and removed for ${removal.event.replaceAll("'", '`')}: nothing is removed.`,
    note: `removed for ${removal.event.replaceAll("'", '`')}`,
    fix: 'use one event name in both calls.'
  })
}

function isLiteral(event: string): boolean {
  return event.startsWith("'")
}

/** A handler of this module: a parameter may be added by whoever passes it. */
function isOwnHandler(code: Code, handler: Node): boolean {
  const node = unwrap(handler)
  if (node.type !== 'Identifier') return node.type === 'MemberExpression'
  return code.bindingOf(node)?.definitions[0]?.kind !== 'parameter'
}

function otherCapture(
  code: Code,
  removal: Registration,
  additions: readonly Registration[]
): Judged | undefined {
  if (callName(removal.call) !== 'removeEventListener') return undefined
  const text = code.text(removal.handler)
  const same = additions.filter(
    one =>
      callName(one.call) === 'addEventListener' &&
      one.emitter === removal.emitter &&
      one.event === removal.event &&
      code.text(one.handler) === text
  )
  const [added] = same
  if (
    !added ||
    same.some(one => one.capture === removal.capture) ||
    hasComputedOptions(added) ||
    hasComputedOptions(removal)
  )
    return undefined
  return describe(code, removal, added, {
    title: `the ${removal.event.replaceAll("'", '`')} listener is never taken off`,
    failureMode: `the listener is added ${added.capture ? 'with' : 'without'} \`capture\` and removed ${removal.capture ? 'with' : 'without'} it. The flag is part of a listener's identity, so nothing is removed.`,
    note: `removed ${removal.capture ? 'with' : 'without'} \`capture\``,
    fix: 'pass the same `capture` flag to both calls.'
  })
}

function hasComputedOptions({call}: Registration): boolean {
  const options = call.arguments[2]
  return options !== undefined && options.type !== 'Literal' && options.type !== 'ObjectExpression'
}

interface Wording {
  readonly title: string
  readonly failureMode: string
  readonly note: string
  readonly fix: string
}

function describe(
  code: Code,
  removal: Registration,
  added: Registration | undefined,
  wording: Wording
): Candidate {
  const event = removal.event.replaceAll("'", '')
  const emitter = code.show(receiverOf(removal.call) ?? removal.call)
  return {
    ...located(code, removal.call),
    resource: `${removal.emitter}.${event}`.replace(/\s+/g, '').replaceAll('/', '.').slice(0, 60),
    title: wording.title,
    failureMode: wording.failureMode,
    precondition: `the removal runs and ${emitter} lives on, or the listener is added again.`,
    failurePath: [
      added ? `The listener is added (${code.at(added.call)}).` : 'A listener is added.',
      `The removal finds no such listener and does nothing (${code.at(removal.call)}).`,
      'The listener keeps running, holds what it refers to, and one more is there after each round.'
    ],
    silence: 'removing a listener that is not registered is no error.',
    silent: true,
    evidence: [
      ...(added ? [seen(code, added.call, 'added here')] : []),
      seen(code, removal.call, wording.note)
    ],
    challenged: [
      survived('added-elsewhere', `no registration in this module fits ${code.at(removal.call)}`),
      survived('bound-once', 'the handler is not replaced by a bound form')
    ],
    likelihood: 3,
    spread: 2,
    confidence: 'high',
    fix: wording.fix,
    falsifiedBy: `a listener count of ${emitter} that goes back after the removal.`
  }
}
