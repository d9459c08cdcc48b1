import type {Node} from '@oxc-project/types'
import {callName} from '../../../../syntax/call-name.ts'
import type {Step, Way} from '../../../../syntax/control-flow/ways.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {Candidate, DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {dropped, type Judged, located, seen, survived} from '../detection.ts'
import {commentNear, lower} from '../intent.ts'
import {throwReason} from '../may-throw.ts'
import {runsOnFailure} from '../writes.ts'
import {type Acquisition, acquisitionOf, isHarmless} from './acquisitions.ts'
import {releasesOf, takeovers, waysPast} from './local-duty.ts'
import {type OwnedLocal, ownedLocals} from './owned-locals.ts'
import {isScript, runOfScript} from './process-ends.ts'
import {releasesNothing} from './release-bodies.ts'
import {isReleaseFunction, isWeakRelease, type Release} from './releases.ts'

/** Local variables that are released on some ways through their function and on others not. */
export function localLeaks(code: Code, context: DetectorContext): Judged[] {
  return ownedLocals(code).flatMap(local => {
    const releases = releasesOf(code, local.binding)
    const acquired = releases.length > 0 ? acquiredBy(context, code, local, releases) : undefined
    const judged = acquired && judge(code, context, local, releases, acquired)
    return judged ? [judged] : []
  })
}

/** A function that releases is a duty by itself; another value when its making says so. */
function acquiredBy(
  context: DetectorContext,
  code: Code,
  local: OwnedLocal,
  releases: readonly Release[]
): Acquisition | undefined {
  const timer = releases.some(release => /^(?:clear|cancel)[A-Z]/.test(release.name))
  if (timer) return undefined
  const name = local.binding.name
  const maker = code.text(local.made.callee)
  if (releases.some(release => release.form === 'call') && isReleaseFunction(name)) {
    const isLock = /lock|mutex|semaphore|acquire/i.test(maker)
    if (isHarmless(maker)) return undefined
    return {
      reason: `\`${name}\` gives back what ${code.show(local.made.callee)} took`,
      sure: isLock,
      spread: isLock ? 3 : 2
    }
  }
  const acquired = acquisitionOf(context, code, local.made)
  const isWeak = releases.every(
    ({form, name}) =>
      (form === 'method' && isWeakRelease(name)) || /^(?:rm|unlink|emptyDir|removeSync)/.test(name)
  )
  if (!acquired || acquired.sure) return acquired
  return isWeak || releases.every(release => releasesNothing(context, code, local.made, release.name))
    ? undefined
    : acquired
}

interface Leak {
  readonly local: OwnedLocal
  readonly releases: readonly Release[]
  readonly acquired: Acquisition
  readonly way: Way
  /** What fails on the way; undefined where the way is plain. */
  readonly failure: Node | undefined
}

function judge(
  code: Code,
  context: DetectorContext,
  local: OwnedLocal,
  releases: readonly Release[],
  acquired: Acquisition
): Judged | undefined {
  const {binding, fn, start} = local
  const drop = (kill: string, node: Node, reason: string) =>
    dropped(code, start, kill, `${reason} at ${code.at(node)}`)
  const later = releases.find(release => code.functionOf(release.node) !== fn)
  if (later) return drop('released-later', later.node, `\`${binding.name}\` is released by a function inside`)
  const question = releases.find(release => release.form === 'call' && isLookedAt(code, release.node))
  if (question) return drop('only-asked', question.node, `\`${binding.name}\` is asked, and its answer used,`)
  if (releases.every(release => runsOnFailure(code, release.node) && !isInFinally(code, release.node)))
    return undefined
  const takers = takeovers(context, code, local)
  const ways = waysPast(context, code, local, releases, takers)
  if (!ways.any && takers[0] && waysPast(context, code, local, releases, []).any)
    return drop('given-away', takers[0], `\`${binding.name}\` is given away`)
  const [release] = releases
  if (!ways.any) return release && drop('released-on-each-way', release.node, 'it is released')
  const script = runOfScript(context, code, fn)
  if (script) return drop('process-ends', script, 'the script runs it once')
  const way = ways.plain ?? ways.failing
  const failure = ways.plain ? undefined : way && failureOf(way)
  const isGuess = failure && !acquired.sure && failure.type !== 'AwaitExpression'
  if (!way || isGuess)
    return drop('cannot-fail', start, 'nothing that waits is known to fail after it is made')
  const tested = way.steps.find(step => asksState(code, step, binding.name))
  if (tested) return drop('already-released', tested.node, 'it is asked whether it is still open')
  return describe(code, context, {local, releases, acquired, way, failure})
}

