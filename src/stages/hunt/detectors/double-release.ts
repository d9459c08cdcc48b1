import type {CallExpression, Node} from '@oxc-project/types'
import type {Evidence} from '../../../artifacts/danger-zone.ts'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {wayTo} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {mayThrow} from '../machinery/may-throw.ts'
import {onceByItself} from '../machinery/once.ts'
import {type Place, placeOf} from '../machinery/place.ts'
import {initialValue} from '../machinery/promise.ts'
import {resolveFunction} from '../machinery/resolve.ts'
import {asksFor, type EndTest, endHandlersOf, endTestsOf, leavesEnd} from '../machinery/terminal-state.ts'

/**
 * What is released, closed or counted down twice.
 *
 * Two releases of one variable on one way, a handler that goes on after the state its siblings take for the last one,
 * and two events of one end that both count down. At most one candidate for each second release.
 */
export default defineDetector({
  id: 'double-release',
  code: 'I2',
  category: 'idempotency',
  precision: 'A',
  kills: {
    'other-way': 'Does no way lead from the first release to the second?',
    'asked-first': 'Is it asked first whether it is over?',
    idempotent: 'Does a second release do nothing?',
    detached: 'Is the handler taken off when it is over?'
  },
  judge: judgeModule
})

type Kill = 'other-way' | 'asked-first' | 'idempotent' | 'detached'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return [...twoReleases(code, context), ...lateHandlers(code), ...twoEvents(code, context)]
}

/** Names of releases of which a second one throws, or frees what somebody else has by then. */
const RELEASES = /^(?:release|unlock|releaseLock|releaseConnection|closeSync)$/

interface Release {
  readonly call: CallExpression
  readonly target: Node
  readonly fn: FunctionNode
}

function releasesIn(code: Code, context: DetectorContext): Release[] {
  return code.nodes('CallExpression').flatMap(call => {
    const name = callName(call) ?? ''
    const fn = code.functionOf(call)
    const [first] = call.arguments
    const isOfNumber = name === 'closeSync' || isFileClose(code, context, call)
    if (!fn || !(RELEASES.test(name) || isOfNumber || isPoolEnd(code, context, call))) return []
    const target = isOfNumber ? first : (receiverOf(call) ?? call.callee)
    const variable = target && unwrap(target)
    return variable?.type === 'Identifier' && code.bindingOf(variable)?.owner === fn
      ? [{call, target: variable, fn}]
      : []
  })
}

function isFileClose(code: Code, context: DetectorContext, call: CallExpression): boolean {
  if (callName(call) !== 'close') return false
  const value = outsideCalls(context.facts).valueOf(code.ast, call.callee)
  return value?.package === 'node:fs' && value.path.at(-1) === 'close' && value.path.length === 1
}

/** The second `end` of a pool rejects. Source: node-postgres, _Pool_. */
function isPoolEnd(code: Code, context: DetectorContext, call: CallExpression): boolean {
  if (callName(call) !== 'end') return false
  const value = outsideCalls(context.facts).valueOf(code.ast, call.callee)
  return value?.package === 'pg' && value.path.join('.') === 'Pool.new.end'
}

function twoReleases(code: Code, context: DetectorContext): Judged[] {
  const releases = releasesIn(code, context)
  return releases.flatMap((second, index) => {
    const first = releases
      .slice(0, index)
      .findLast(
        one =>
          one.fn === second.fn &&
          code.bindingOf(one.target) === code.bindingOf(second.target) &&
          callName(one.call) === callName(second.call)
      )
    return first ? [judgePair(code, context, first, second)] : []
  })
}

