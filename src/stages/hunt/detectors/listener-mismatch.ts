import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {addedAgain, siblingsThatStay} from '../machinery/left-listeners.ts'
import {isSameHandler, listenersOf, type Registration} from '../machinery/listeners.ts'
import {placeOf, usesOf} from '../machinery/place.ts'
import {timedListeners} from '../machinery/timed-listeners.ts'
import {
  type Unpaired,
  unpairedInClasses,
  unpairedInEffects,
  unpairedInWaits
} from '../machinery/unpaired-listeners.ts'

/**
 * A listener that is taken off with another event, function or capture flag than it was added with, or on some ways only.
 *
 * Emitters compare functions by identity, so nothing is removed. At most one candidate for each removing call; for one of two
 * listeners of a wait that stays, one for each of them.
 */
export default defineDetector({
  id: 'listener-mismatch',
  code: 'L3',
  category: 'lifecycle',
  precision: 'A',
  kills: {
    'added-elsewhere': 'Is there another registration that the removal fits?',
    'bound-once': 'Is the handler replaced by its bound form before it is registered?',
    'taken-off-first': 'Is it taken off on each way that adds it again?',
    'taken-off-too': 'Is the listener that stays taken off somewhere else?',
    'emitter-ends': 'Does the emitter end with the wait?',
    'no-wait': 'Does the listener that comes first end no wait, so that it may come again?'
  },
  judge: judgeModule
})

type Kill =
  | 'added-elsewhere'
  | 'bound-once'
  | 'taken-off-first'
  | 'taken-off-too'
  | 'emitter-ends'
  | 'no-wait'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const {added, removed} = listenersOf(code)
  if (removed.length === 0) return notUndone(context, code)
  const wrong = removed.flatMap(removal => {
    const judged =
      freshFunction(code, removal) ??
      unboundHandler(code, removal, added) ??
      otherEvent(code, removal, added, removed) ??
      otherCapture(code, removal, added)
    return judged ? [judged] : []
  })
  return [
    ...wrong,
    ...oneBranch(code),
    ...oneSibling(context, code),
    ...overTime(context, code),
    ...notUndone(context, code)
  ]
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
    title: `the ${quoted(removal.event)} listener is never taken off`,
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
  additions: readonly Registration[],
  removals: readonly Registration[]
): Judged | undefined {
  const path = memberPath(removal.handler)
  if (path === undefined || !isFixed(removal.event) || !isOwnHandler(code, removal.handler)) return undefined
  const same = additions.filter(
    one => one.emitter === removal.emitter && isSameHandler(code, one.handler, removal.handler)
  )
  if (same.length === 0 || same.some(one => one.event === removal.event || !isFixed(one.event)))
    return undefined
  const fitting = removals.filter(
    one =>
      one !== removal &&
      isSameHandler(code, one.handler, removal.handler) &&
      (one.emitter === removal.emitter || !additions.some(other => isOfSame(code, other, one)))
  )
  const left = same.find(
    one => !fitting.some(other => other.event === one.event && isAlike(code, other, removal))
  )
  if (!left) return undefined
  const elsewhere = additions.find(
    one => one.event === removal.event && isSameHandler(code, one.handler, removal.handler)
  )
  if (elsewhere)
    return dropped(
      code,
      removal.call,
      'added-elsewhere',
      `it is added for that event at ${code.at(elsewhere.call)}`
    )
  return describe(code, removal, left, {
    title: `the ${quoted(left.event)} listener is taken off under another name`,
    failureMode: `\`${path}\` is added for ${quoted(left.event)} and removed for ${quoted(removal.event)}: nothing is removed.`,
    note: `removed for ${quoted(removal.event)}`,
    fix: 'use one event name in both calls.'
  })
}

/** Whether a removal has an addition of its own: same emitter, event and function. */
function isOfSame(code: Code, added: Registration, removal: Registration): boolean {
  return (
    added.emitter === removal.emitter &&
    added.event === removal.event &&
    isSameHandler(code, added.handler, removal.handler)
  )
}

/** Whether two removals belong together: both in one function, or both handlers a field that any method may take off. */
function isAlike(code: Code, a: Registration, b: Registration): boolean {
  return b.handler.type !== 'Identifier' || code.functionOf(a.call) === code.functionOf(b.call)
}

/** A literal, or a constant such as `Events.MESSAGE`. */
function isFixed(event: string): boolean {
  return event.startsWith("'") || /^(?:[A-Za-z_$][\w$]*\.)+[A-Z][\w$]*$/.test(event)
}

function quoted(event: string): string {
  return event.startsWith("'") ? event.replaceAll("'", '`') : `\`${event}\``
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
    title: `the ${quoted(removal.event)} listener is never taken off`,
    failureMode: `the listener is added ${added.capture ? 'with' : 'without'} \`capture\` and removed ${removal.capture ? 'with' : 'without'} it. The flag is part of a listener's identity, so nothing is removed.`,
    note: `removed ${removal.capture ? 'with' : 'without'} \`capture\``,
    fix: 'pass the same `capture` flag to both calls.'
  })
}