/** Whether the answer of a call is tested: what releases has none. */
function isLookedAt(code: Code, node: Node): boolean {
  const parent = code.parentOf(node)
  if (!parent) return false
  if (parent.type === 'AwaitExpression' || unwrap(parent) !== parent) return isLookedAt(code, parent)
  if (
    parent.type === 'IfStatement' ||
    parent.type === 'WhileStatement' ||
    parent.type === 'ConditionalExpression'
  )
    return parent.test === node
  return parent.type === 'BinaryExpression' || (parent.type === 'UnaryExpression' && parent.operator === '!')
}

function isInFinally(code: Code, node: Node): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'TryStatement' && ancestor.finalizer === child) return true
    child = ancestor
  }
  return false
}

/** A test such as `x.closed` or `x.isOpen()`. */
function asksState(code: Code, {node, by}: Step, name: string): boolean {
  if (by !== 'true' && by !== 'false') return false
  return new RegExp(
    `\\b${name.replaceAll('$', '\\$')}\\??\\.\\w*(?:closed|open|destroyed|ended|disposed|released|connected|killed|active|running)`,
    'i'
  ).test(code.text(node))
}

function failureOf(way: Way): Node | undefined {
  return way.steps.findLast(step => step.by === 'throw' && step.node.type !== 'ThrowStatement')?.node
}

function describe(code: Code, context: DetectorContext, leak: Leak): Candidate {
  const {local, releases, acquired, way, failure} = leak
  const {name} = local.binding
  const release = normalRelease(code, releases)
  const leaving = leavingStep(way)
  const how = failure
    ? `${code.show(failure)} fails`
    : `the function is left at ${leaving ? code.at(leaving) : 'its end'}`
  const excused = commentNear(code, local.start, /leak|never (?:closed|released)|on purpose|intentional/i)
  const confidence = confidenceOf(leak)
  // A `finally` begins too late: true, and rarely met.
  const covered = failure !== undefined && releases.some(one => isInFinally(code, one.node))
  return {
    ...located(code, local.start),
    ...range(code, local.start, release.node, failure ?? leaving),
    resource: name,
    title: `\`${name}\` stays unreleased when ${failure ? `${code.show(failure)} fails` : `\`${code.symbolOf(local.start)}\` is left early`}`,
    failureMode: `\`${name}\` is taken at ${code.at(local.start)} and released by ${code.show(release.node)} at ${code.at(release.node)}, but not on every way: when ${how}, the release is not reached.`,
    precondition: failure
      ? `${code.show(failure)} fails once: ${throwReason(code, failure, context) ?? 'it may throw'}.`
      : `the branch that leads to ${leaving ? code.at(leaving) : 'the end of the function'} is taken.`,
    failurePath: failurePath(code, leak, release, leaving),
    silence: silenceOf(way, name),
    silent: true,
    evidence: [
      seen(code, local.start, `\`${name}\` is taken: ${acquired.reason}`),
      ...(failure
        ? [seen(code, failure, 'may fail')]
        : leaving
          ? [seen(code, leaving, 'leaves without the release')]
          : []),
      seen(code, release.node, 'the release, not on that way')
    ],
    challenged: challenges(code, leak),
    likelihood: isScript(code.path) || (covered && !acquired.sure) ? 1 : failure ? 2 : 3,
    spread: acquired.spread,
    confidence: excused === undefined && (acquired.sure || !covered) ? confidence : lower(confidence),
    fix: `put what follows ${code.at(local.start)} into \`try\` and ${code.show(release.node)} into \`finally\`, or declare \`${name}\` with \`using\` where it is disposable.`,
    falsifiedBy: `a test in which ${failure ? `${code.show(failure)} fails` : 'the early way is taken'} and \`${name}\` is released all the same.`
  }
}

