import type {Node} from '@oxc-project/types'
import type {Evidence} from '../../../artifacts/danger-zone.ts'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {wayTo} from '../../../syntax/control-flow/ways.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import {calledFunction} from '../machinery/callees.ts'
import type {Code} from '../machinery/code.ts'
import {memberOf, typeOf} from '../machinery/declared-type.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {emptinessTests} from '../machinery/emptiness.ts'
import {callsOf} from '../machinery/entry.ts'
import {asksForIt, type SetUpOutside, setUpsOutside} from '../machinery/get-or-create.ts'
import {isSameHandler, listenersOf, type Registration} from '../machinery/listeners.ts'
import {placeOf, usesOf} from '../machinery/place.ts'
import type {Located} from '../machinery/resolve.ts'
import {reachedFrom} from '../machinery/teardown.ts'
import {isEmptyValue, writesOf} from '../machinery/writes.ts'

/**
 * What is connected, started or registered a second time.
 *
 * A set-up call outside of the branch that has just made the value, one listener added twice on one way, and a method that
 * adds listeners to something older than itself and is called again. At most one candidate for each of them.
 */
export default defineDetector({
  id: 'set-up-twice',
  code: 'I4',
  category: 'idempotency',
  precision: 'B',
  kills: {
    'asks-first': 'Is the state of the value asked before?',
    idempotent: 'Does the set-up do nothing the second time, or does the target drop what it has?',
    'taken-off': 'Is the first registration taken off before?',
    fresh: 'Is the target a new one each time?'
  },
  judge: judgeModule
})

type Kill = 'asks-first' | 'idempotent' | 'taken-off' | 'fresh'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return [
    ...setUpsOutside(code).map(setUp => judgeOutside(code, context, setUp)),
    ...sameTwice(code),
    ...calledAgain(code, context)
  ]
}

function judgeOutside(code: Code, context: DetectorContext, setUp: SetUpOutside): Judged {
  const {call, created, variable} = setUp
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const asked = asksForIt(code, setUp)
  if (asked) return drop('asks-first', `${code.show(asked)} is asked at ${code.at(asked)}`)
  const called = calledFunction(context, code, call) ?? methodOf(context, code, setUp)
  const once = called && leavesEarly(called.code, context, called.fn)
  if (called && once)
    return drop('idempotent', `it leaves early at ${called.code.at(once)}, on a state that it sets itself`)
  const name = code.text(variable)
  return {
    ...base(code, call),
    startLine: Math.max(code.line(created), code.endLine(call) - 59),
    endLine: code.endLine(call),
    resource: name,
    title: `\`${code.symbolOf(call)}\` sets up \`${name}\` again when it was there before`,
    failureMode: `\`${name}\` is made when it is missing (${code.at(created)}); ${code.show(call)} stands behind that branch, and runs for one that was made, and set up, by an earlier call too.`,
    precondition: `\`${code.symbolOf(call)}\` is called a second time for the same \`${name}\`.`,
    failurePath: [
      `The first call finds nothing, makes \`${name}\` and keeps it (${code.at(created)}).`,
      `It sets it up with ${code.show(call)} (${code.at(call)}).`,
      `The second call finds \`${name}\` and sets it up once more (${code.at(call)}).`
    ],
    evidence: [
      seen(code, created, 'made when it is missing'),
      seen(code, call, 'set up in either case'),
      ...(called
        ? [{path: called.code.path, line: called.code.line(called.fn), note: 'what is done again'}]
        : [])
    ],
    challenged: [
      survived('asks-first', `no test around ${code.at(call)} asks for \`${name}\``),
      called
        ? survived(
            'idempotent',
            `${called.code.at(called.fn)} leaves early on no state that it sets in the same turn`
          )
        : undecided('idempotent', `the code of ${code.show(call.callee)} was not found`)
    ],
    confidence: called ? 'medium' : 'low',
    fix: `move ${code.show(call)} into the branch that makes \`${name}\`, or ask for its state first.`
  }
}

/** The method of the class that the branch makes an instance of. */
function methodOf(context: DetectorContext, code: Code, {made, call}: SetUpOutside): Located | undefined {
  const type = typeOf(context, code, made)
  const found = type && memberOf(context, type, callName(call) ?? '')
  const value = found && 'value' in found.member ? (found.member.value as Node | null) : undefined
  return found && value && isFunction(value) ? {code: found.code, fn: value} : undefined
}