function hasComputedOptions({call}: Registration): boolean {
  const options = call.arguments[2]
  return options !== undefined && options.type !== 'Literal' && options.type !== 'ObjectExpression'
}

/** The removal stands on one branch, and another branch adds the listener again. */
function oneBranch(code: Code): Judged[] {
  return addedAgain(code).map(({added, removal, again, way}) => {
    if (!way)
      return dropped(
        code,
        again,
        'taken-off-first' satisfies Kill,
        `each way to ${code.at(again)} takes it off at ${code.at(removal.call)}`
      )
    const event = quoted(added.event)
    const spread = [removal.call, again].sort((a, b) => a.start - b.start)
    const made = describe(code, removal, added, {
      title: `the ${event} listener is added again without being taken off`,
      failureMode: `${code.show(removal.call)} stands on one branch only; the other one comes to ${code.show(again)}, which adds the listener once more.`,
      note: 'taken off on this branch only',
      fix: 'take the listener off before the branches part.'
    })
    return {
      ...made,
      startLine: code.line(spread[0] ?? removal.call),
      endLine: code.endLine(spread[1] ?? again),
      precondition: `control takes the branch without the removal (${code.at(again)}).`,
      failurePath: [
        `The listener is added (${code.at(added.call)}).`,
        `Control comes to ${code.show(again)} (${code.at(again)}) and not to the removal (${code.at(removal.call)}).`,
        'One more listener is added; all of them run when the event comes.'
      ],
      silence:
        'one more listener says nothing; a warning about too many of them comes late and names no place.',
      evidence: [...made.evidence, seen(code, again, 'it is added again from here')],
      challenged: [survived('taken-off-first', `a way leads to ${code.at(again)} without a removal`)],
      confidence: 'medium' as const
    }
  })
}

const OVER = /^'(?:close|closed|end|exit|finish|disconnect|destroy)'$/

/** Of two listeners that end one wait, one does not take off the other. */
function oneSibling(context: DetectorContext, code: Code): Judged[] {
  return siblingsThatStay(context, code).map(({left, fired, counterpart, elsewhere, waits}) => {
    const drop = (kill: Kill, reason: string) => dropped(code, left.call, kill, reason)
    if (elsewhere) return drop('taken-off-too', `it is taken off at ${code.at(elsewhere)} as well`)
    if (!waits)
      return drop(
        'no-wait',
        `the listener of ${quoted(fired.event)} at ${code.at(fired.call)} stays, and neither settles anything nor shares a call with the other`
      )
    const definition = madeBefore(code, left.call)
    if (definition)
      return drop(
        'emitter-ends',
        `\`${left.emitter}\` is made at ${code.at(definition)}, by the same function`
      )
    if (OVER.test(fired.event))
      return drop('emitter-ends', `${quoted(fired.event)} is the last event of \`${left.emitter}\``)
    const made = describe(code, left, left, {
      title: `the ${quoted(left.event)} listener stays when ${quoted(fired.event)} comes first`,
      failureMode: `the listeners of ${quoted(left.event)} and ${quoted(fired.event)} wait for one thing. That of ${quoted(left.event)} takes the other off (${code.at(counterpart.call)}); that of ${quoted(fired.event)} does not.`,
      note: 'left behind',
      fix: `take it off in the listener of ${quoted(fired.event)} too.`
    })
    return {
      ...made,
      startLine: Math.min(code.line(left.call), code.line(fired.call)),
      endLine: Math.max(code.endLine(left.call), code.endLine(fired.call)),
      precondition: `${quoted(fired.event)} comes, and \`${left.emitter}\` lives on.`,
      failurePath: [
        `Both listeners are added (${code.at(left.call)}, ${code.at(fired.call)}).`,
        `${quoted(fired.event)} comes; its listener leaves the other one on \`${left.emitter}\`.`,
        `When ${quoted(left.event)} comes later it runs for a wait that is over; one more is there after each round.`
      ],
      silence: 'a listener that stays says nothing, and runs late.',
      evidence: [
        seen(code, left.call, 'left behind'),
        seen(code, fired.call, 'does not take it off'),
        seen(code, counterpart.call, 'the other way round it is done')
      ],
      challenged: [
        survived('taken-off-too', `nothing else takes \`${code.text(left.handler)}\` off`),
        survived(
          'emitter-ends',
          `\`${left.emitter}\` was there before, and ${quoted(fired.event)} is not its last event`
        )
      ],
      likelihood: 2 as const,
      confidence: 'medium' as const
    }
  })
}