function judgePair(code: Code, context: DetectorContext, first: Release, second: Release): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, second.call, kill, reason)
  const name = code.text(second.target)
  const binding = code.bindingOf(second.target)
  const names = (node: Node) => binding?.uses.some(use => contains(node, use.identifier)) ?? false
  const way = wayTo(first.fn, first.call, second.call, {
    stops: node =>
      isNewValue(node) && (binding?.uses.some(use => use.write && contains(node, use.identifier)) ?? false),
    mayThrow: node => !contains(node, first.call) && mayThrow(code, node, context),
    assume: test => (unwrap(test).type === 'Identifier' && names(test) ? true : undefined)
  })
  if (!way) return drop('other-way', `no way leads from ${code.at(first.call)} to ${code.at(second.call)}`)
  const asked = way.steps.find(
    step =>
      (step.by === 'true' || step.by === 'false') &&
      !(unwrap(step.node).type === 'Identifier' && names(step.node)) &&
      !isLoopHead(step.node)
  )
  if (asked)
    return drop('asked-first', `${code.show(asked.node)} is asked at ${code.at(asked.node)} in between`)
  const once = onceByItself(context, code, second.call)
  if (once) return drop('idempotent', once)
  const thrown = way.steps.find(step => step.by === 'throw')?.node
  const known = packageOf(code, context, second.call)
  return describe(code, second.call, {
    startLine:
      code.line(second.call) - code.line(first.call) < 60 ? code.line(first.call) : code.line(second.call),
    resource: name,
    title: `\`${name}\` is released twice${thrown ? ` when ${code.show(thrown)} fails` : ''}`,
    failureMode: `${code.show(second.call)} runs on a way on which ${code.at(first.call)} has done so already.${known ? ` A second call of it throws, or frees what somebody else holds by then (${known}).` : ''}`,
    precondition: thrown
      ? `${code.show(thrown)} fails after the first release.`
      : 'the plain way through the function.',
    failurePath: [
      `\`${name}\` is released (${code.at(first.call)}).`,
      ...(thrown ? [`${code.show(thrown)} fails (${code.at(thrown)}).`] : []),
      `It is released once more (${code.at(second.call)}).`
    ],
    evidence: [seen(code, first.call, 'the first release'), seen(code, second.call, 'the second release')],
    challenged: [
      survived('other-way', `a way leads from ${code.at(first.call)} to ${code.at(second.call)}`),
      survived('asked-first', 'nothing is asked in between'),
      survived('idempotent', known ? `it is the one of ${known}` : 'no early return of it was seen')
    ],
    likelihood: thrown ? 2 : 3,
    high: known !== undefined
  })
}

function isNewValue(node: Node): boolean {
  return node.type === 'AssignmentExpression' || node.type === 'VariableDeclarator'
}

function isLoopHead(node: Node): boolean {
  return node.type === 'ForOfStatement' || node.type === 'ForInStatement'
}

function packageOf(code: Code, context: DetectorContext, call: CallExpression): string | undefined {
  if (callName(call) === 'closeSync') return '`node:fs`'
  const value =
    outsideCalls(context.facts).valueOf(code.ast, call.callee) ?? valueOfReceiver(code, context, call)
  return value &&
    /^(?:pg|mysql2?|mysql2\/promise|node:fs|async-mutex|generic-pool|proper-lockfile)$/.test(value.package)
    ? `\`${value.package}\``
    : undefined
}

function valueOfReceiver(code: Code, context: DetectorContext, call: CallExpression) {
  const receiver = receiverOf(call)
  const made = receiver && initialValue(code, receiver)
  const asked = made?.type === 'AwaitExpression' ? unwrap(made.argument) : made
  return isCall(asked) ? outsideCalls(context.facts).valueOf(code.ast, asked.callee) : undefined
}

/** A handler that goes on after the state that its siblings take for the last one. */
function lateHandlers(code: Code): Judged[] {
  const classes = [...code.nodes('ClassDeclaration'), ...code.nodes('ClassExpression')]
  return classes.flatMap(owner => {
    const tests = endTestsOf(code, owner)
    if (tests.length === 0) return []
    return endHandlersOf(owner.body.body).flatMap(handler => {
      const judged = tests
        .filter(test => test.fn !== handler.fn)
        .flatMap(test => judgeHandler(code, owner, handler, test) ?? [])
      return judged.find(one => !('kill' in one)) ?? judged[0] ?? []
    })
  })
}

