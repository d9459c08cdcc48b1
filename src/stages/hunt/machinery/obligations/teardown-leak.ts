import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../../syntax/call-name.ts'
import {type Step, type Way, wayOut} from '../../../../syntax/control-flow/ways.ts'
import {isExit} from '../../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../../syntax/is-function.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {Candidate} from '../../define-detector.ts'
import {contains} from '../awaits.ts'
import type {Code} from '../code.ts'
import {dropped, type Judged, located, seen, survived} from '../detection.ts'
import {endsLife} from '../teardown.ts'
import {type Release, releasesBy, releasesIn} from './releases.ts'

/** A field that a teardown function releases, but not when it leaves early after it has begun. */
export function teardownLeaks(code: Code): Judged[] {
  const seenPaths = new Set<string>()
  return releasesIn(code).flatMap(release => {
    const path = ownPath(release)
    const fn = code.functionOf(release.node)
    if (path === undefined || !fn || !isTeardown(code, fn)) return []
    const key = `${fn.start} ${path}`
    if (seenPaths.has(key)) return []
    seenPaths.add(key)
    const judged = judge(code, fn, release, path)
    return judged ? [judged] : []
  })
}

/** `this.x`, `this._self.#x`: what belongs to the object whose life ends. */
function ownPath({target, form}: Release): string | undefined {
  const path = form === 'call' ? undefined : memberPath(target)
  return path?.startsWith('this.') ? path : undefined
}

/** A method named after an end, or a callback that runs in it: that of `new Promise`. */
function isTeardown(code: Code, fn: FunctionNode): boolean {
  const holder = code.parentOf(fn)
  const name = holder && 'key' in holder ? propertyName(holder) : undefined
  if (name !== undefined) return endsLife(name)
  const isExecutor = holder?.type === 'NewExpression' && memberPath(holder.callee) === 'Promise'
  const outer = isExecutor ? code.functionOf(fn) : undefined
  return outer !== undefined && isTeardown(code, outer)
}

function judge(code: Code, fn: FunctionNode, release: Release, path: string): Judged | undefined {
  const same = releasesIn(code).filter(one => ownPath(one) === path && code.functionOf(one.node) === fn)
  const stops = (node: Node) => same.some(one => one.node === node)
  const assume = (test: Node) => (mentions(code, test, path) ? holds(test) : undefined)
  const way = wayOut(fn, 'entry', {stops, assume, mayThrow: () => false}, ['return', 'end'])
  const leaving = way?.steps.findLast(step => step.node.type === 'ReturnStatement')?.node
  if (!way || !leaving || leaving.start > release.node.start) return undefined
  const drop = (kill: string, node: Node, reason: string) =>
    dropped(code, release.node, kill, `${reason} at ${code.at(node)}`)
  const branch = way.steps.findLast(step => step.by === 'true' || step.by === 'false')
  const begun = way.steps.find(step => branch && step.node.end <= branch.node.start && isTeardownStep(step))
  if (!branch || !begun) return undefined
  if (same.some(one => isConditional(code, fn, one.node))) return undefined
  const handed = way.steps.find(step => isHandOver(step) || namesPath(code, step.node, path))
  if (handed) return drop('given-away', handed.node, 'the rest is left to another function')
  const later = releasesIn(code).find(
    one => ownPath(one) === path && code.functionOf(one.node) !== fn && contains(fn, one.node)
  )
  if (later) return drop('released-later', later.node, 'a function inside releases it')
  return describe(code, release, path, way, {leaving, branch, begun})
}

function mentions(code: Code, test: Node, path: string): boolean {
  return code.text(test).includes(path)
}

/** A test of the field itself: it is there. */
function holds(test: Node): boolean | undefined {
  const node = unwrap(test)
  return node.type === 'MemberExpression' ? true : undefined
}

/** A call that releases, clears or stops something of the object. */
function isTeardownStep({node}: Step): boolean {
  return isCall(node) && releasesBy(node).some(one => memberPath(one.target)?.startsWith('this.') ?? false)
}

/** `this.destroy()`, `super.close()`, `return this._end(callback)`. */
function isHandOver({node}: Step): boolean {
  if (!isCall(node)) return false
  const receiver = receiverOf(node)
  const owner = receiver && unwrap(receiver)
  return (
    (owner?.type === 'ThisExpression' || owner?.type === 'Super') &&
    /close|stop|destroy|dispose|disconnect|end|clean|tear|release|reset|finish|shut/i.test(
      callName(node) ?? ''
    )
  )
}

function namesPath(code: Code, node: Node, path: string): boolean {
  return isCall(node) && node.arguments.some(one => code.text(one).includes(path))
}

/** Released in a branch that does not leave: it is not for every way. */
function isConditional(code: Code, fn: FunctionNode, node: Node): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === fn) return false
    if (ancestor.type === 'IfStatement' && ancestor.test !== child && !isExit(child)) return true
    if (/^(?:Switch|For|While)/.test(ancestor.type)) return true
    child = ancestor
  }
  return false
}

interface Points {
  readonly leaving: Node
  readonly branch: Step
  readonly begun: Step
}

function describe(code: Code, release: Release, path: string, way: Way, points: Points): Candidate {
  const {leaving, branch, begun} = points
  const symbol = code.symbolOf(release.node)
  const name = path.slice(path.lastIndexOf('.') + 1)
  const test = code.show(unwrap(branch.node))
  const first = code.line(branch.node)
  return {
    ...located(code, release.node),
    startLine: code.endLine(release.node) - first < 58 ? first : code.line(leaving),
    resource: name,
    title: `\`${symbol}\` may end without releasing \`${path}\``,
    failureMode: `${code.show(release.node)} stands behind the \`return\` at ${code.at(leaving)}. When ${test} is ${branch.by}, \`${symbol}\` ends before it: \`${path}\` stays open, although the object counts as closed.`,
    precondition: `${test} is ${branch.by} when \`${symbol}\` is called (${code.at(branch.node)}).`,
    failurePath: [
      `The teardown begins: ${code.show(begun.node)} (${code.at(begun.node)}).`,
      `${test} is ${branch.by} (${code.at(branch.node)}).`,
      `The function returns (${code.at(leaving)}) after ${way.steps.filter(isTeardownStep).length} releases; ${code.show(release.node)} is not reached (${code.at(release.node)}).`
    ],
    silence: 'closing succeeds on both ways; what stayed open is told to nobody.',
    silent: true,
    evidence: [
      seen(code, begun.node, 'the teardown has begun'),
      seen(code, leaving, 'left here'),
      seen(code, release.node, `the only release of \`${path}\` in \`${symbol}\``)
    ],
    challenged: [
      survived('released-on-each-way', `no release of \`${path}\` on the way to ${code.at(leaving)}`),
      survived('released-later', 'no function inside releases it'),
      survived('given-away', 'nothing on the way is given the rest of the teardown')
    ],
    likelihood: 3,
    spread: 2,
    confidence: 'high',
    fix: `move ${code.show(release.node)} before the branch at ${code.at(branch.node)}.`,
    falsifiedBy: `a test in which ${test} is ${branch.by} and \`${path}\` is released.`
  }
}
