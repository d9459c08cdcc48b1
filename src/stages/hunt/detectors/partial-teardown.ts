import type {Node} from '@oxc-project/types'
import type {Evidence} from '../../../artifacts/danger-zone.ts'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {wayOut} from '../../../syntax/control-flow/ways.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {isPlace, type Place, placeOf, usesOf} from '../machinery/place.ts'
import {type RunningResource, runningResources} from '../machinery/running-resources.ts'
import {type UnlikeSibling, unlikeSiblings} from '../machinery/sibling-timers.ts'
import {namedIn, reachedFrom, type Teardown, teardownsOf} from '../machinery/teardown.ts'
import {runsOnFailure} from '../machinery/writes.ts'

/**
 * A teardown that leaves something running which its class or factory has started.
 *
 * Four shapes: no teardown names it; one of two teardowns does not; a teardown returns early between two releases; a class
 * has none of its own for its interval, where another class with the same base has. At most one candidate for each resource and teardown.
 */
export default defineDetector({
  id: 'partial-teardown',
  code: 'L8',
  category: 'lifecycle',
  precision: 'B',
  kills: {
    released: 'Does the teardown, or what it calls, name it?',
    delegated: 'Does the teardown give the whole object to somebody else, or to its base class?',
    'sees-the-end': 'Does what runs on ask whether it is over, or is it unreferenced?',
    'not-started': 'Is the early way out taken only when there is nothing to release?'
  },
  judge: judgeModule
})

type Kill = 'released' | 'delegated' | 'sees-the-end' | 'not-started'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const resources = firstOfEach(runningResources(context, code))
  const running = resources.flatMap(resource => judgeResource(code, context, resource))
  const early = [...code.nodes('ClassDeclaration'), ...code.nodes('ClassExpression')].flatMap(owner =>
    teardownsOf(code, owner).flatMap(teardown => earlyWayOut(code, teardown))
  )
  const unlike = unlikeSiblings(context, code).map(one => judgeUnlike(code, one))
  return [...running, ...early, ...unlike]
}

/** An interval of a class without a teardown, whose sibling clears its own. */
function judgeUnlike(code: Code, {one, sibling, inBase}: UnlikeSibling): Judged {
  const {timer, field, base} = one
  if (inBase)
    return dropped(
      code,
      timer.call,
      'delegated' satisfies Kill,
      `\`${base}\` clears it at ${inBase.code.at(inBase.node)}`
    )
  const [symbol, other] = [code.symbolOf(one.owner), sibling.code.symbolOf(sibling.owner)]
  const {teardown, at} = sibling.cleared
  const work = code.show(timer.callback ?? timer.call)
  const calm = timer.unref || code.text(one.owner).includes(`this.${field}.unref`)
  return {
    ...located(code, timer.call),
    resource: field,
    title: `\`${symbol}\` has no \`${teardown}\` for its interval, as \`${other}\` has`,
    failureMode: `\`${symbol}\` keeps its interval in \`this.${field}\` and never clears it. \`${other}\`, which extends \`${base}\` too, clears its own in \`${teardown}\` (${sibling.code.at(at)}).`,
    precondition: `\`${teardown}\` of a \`${symbol}\` is called${calm ? ', and the process goes on' : ''}.`,
    failurePath: [
      `The interval is started (${code.at(timer.call)}).`,
      `\`${teardown}\` is called; \`${symbol}\` has none of its own, so the inherited one runs, and nothing clears the interval.`,
      `${work} runs again and again for what is over, ${calm ? 'and holds it in memory' : 'holds it in memory, and keeps the process from ending'}.`
    ],
    silence: 'the teardown succeeds, and an interval that runs on says nothing.',
    silent: true,
    evidence: [
      seen(code, timer.call, 'the interval'),
      {...seen(sibling.code, at, `\`${other}\` clears its own`), path: sibling.code.path}
    ],
    challenged: [
      survived('released', `nothing in \`${symbol}\` clears \`this.${field}\``),
      survived('delegated', `\`${base}\` does not clear \`this.${field}\``)
    ],
    likelihood: 3,
    spread: 2,
    confidence: 'medium',
    fix: `clear \`this.${field}\` in a \`${teardown}\` of \`${symbol}\`.`,
    falsifiedBy: `a \`${symbol}\` whose interval does not run after \`${teardown}\`.`
  }
}