function judgeHandler(
  code: Code,
  owner: Node,
  handler: {name: string; fn: FunctionNode},
  test: EndTest
): Judged | undefined {
  const left = leavesEnd(code, handler.fn, test)
  const again = repeated(code, handler.fn, test)
  if (!left || !again) return undefined
  const drop = (kill: Kill, reason: string) => dropped(code, handler.fn, kill, reason)
  if (asksFor(code, handler.fn, test))
    return drop('asked-first', `\`${test.place.text}\` is asked in \`${handler.name}\``)
  const off = code
    .nodes('CallExpression')
    .find(
      call =>
        /^(?:off|remove\w*Listeners?)$/.test(callName(call) ?? '') &&
        contains(owner, call) &&
        call.arguments.some(one => memberPath(one) === `this.${handler.name}`)
    )
  if (off) return drop('detached', `\`${handler.name}\` is taken off at ${code.at(off)}`)
  const sibling = code.symbolOf(test.statement)
  const state =
    test.value === undefined
      ? `\`${test.place.text}\` is set`
      : `\`${test.place.text}\` is \`'${test.value}'\``
  return describe(code, handler.fn, {
    startLine: code.line(handler.fn),
    endLine: Math.max(code.endLine(left), code.endLine(again.late)),
    resource: test.place.name,
    title: `\`${code.symbolOf(handler.fn)}\` ends again what is over`,
    failureMode: `\`${sibling}\` leaves at once when ${state}; \`${handler.name}\` does not ask. It calls ${code.show(again.late)} once more and sets \`${test.place.text}\` anew.`,
    precondition: `\`${handler.name}\` is called after the end, as by an error that comes late.`,
    failurePath: [
      `The end is reached: ${state}, and ${code.show(again.early)} was called (${code.at(again.early)}).`,
      `\`${handler.name}\` is called (${code.at(handler.fn)}) and asks for nothing.`,
      `It calls ${code.show(again.late)} a second time (${code.at(again.late)}).`,
      `\`${test.place.text}\` leaves its last state (${code.at(left)}): the early return at ${code.at(test.statement)} no longer holds.`
    ],
    evidence: [
      seen(code, test.statement, 'a sibling asks first'),
      seen(code, again.late, 'done again'),
      seen(code, left, 'the last state is left')
    ],
    challenged: [
      survived('asked-first', `\`${handler.name}\` has no test for it`),
      survived('detached', `nothing takes \`this.${handler.name}\` off`)
    ],
    likelihood: 2,
    high: false
  })
}