function normalRelease(code: Code, releases: readonly Release[]): Release {
  const found = releases.find(release => !runsOnFailure(code, release.node)) ?? releases[0]
  if (!found) throw new Error('Expected a release')
  return found
}

/** The `return` or `throw` by which the function is left. */
function leavingStep(way: Way): Node | undefined {
  return way.steps.findLast(({node}) => node.type === 'ReturnStatement' || node.type === 'ThrowStatement')
    ?.node
}

/** From where it is taken to its release; where that is far, around what leaves. */
function range(code: Code, start: Node, release: Node, leaving: Node | undefined) {
  const [first, last] = [code.line(start), code.endLine(release)]
  if (last >= first && last - first < 55) return {startLine: first, endLine: last}
  const at = leaving ? code.line(leaving) : first
  return last > at && last - at < 55
    ? {startLine: at, endLine: last}
    : {startLine: first, endLine: code.endLine(start)}
}

function failurePath(
  code: Code,
  {local, acquired, way, failure}: Leak,
  release: Release,
  leaving: Node | undefined
): string[] {
  const {name} = local.binding
  const branch = way.steps.find(step => step.by === 'true' || step.by === 'false')
  return [
    `\`${name}\` is taken (${code.at(local.start)}): ${acquired.reason}.`,
    ...(failure
      ? [
          `${code.show(failure)} fails (${code.at(failure)}); ${leaving && way.exit !== 'throw' ? `the error is caught, and the function returns at ${code.at(leaving)}` : 'the exception leaves the function'}.`
        ]
      : [
          ...(branch ? [`${code.show(unwrap(branch.node))} is ${branch.by} (${code.at(branch.node)}).`] : []),
          `The function is left${leaving ? ` (${code.at(leaving)})` : ' at its end'}.`
        ]),
    `${code.show(release.node)} is not reached (${code.at(release.node)}); nothing else refers to \`${name}\`.`
  ]
}

function silenceOf(way: Way, name: string): string {
  return way.exit === 'throw'
    ? `the caller sees the error, and nothing that \`${name}\` was left behind.`
    : `the caller gets its answer, and nothing tells that \`${name}\` was left behind.`
}

function confidenceOf({acquired, failure, local}: Leak): 'high' | 'medium' {
  const awaited = !failure || failure.type === 'AwaitExpression'
  return acquired.sure && awaited && callName(local.made) !== undefined ? 'high' : 'medium'
}

function challenges(code: Code, {local, releases, way, failure}: Leak) {
  const {name} = local.binding
  const release = normalRelease(code, releases)
  return [
    survived(
      'released-on-each-way',
      `${code.show(release.node)} at ${code.at(release.node)} is not on the way, and no \`finally\` has it`
    ),
    survived('released-later', `no function inside of ${code.at(local.fn)} releases \`${name}\``),
    survived('given-away', `\`${name}\` is neither returned nor stored on the way`),
    survived('already-released', `no test on the way asks whether \`${name}\` is still open`),
    survived(
      'cannot-fail',
      failure
        ? `${code.show(failure)} is known to fail sometimes`
        : `the way needs no failure, it is left by ${way.exit === 'throw' ? 'a `throw`' : 'plain code'}`
    ),
    survived('process-ends', 'it does not only run once at the top level of a script')
  ]
}