function firstOfEach(resources: readonly RunningResource[]): RunningResource[] {
  return resources.filter(
    (one, index) => !resources.slice(0, index).some(other => isSamePlace(one.place, other.place))
  )
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.name === b.name && a.owner === b.owner
}

interface Reached extends Teardown {
  readonly fns: readonly FunctionNode[]
}

function judgeResource(code: Code, context: DetectorContext, resource: RunningResource): Judged[] {
  const {place} = resource
  const teardowns: Reached[] = teardownsOf(code, place.owner).map(one => ({
    ...one,
    fns: reachedFrom(context, code, one.fn)
  }))
  const missing = teardowns.filter(one => !namedIn(code, one.fns, place))
  const [named] = teardowns.filter(one => !missing.includes(one))
  const drop = (kill: Kill, reason: string) => [dropped(code, resource.start, kill, reason)]
  const naming = teardowns.filter(one => !missing.includes(one))
  const first = innermost(
    missing.filter(one => !isCalledBy(one, naming) && releasesSomething(code, one) && !throwsOnly(one))
  )
  const onEnd = first && endingUse(code, place)
  if (onEnd) return drop('released', `an event of the end releases it (${code.at(onEnd)})`)
  if (!first)
    return named ? drop('released', `\`${named.name}\` names \`${place.text}\` (${code.at(named.fn)})`) : []
  const given = givenAway(code, first)
  if (given) return drop('delegated', given)
  const calm = seesTheEnd(code, resource, first)
  if (calm) return drop('sees-the-end', calm)
  return [describeResource(code, resource, first, named)]
}

/** A use of the place in a handler of `close`, `end`, `error` and the like, which the teardown may bring about. */
function endingUse(code: Code, place: Place): Node | undefined {
  return usesOf(code, place).find(use => runsOnFailure(code, use))
}

/** The one that most of the others come to: what it releases, all of them release. */
function innermost(teardowns: readonly Reached[]): Reached | undefined {
  const callers = (one: Reached) =>
    teardowns.filter(other => other !== one && other.fns.includes(one.fn)).length
  return [...teardowns].sort((a, b) => callers(b) - callers(a))[0]
}

/** Whether another teardown runs it as its first half. */
function isCalledBy(teardown: Reached, all: readonly Reached[]): boolean {
  return all.some(other => other !== teardown && other.fns.includes(teardown.fn))
}

/** A method that says it is not there, or is abstract in all but name. */
function throwsOnly({fn}: Teardown): boolean {
  return (
    fn.body?.type === 'BlockStatement' &&
    (fn.body.body.length === 0 || fn.body.body[0]?.type === 'ThrowStatement')
  )
}

const RELEASES =
  /^(?:clear(?:Timeout|Interval|Immediate)|close|destroy|dispose|disconnect|unsubscribe|terminate|end|stop|kill|quit|abort|cancel|release|off|removeListener|removeEventListener|removeAllListeners|unwatch|unmount|remove|clear|delete|shutdown)$/

/** Whether a teardown ends anything at all: `stop` may as well only set a state. */
function releasesSomething(code: Code, {fns}: Reached): boolean {
  return code
    .nodes('CallExpression')
    .some(call => RELEASES.test(callName(call) ?? '') && fns.some(fn => contains(fn, call)))
}

function givenAway(code: Code, {fns, name}: Reached): string | undefined {
  for (const call of code.nodes('CallExpression')) {
    if (!fns.some(fn => contains(fn, call))) continue
    if (call.arguments.some(one => one.type === 'ThisExpression'))
      return `\`this\` is given to ${code.show(call)} (${code.at(call)})`
    if (receiverOf(call)?.type === 'Super') return `\`${name}\` calls its base class (${code.at(call)})`
  }
  return undefined
}