/** An early return for a state that the function, or what it calls, sets at once. */
function leavesEarly(
  code: Code,
  context: DetectorContext,
  fn: Parameters<typeof reachedFrom>[2]
): Node | undefined {
  const reached = reachedFrom(context, code, fn)
  return code.nodes('IfStatement').find(statement => {
    if (code.functionOf(statement) !== fn || !isExit(statement.consequent)) return false
    return emptinessTests(code, statement.test).some(({target}) => {
      const place = placeOf(code, target)
      const sets = place ? writesOf(code, place).filter(write => !isEmptyValue(write.value)) : []
      return sets.some(write => reached.some(one => contains(one, write.node)))
    })
  })
}

/** One function added twice for one event, on one way. */
function sameTwice(code: Code): Judged[] {
  const {added, removed} = listenersOf(code)
  const byName = added.filter(one => /^(?:on|addListener|addEventListener)$/.test(callName(one.call) ?? ''))
  return byName.flatMap((second, index): Judged[] => {
    const fn = code.functionOf(second.call)
    const first = byName
      .slice(0, index)
      .find(one => isSame(code, one, second) && code.functionOf(one.call) === fn)
    if (!first || !fn || !isFixed(second.event)) return []
    const drop = (kill: Kill, reason: string) => [dropped(code, second.call, kill, reason)]
    if (callName(second.call) === 'addEventListener')
      return drop('idempotent', 'an event target keeps a listener once')
    const off = removed.find(
      one =>
        isSame(code, one, second) && first.call.end <= one.call.start && one.call.end <= second.call.start
    )
    if (off) return drop('taken-off', `it is taken off at ${code.at(off.call)}`)
    const isNew = (node: Node) =>
      node.type === 'AssignmentExpression' && code.text(node.left) === second.emitter
    if (!wayTo(fn, first.call, second.call, {stops: isNew})) return []
    return [describeTwice(code, first, second)]
  })
}

/** A literal or a constant: a variable may name another event each time. */
function isFixed(event: string): boolean {
  return event.startsWith("'") || /^(?:[A-Za-z_$][\w$]*\.)+[A-Z][\w$]*$/.test(event)
}

function isSame(code: Code, a: Registration, b: Registration): boolean {
  return a.emitter === b.emitter && a.event === b.event && isSameHandler(code, a.handler, b.handler)
}

function describeTwice(code: Code, first: Registration, second: Registration): Candidate {
  const event = second.event.replaceAll("'", '`')
  return {
    ...base(code, second.call),
    startLine: Math.max(code.line(first.call), code.endLine(second.call) - 59),
    endLine: code.endLine(second.call),
    resource: `${second.emitter}.${second.event.replaceAll("'", '')}`
      .replaceAll('/', '.')
      .replace(/\s+/g, ''),
    title: `\`${code.text(second.handler)}\` is added for ${event} twice`,
    failureMode: `${code.show(first.call)} and ${code.show(second.call)} add one function for one event of \`${second.emitter}\`. An emitter keeps both, and calls it twice.`,
    precondition: `${event} comes after ${code.at(second.call)}.`,
    failurePath: [
      `The listener is added (${code.at(first.call)}).`,
      `It is added once more (${code.at(second.call)}).`,
      `${event} comes and \`${code.text(second.handler)}\` runs twice; taking it off takes off one of the two.`
    ],
    evidence: [seen(code, first.call, 'added'), seen(code, second.call, 'added again')],
    challenged: [
      survived('idempotent', 'an emitter does not compare what it has'),
      survived('taken-off', `nothing takes it off before ${code.at(second.call)}`)
    ],
    likelihood: 3,
    confidence: 'medium',
    fix: 'remove one of the two calls.'
  }
}

/** A method that adds a listener to a field it does not renew, and that a timer or an event calls again. */
function calledAgain(code: Code, context: DetectorContext): Judged[] {
  const {added, removed} = listenersOf(code)
  return added.flatMap((one): Judged[] => {
    const fn = code.functionOf(one.call)
    const receiver = receiverOf(one.call)
    const owner = fn && code.thisOwner(one.call)
    const member = fn && code.parentOf(fn)
    const emitter = receiver && placeOf(code, receiver)
    if (
      !fn ||
      !receiver ||
      !isClass(owner) ||
      member?.type !== 'MethodDefinition' ||
      member.kind === 'constructor'
    )
      return []
    if (emitter?.kind !== 'field' || !isNewEachTime(one) || callName(one.call) === 'once') return []
    const calls = callsOf(code, fn)
    if (calls.length === 0) return []
    const reached = reachedFrom(context, code, fn)
    const again = calls.find(call => isRepeated(code, call, one, reached))
    if (!again) return []
    const drop = (kill: Kill, reason: string) => [dropped(code, one.call, kill, reason)]
    const renewed = writesOf(code, emitter).find(
      write => !isInConstructor(code, write.node) && !isEmptyValue(write.value)
    )
    if (renewed) return drop('fresh', `\`${emitter.text}\` is renewed at ${code.at(renewed.node)}`)
    const off = [...removed.map(each => each.call), ...removesAll(code)].find(
      call => contains(owner, call) && code.text(receiverOf(call) ?? call) === one.emitter
    )
    if (off) return drop('taken-off', `a listener of \`${emitter.text}\` is taken off at ${code.at(off)}`)
    const asked = leavesEarly(code, context, fn) ?? testAround(code, one.call, fn)
    if (asked) return drop('asks-first', `${code.at(asked)} decides whether it is added`)
    if (usesOf(code, emitter).some(use => reached.some(each => contains(each, use)) && isEnd(code, use)))
      return drop('fresh', `\`${emitter.text}\` is closed before`)
    return [describeAgain(code, one, member, again)]
  })
}