/** The timer that ends a wait leaves the listener. */
function overTime(context: DetectorContext, code: Code): Judged[] {
  return timedListeners(context, code).map(({one, own, timer, settles, elsewhere}) => {
    const drop = (kill: Kill, reason: string) => dropped(code, one.call, kill, reason)
    if (elsewhere) return drop('taken-off-too', `it is taken off at ${code.at(elsewhere)} as well`)
    const definition = madeBefore(code, one.call)
    if (definition)
      return drop(
        'emitter-ends',
        `\`${one.emitter}\` is made at ${code.at(definition)}, by the same function`
      )
    const event = quoted(one.event)
    const made = describe(code, one, one, {
      title: `the ${event} listener stays when the time is over`,
      failureMode: `the wait ends when ${event} comes or when the timer at ${code.at(timer)} is due. The listener takes itself off (${code.at(own)}); the timer only calls ${code.show(settles)}.`,
      note: 'left behind by the timer',
      fix: `take it off in the callback of the timer too.`
    })
    return {
      ...made,
      startLine: code.line(timer),
      endLine: Math.max(code.line(timer), Math.min(code.endLine(timer), code.line(timer) + 10)),
      precondition: `${event} does not come in time, and \`${one.emitter}\` lives on.`,
      failurePath: [
        `The listener is added (${code.at(one.call)}), and a timer beside it (${code.at(timer)}).`,
        `The time is over: ${code.show(settles)} ends the wait (${code.at(settles)}) and the listener stays.`,
        `Each wait that times out leaves one more on \`${one.emitter}\`; they run when ${event} comes at last.`
      ],
      silence: 'a listener that stays says nothing, and runs late.',
      evidence: [
        seen(code, timer, 'ends the wait and leaves the listener'),
        seen(code, one.call, 'left behind'),
        seen(code, own, 'the listener itself is taken off here only')
      ],
      challenged: [
        survived('taken-off-too', 'nothing else takes it off'),
        survived('emitter-ends', `\`${one.emitter}\` was there before the wait`)
      ],
      likelihood: 2 as const,
      confidence: 'medium' as const
    }
  })
}

/** What undoes the rest leaves the listener. */
function notUndone(context: DetectorContext, code: Code): Judged[] {
  return [...unpairedInClasses(context, code), ...unpairedInEffects(code), ...unpairedInWaits(code)].map(
    one => {
      const drop = (kill: Kill, reason: string) => dropped(code, one.added.call, kill, reason)
      if (one.removal) return drop('taken-off-too', `it is taken off at ${code.at(one.removal)}`)
      const definition = madeBefore(code, one.added.call)
      if (definition)
        return drop('emitter-ends', `\`${one.added.emitter}\` is made at ${code.at(definition)}`)
      if (one.ends)
        return drop('emitter-ends', `\`${one.added.emitter}\` ends or is replaced at ${code.at(one.ends)}`)
      return describeUnpaired(code, one)
    }
  )
}

function describeUnpaired(code: Code, {added, undo, name, sibling}: Unpaired): Candidate {
  const event = quoted(added.event)
  const who = name === undefined ? 'the function that is returned to undo it' : `\`${name}\``
  const adds = `\`${code.symbolOf(added.call)}\``
  const made = describe(code, added, added, {
    title: `${who} leaves the ${event} listener on \`${added.emitter}\``,
    failureMode: `${adds} adds a ${event} listener to \`${added.emitter}\` (${code.at(added.call)}). ${capital(who)} undoes other things (${code.at(sibling)}) and leaves it.`,
    note: 'added, and never taken off',
    fix: `take it off in ${who} too, with the same function.`
  })
  return {
    ...made,
    endLine: Math.min(made.endLine, made.startLine + 20),
    precondition: `${adds} runs again after ${who}, or \`${added.emitter}\` lives on.`,
    failurePath: [
      `${adds} adds the listener (${code.at(added.call)}).`,
      `${capital(who)} runs (${code.at(undo)}) and does not take it off.`,
      `${event} still runs it, for something that is over; the next time one more is added.`
    ],
    silence: 'a listener that stays says nothing, and runs late.',
    evidence: [seen(code, added.call, 'added here'), seen(code, sibling, 'what is undone')],
    challenged: [
      survived('taken-off-too', `nothing takes ${event} off \`${added.emitter}\``),
      survived('emitter-ends', `\`${added.emitter}\` is neither ended there nor replaced`)
    ],
    cause: `${code.symbolOf(undo)} ${added.emitter}`,
    likelihood: 2 as const,
    confidence: 'medium' as const
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Where the function itself made what is listened to, or the object that has it. */
function madeBefore(code: Code, call: Registration['call']): Node | undefined {
  let root = unwrap(receiverOf(call) ?? call)
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  const [definition] = code.bindingOf(root)?.definitions ?? []
  const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : undefined
  const value = init ? unwrap(init) : undefined
  const made = value?.type === 'AwaitExpression' ? unwrap(value.argument) : value
  return made?.type === 'NewExpression' || isCall(made) ? definition?.node : undefined
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