/** A call on a field of `this` that both the guarded sibling and the handler make. */
function repeated(code: Code, fn: FunctionNode, test: EndTest): {early: Node; late: Node} | undefined {
  const inside = (outer: Node) =>
    code
      .nodes('CallExpression')
      .filter(call => contains(outer, call) && /^this\.[#\w]+\.\w+$/.test(memberPath(call.callee) ?? ''))
  const early = inside(test.fn)
  for (const late of inside(fn)) {
    const same = early.find(
      one =>
        memberPath(one.callee) === memberPath(late.callee) &&
        !/^(?:emit|on|once|log|debug|get|has|set)$/.test(callName(one) ?? '')
    )
    if (same) return {early: same, late}
  }
  return undefined
}

const SAME_END: Readonly<Record<string, string>> = {
  error: 'close',
  exit: 'close',
  end: 'close',
  finish: 'close'
}

interface Listening {
  readonly call: CallExpression
  readonly emitter: string
  readonly event: string
  readonly handler: FunctionNode
}

/** `error` and then `close`: two events of one end, whose handlers count the same down. */
function twoEvents(code: Code, context: DetectorContext): Judged[] {
  const all = code.nodes('CallExpression').flatMap(call => listening(code, context, call) ?? [])
  return all.flatMap(first => {
    const second = all.find(
      one =>
        one.event === SAME_END[first.event] &&
        one.emitter === first.emitter &&
        code.functionOf(one.call) === code.functionOf(first.call)
    )
    if (!second) return []
    const again = countsDown(code, second.handler)
    const [both] = countsDown(code, first.handler).flatMap(one =>
      again.flatMap(other => (isSame(one.place, other.place) ? [{one, other}] : []))
    )
    return both ? [judgeEvents(code, first, second, both.one, both.other)] : []
  })
}

function listening(code: Code, context: DetectorContext, call: CallExpression): Listening | undefined {
  const receiver = receiverOf(call)
  const event = stringValue(call.arguments[0])
  const handler = call.arguments[1]
  if (!receiver || event === undefined || !handler || !/^(?:on|once|addListener)$/.test(callName(call) ?? ''))
    return undefined
  const fn = isFunction(unwrap(handler)) ? unwrap(handler) : resolveFunction(context, code, handler)?.fn
  return isFunction(fn as Node)
    ? {call, emitter: code.text(receiver), event, handler: fn as FunctionNode}
    : undefined
}

/** Counters that a handler counts down by itself. */
function countsDown(code: Code, fn: FunctionNode): {place: Place; node: Node}[] {
  const updates = code
    .nodes('UpdateExpression')
    .filter(one => one.operator === '--')
    .map(one => ({node: one as Node, target: one.argument as Node}))
  const subtracted = code
    .nodes('AssignmentExpression')
    .filter(one => one.operator === '-=')
    .map(one => ({node: one as Node, target: one.left as Node}))
  return [...updates, ...subtracted].flatMap(({node, target}) => {
    const place = contains(fn, node) && code.functionOf(node) === fn ? placeOf(code, target) : undefined
    return place && place.lifetime !== 'local' ? [{place, node}] : []
  })
}

function isSame(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.name === b.name && a.owner === b.owner
}

function judgeEvents(
  code: Code,
  first: Listening,
  second: Listening,
  down: {place: Place; node: Node},
  again: {place: Place; node: Node}
): Judged {
  const isAsked = [down.node, again.node].map(node =>
    [...code.ancestorsOf(node)].find(one => one.type === 'IfStatement')
  )
  const early = code
    .nodes('IfStatement')
    .find(one => code.functionOf(one) === second.handler && one.start < again.node.start)
  const asked = isAsked.find(one => one && code.functionOf(one) !== code.functionOf(first.call)) ?? early
  if (asked)
    return dropped(
      code,
      again.node,
      'asked-first' satisfies Kill,
      `${code.show((asked as Node & {type: 'IfStatement'}).test)} is asked at ${code.at(asked)}`
    )
  const off = code
    .nodes('CallExpression')
    .find(call => contains(first.handler, call) && /^(?:off|remove\w*Listeners?)$/.test(callName(call) ?? ''))
  if (off)
    return dropped(code, again.node, 'detached' satisfies Kill, `listeners are taken off at ${code.at(off)}`)
  const {text} = down.place
  return describe(code, again.node, {
    startLine: Math.min(code.line(first.call), code.line(second.call)),
    endLine: Math.max(code.endLine(first.call), code.endLine(second.call)),
    resource: down.place.name,
    title: `\`${text}\` is counted down twice when \`${first.emitter}\` fails`,
    failureMode: `\`${first.event}\` and \`close\` are two events of one end, and the handlers of both count \`${text}\` down.`,
    precondition: `\`${first.emitter}\` emits \`${first.event}\`; \`close\` follows.`,
    failurePath: [
      `\`${first.event}\` comes and \`${text}\` goes down (${code.at(down.node)}).`,
      `\`close\` follows, and \`${text}\` goes down once more (${code.at(again.node)}).`,
      `\`${text}\` is one too low from then on.`
    ],
    evidence: [
      seen(code, first.call, `handler of \`${first.event}\``),
      seen(code, second.call, 'handler of `close`')
    ],
    challenged: [
      survived('asked-first', 'neither handler asks whether the other has run'),
      survived('detached', 'neither takes the other off')
    ],
    likelihood: 2,
    high: false
  })
}

interface Wording {
  readonly startLine: number
  readonly endLine?: number
  readonly resource: string
  readonly title: string
  readonly failureMode: string
  readonly precondition: string
  readonly failurePath: readonly string[]
  readonly evidence: readonly Evidence[]
  readonly challenged: Candidate['challenged']
  readonly likelihood: 1 | 2 | 3
  readonly high: boolean
}

function describe(code: Code, node: Node, wording: Wording): Candidate {
  const {high, ...texts} = wording
  const end = texts.endLine ?? code.endLine(node)
  return {
    ...located(code, node),
    ...texts,
    endLine: Math.min(end, texts.startLine + 59),
    silence: 'a second release says nothing where it is made; what it breaks shows elsewhere.',
    silent: true,
    spread: 2,
    confidence: high ? 'high' : 'medium',
    fix: 'leave the release to one place, or ask first whether it is over and mark it in the same turn.',
    falsifiedBy: `a test that goes this way and sees one release of \`${wording.resource}\`.`
  }
}