/** Emitters compare by identity: a function made on the spot is always another one. */
function isNewEachTime({handler}: Registration): boolean {
  return isFunction(handler) || (isCall(handler) && callName(handler) === 'bind')
}

/**
 * In a function that is handed to a timer, a promise or an event. What is called once counts only when the method itself
 * brings it about, and an event of the emitter itself may be its first one.
 */
function isRepeated(code: Code, call: Node, one: Registration, reached: readonly Node[]): boolean {
  const around = code.functionOf(call)
  const outer = around && code.parentOf(around)
  if (!isCall(outer) || code.text(receiverOf(outer) ?? outer) === one.emitter) return false
  const name = callName(outer) ?? ''
  if (/^(?:setInterval|on|addListener)$/.test(name)) return true
  return (
    /^(?:setTimeout|setImmediate|once|catch|schedule\w*|retry\w*)$/.test(name) &&
    reached.some(fn => contains(fn, call))
  )
}

function isInConstructor(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  const member = fn && code.parentOf(fn)
  return member?.type === 'MethodDefinition' && member.kind === 'constructor'
}

function removesAll(code: Code) {
  return code.nodes('CallExpression').filter(call => callName(call) === 'removeAllListeners')
}

function testAround(code: Code, node: Node, fn: Node): Node | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === fn) return undefined
    if (ancestor.type === 'IfStatement') return ancestor.test
  }
  return undefined
}

function isEnd(code: Code, use: Node): boolean {
  const member = code.parentOf(use)
  return (
    member?.type === 'MemberExpression' &&
    /^(?:destroy|close|end|terminate)$/.test(propertyName(member) ?? '')
  )
}

function describeAgain(code: Code, one: Registration, member: Node, again: Node): Candidate {
  const method = propertyName(member) ?? 'the method'
  const event = one.event.replaceAll("'", '`')
  return {
    ...base(code, one.call),
    resource: `${one.emitter}.${one.event.replaceAll("'", '')}`.replaceAll('/', '.').replace(/\s+/g, ''),
    title: `each \`${method}\` adds one more ${event} listener`,
    failureMode: `\`${method}\` adds a function made on the spot to \`${one.emitter}\`, which it does not renew. ${code.at(again)} calls it again, and nothing takes the old one off.`,
    precondition: `${code.at(again)} runs, as after a lost connection.`,
    failurePath: [
      `\`${method}\` adds the listener (${code.at(one.call)}).`,
      `${code.at(again)} calls \`${method}\` again; \`${one.emitter}\` is the same object.`,
      `One more listener is added: ${event} is handled twice.`
    ],
    evidence: [
      seen(code, one.call, 'added in each call'),
      seen(code, again, `\`${method}\` is called again here`)
    ],
    challenged: [
      survived('fresh', `\`${one.emitter}\` is given no new value outside of the constructor`),
      survived('taken-off', `nothing in the class takes a listener off \`${one.emitter}\``),
      survived('asks-first', `\`${method}\` leaves early on no state`)
    ],
    confidence: 'medium',
    fix: `add the listener once, where \`${one.emitter}\` is made, or take it off before.`
  }
}

/** What all three have in common. */
function base(code: Code, node: Node) {
  return {
    ...located(code, node),
    silence: 'nothing counts how often something is set up; the second one works like the first.',
    silent: true,
    likelihood: 2 as Candidate['likelihood'],
    spread: 2 as const,
    evidence: [] as readonly Evidence[],
    falsifiedBy: `a test that goes this way twice and sees one effect of ${code.at(node)}.`
  }
}