/** The callback asks for a place that the teardown writes. */
function seesTheEnd(code: Code, resource: RunningResource, {fns}: Reached): string | undefined {
  if (resource.unref) return 'it is unreferenced'
  const {callback} = resource
  if (!callback) return undefined
  let asked: Node | undefined
  walk(callback, node => {
    const place =
      node.type === 'MemberExpression' || node.type === 'Identifier' ? placeOf(code, node) : undefined
    if (!place || asked || isPlace(code, node, resource.place)) return
    const isTested = [...code.ancestorsOf(node)].some(
      one => (one.type === 'IfStatement' || one.type === 'ConditionalExpression') && contains(one.test, node)
    )
    if (isTested && usesOf(code, place).some(use => fns.some(fn => contains(fn, use)))) asked = node
  })
  return asked && `its callback asks for ${code.show(asked)} (${code.at(asked)})`
}

function describeResource(
  code: Code,
  resource: RunningResource,
  teardown: Reached,
  named: Reached | undefined
): Candidate {
  const {place, what, start} = resource
  const holder = code.symbolOf(teardown.fn)
  const isTimer = what === 'timer' || what === 'interval'
  return describe(code, teardown.fn, {
    resource: place.name,
    title: `\`${holder}\` leaves the ${what} in \`${place.text}\` running`,
    failureMode: named
      ? `\`${named.name}\` (${code.at(named.fn)}) ends \`${place.text}\`; \`${teardown.name}\` ends the rest and neither names it nor calls \`${named.name}\`.`
      : `${code.show(start)} starts it (${code.at(start)}), and nothing that \`${teardown.name}\` does or calls names \`${place.text}\`.`,
    precondition: `\`${teardown.name}\` is called after ${code.at(start)} has run.`,
    failurePath: [
      `The ${what} is started and kept in \`${place.text}\` (${code.at(start)}).`,
      `\`${teardown.name}\` ends the rest (${code.at(teardown.fn)}).`,
      isTimer
        ? `The ${what} runs on: its callback works on what is closed, and holds it.`
        : `The ${what} stays open: it goes on with its work and holds what it refers to.`
    ],
    silence: `\`${teardown.name}\` succeeds; what runs on says nothing until its callback fails.`,
    evidence: [
      seen(code, start, `the ${what} is started`),
      seen(code, teardown.fn, `\`${teardown.name}\` does not name \`${place.text}\``),
      ...(named ? [seen(code, named.fn, `\`${named.name}\` does`)] : [])
    ],
    challenged: [
      survived('released', `no function that \`${teardown.name}\` reaches names \`${place.text}\``),
      survived('delegated', 'the object is given to nobody else'),
      survived('sees-the-end', 'what runs on asks for nothing that the teardown sets')
    ],
    likelihood: 3,
    confidence: named || what === 'interval' ? 'medium' : 'low',
    fix: `end \`${place.text}\` in \`${teardown.name}\` as well.`
  })
}

interface ReleaseCall {
  readonly call: Node
  /** `this.socket`, as written. */
  readonly path: string
  /** `socket` */
  readonly name: string
  readonly fn: FunctionNode
}

/** A teardown that returns after some of its releases and before others. */
function earlyWayOut(code: Code, teardown: Teardown): Judged[] {
  const releases = releasesIn(code, teardown)
  for (const late of releases) {
    if (isOptional(code, late)) continue
    const before = releases.filter(
      one => one.fn === late.fn && one.call.end <= late.call.start && one.path !== late.path
    )
    const [first] = before.filter(one => !isOptional(code, one))
    if (!first) continue
    const way = wayOut(
      late.fn,
      first.call,
      {
        stops: node => releases.some(one => one.path === late.path && contains(node, one.call)),
        mayThrow: () => false,
        assume: test => (memberPath(test) === late.path ? true : undefined)
      },
      ['return']
    )
    const exit = way?.steps.at(-1)?.node
    if (exit?.type !== 'ReturnStatement' || exit.start > late.call.start) continue
    const reason = [...code.ancestorsOf(exit)].find(one => one.type === 'IfStatement')
    if (!reason || !contains(late.fn, reason)) continue
    if (namesPart(code, reason.test, late.name))
      return [
        dropped(
          code,
          exit,
          'not-started' satisfies Kill,
          `${code.show(reason.test)} asks for what there is to release`
        )
      ]
    return [describeEarly(code, teardown, first, late, exit, reason.test)]
  }
  return []
}

/** The test asks for the resource itself, or for another place of nearly the same name. */
function namesPart(code: Code, test: Node, name: string): boolean {
  const bare = name.replace(/^[#_]+/, '').toLowerCase()
  return code.text(test).toLowerCase().includes(bare)
}

function releasesIn(code: Code, {fn}: Teardown): ReleaseCall[] {
  return code.nodes('CallExpression').flatMap(call => {
    const inner = code.functionOf(call)
    if (!inner || !contains(fn, call) || !(inner === fn || isExecutor(code, inner))) return []
    const name = callName(call) ?? ''
    if (
      !/^(?:clear(?:Timeout|Interval|Immediate)|close|destroy|dispose|disconnect|unsubscribe|terminate|end|stop|kill|quit)$/.test(
        name
      )
    )
      return []
    const target = name.startsWith('clear') ? call.arguments[0] : receiverOf(call)
    const path = target && memberPath(target)
    const last = path === undefined ? -1 : path.lastIndexOf('.')
    return path !== undefined && /^(?:this|self|that)\./.test(path)
      ? [{call, path, name: path.slice(last + 1), fn: inner}]
      : []
  })
}

function isExecutor(code: Code, fn: FunctionNode): boolean {
  const made = code.parentOf(fn)
  return made?.type === 'NewExpression' && code.text(made.callee) === 'Promise'
}

/** Whether a release stands under a test that asks for something else. */
function isOptional(code: Code, {call, name, fn}: ReleaseCall): boolean {
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor === fn) return false
    const test =
      ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression'
        ? ancestor.test
        : ancestor.type === 'LogicalExpression'
          ? ancestor.left
          : undefined
    if (test && !contains(test, call) && !namesPart(code, test, name)) return true
    if (ancestor.type === 'CatchClause' || ancestor.type === 'SwitchCase') return true
  }
  return false
}

function describeEarly(
  code: Code,
  teardown: Teardown,
  first: ReleaseCall,
  late: ReleaseCall,
  exit: Node,
  test: Node
): Candidate {
  return describe(code, exit, {
    start: first.call,
    end: late.call,
    resource: late.name,
    title: `\`${code.symbolOf(teardown.fn)}\` returns before it releases \`${late.path}\``,
    failureMode: `between ${code.show(first.call)} and ${code.show(late.call)} stands a \`return\` (${code.at(exit)}); on that way \`${late.path}\` stays as it is.`,
    precondition: `${code.show(test)} decides for the way out at ${code.at(exit)} while \`${late.path}\` is there.`,
    failurePath: [
      `\`${teardown.name}\` begins and calls ${code.show(first.call)} (${code.at(first.call)}).`,
      `${code.show(test)} leads to the \`return\` (${code.at(exit)}).`,
      `${code.show(late.call)} (${code.at(late.call)}) is not reached, now or later.`
    ],
    silence: `\`${teardown.name}\` succeeds on both ways.`,
    evidence: [
      seen(code, first.call, 'released before'),
      seen(code, exit, 'the early way out'),
      seen(code, late.call, 'not reached on that way')
    ],
    challenged: [
      survived('released', `no other call before ${code.at(exit)} releases \`${late.path}\``),
      survived('not-started', `${code.show(test)} does not ask for \`${late.path}\``)
    ],
    likelihood: 2,
    confidence: 'medium',
    fix: `release \`${late.path}\` before the way out, or in a \`finally\`.`
  })
}

interface Wording {
  readonly start?: Node
  readonly end?: Node
  readonly resource: string
  readonly title: string
  readonly failureMode: string
  readonly precondition: string
  readonly failurePath: readonly string[]
  readonly silence: string
  readonly evidence: readonly Evidence[]
  readonly challenged: Candidate['challenged']
  readonly likelihood: 1 | 2 | 3
  readonly confidence: 'medium' | 'low'
  readonly fix: string
}

function describe(code: Code, node: Node, {start = node, end = node, ...texts}: Wording): Candidate {
  const startLine = code.line(start)
  return {
    ...located(code, node),
    ...texts,
    symbol: code.symbolOf(isClass(node) || isCall(node) ? node : start),
    startLine,
    endLine: Math.min(code.endLine(end), startLine + 59),
    silent: true,
    spread: 2,
    falsifiedBy: `a test that tears down and finds \`${texts.resource}\` released.`
  }
}
