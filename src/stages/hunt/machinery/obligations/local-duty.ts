import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../../syntax/call-name.ts'
import type {Way} from '../../../../syntax/control-flow/ways.ts'
import {wayOut} from '../../../../syntax/control-flow/ways.ts'
import {isExit} from '../../../../syntax/is-exit.ts'
import {type FunctionNode, isFunction} from '../../../../syntax/is-function.ts'
import type {Binding} from '../../../../syntax/scopes.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {DetectorContext} from '../../define-detector.ts'
import {contains} from '../awaits.ts'
import type {Code} from '../code.ts'
import {knownTests, outcomeOf} from '../known-tests.ts'
import {mayThrow} from '../may-throw.ts'
import {resolveFunction} from '../resolve.ts'
import {isEmptyValue} from '../writes.ts'
import {escapeOf, takesOver} from './escapes.ts'
import type {OwnedLocal} from './owned-locals.ts'
import {isProcessExit} from './process-ends.ts'
import {type Release, releasesBy, releasesIn} from './releases.ts'

const byBinding = new WeakMap<Code, ReadonlyMap<Binding, readonly Release[]>>()

/** What a module releases through a variable, in source order. */
export function releasesOf(code: Code, binding: Binding): readonly Release[] {
  const known = byBinding.get(code) ?? groupReleases(code)
  byBinding.set(code, known)
  return known.get(binding) ?? []
}

function groupReleases(code: Code): ReadonlyMap<Binding, readonly Release[]> {
  const grouped = new Map<Binding, Release[]>()
  for (const release of releasesIn(code)) {
    const binding = release.target.type === 'Identifier' ? code.bindingOf(release.target) : undefined
    if (!binding) continue
    const known = grouped.get(binding)
    if (known) known.push(release)
    else grouped.set(binding, [release])
  }
  return grouped
}

/** The events that make what a local holds somebody else's: it is returned, stored, or given to what keeps it. */
export function takeovers(context: DetectorContext, code: Code, {binding, start, fn}: OwnedLocal): Node[] {
  return binding.uses.flatMap(({identifier, read}) => {
    if (!read) return []
    const given = escapeOf(code, capturedBy(code, fn, identifier))
    if (!given || given.node === start) return []
    const isTaken =
      takesOver(given) ||
      isReturned(code, given.node) ||
      releasesParameter(context, code, given.node, identifier)
    return isTaken ? [given.node] : []
  })
}

/** `return handle(x)`: the rest is the business of what is called. */
function isReturned(code: Code, call: Node): boolean {
  const parent = code.parentOf(call)
  return parent?.type === 'AwaitExpression' ? isReturned(code, parent) : parent?.type === 'ReturnStatement'
}

/** The outermost function inside of `fn` that holds a use; the use itself where there is none. */
function capturedBy(code: Code, fn: FunctionNode, use: Node): Node {
  let outermost = use
  for (const ancestor of code.ancestorsOf(use)) {
    if (ancestor === fn) break
    if (isFunction(ancestor)) outermost = ancestor
  }
  return outermost
}

/** Whether a call leads to a function of the repository that releases what it gets. */
function releasesParameter(context: DetectorContext, code: Code, call: Node, argument: Node): boolean {
  if (!isCall(call)) return false
  const index = call.arguments.findIndex(one => one.start <= argument.start && argument.end <= one.end)
  const called = index < 0 ? undefined : resolveFunction(context, code, call.callee)
  const parameter = called?.fn.params[index]
  const binding = called && parameter?.type === 'Identifier' ? called.code.bindingOf(parameter) : undefined
  return !!called && !!binding && releasesOf(called.code, binding).length > 0
}

/** The ways out of the function that holds a local on which it is neither released nor given away. */
interface Ways {
  /** By `return`, the end, or a `throw` that is written there. */
  readonly plain: Way | undefined
  /** Because something on it fails that is known to fail sometimes. */
  readonly failing: Way | undefined
  /** Because something fails, known or not. */
  readonly any: Way | undefined
}

export function waysPast(
  context: DetectorContext,
  code: Code,
  local: OwnedLocal,
  releases: readonly Release[],
  takers: readonly Node[]
): Ways {
  const ends = new Set<Node>([...releases.map(one => one.node), ...takers])
  const stops = (node: Node) => ends.has(node) || isProcessExit(node)
  const assume = assumptions(code, local, releases)
  const out = (fails: (node: Node) => boolean) =>
    wayOut(local.fn, local.start, {stops, assume, mayThrow: fails})
  const plain = out(() => false)
  const isHarmless = (node: Node) =>
    isEnding(node) || opensItself(code, node, local) || isCleanUp(code, local.fn, releases, node)
  const failing = plain ?? out(node => !isHarmless(node) && mayThrow(code, node, context))
  return {plain, failing, any: failing ?? out(() => true)}
}

/** Clean-up that fails is its own matter. */
function isEnding(node: Node): boolean {
  const call = node.type === 'AwaitExpression' ? unwrap(node.argument) : node
  return isCall(call) && releasesBy(call).length > 0
}

/** A step of the same `finally` block as the release. */
function isCleanUp(code: Code, fn: FunctionNode, releases: readonly Release[], node: Node): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === fn) return false
    const finalizer = ancestor.type === 'TryStatement' && ancestor.finalizer === child ? child : undefined
    if (finalizer && releases.some(release => contains(finalizer, release.node))) return true
    child = ancestor
  }
  return false
}

const OPENS = /^(?:connect|open|start|init\w*|ready|launch|listen|waitFor\w*|begin\w*|acquire|once)$/

/** `await x.connect()`: what did not open need not be closed. A stream whose read or write failed is over as well. */
function opensItself(code: Code, node: Node, {binding, made}: OwnedLocal): boolean {
  const call = node.type === 'AwaitExpression' ? unwrap(node.argument) : node
  if (!isCall(call)) return false
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const isOver = /(?:Reader|Writer|Writable)$/.test(callName(made) ?? '') || OPENS.test(callee.property.name)
  return isOver && code.bindingOf(unwrap(callee.object)) === binding
}

/** What is known of tests once the local is filled: that it is, what led there, and flags that guard its release. */
function assumptions(code: Code, {binding, fn, start}: OwnedLocal, releases: readonly Release[]) {
  const known = knownTests(code, fn, start)
  const guards = new Map(releases.flatMap(release => guardsOf(code, fn, release.node)))
  return (test: Node) =>
    presence(code, unwrap(test), binding) ?? outcomeOf(code, known, test) ?? guards.get(unwrap(test))
}

function presence(code: Code, test: Node, binding: Binding): boolean | undefined {
  if (test.type === 'Identifier') return code.bindingOf(test) === binding ? true : undefined
  if (test.type !== 'BinaryExpression' || !/^[!=]==?$/.test(test.operator)) return undefined
  const left = unwrap(test.left as Node)
  const isIt = left.type === 'Identifier' && code.bindingOf(left) === binding && isEmptyValue(test.right)
  return isIt ? test.operator.startsWith('!') : undefined
}

/** An `if` without `else` around nothing but the release: whoever wrote it knows when it is needed. */
function guardsOf(code: Code, fn: Node, release: Node): [Node, boolean][] {
  const guards: [Node, boolean][] = []
  let child = release
  for (const ancestor of code.ancestorsOf(release)) {
    if (ancestor === fn) break
    if (
      ancestor.type === 'IfStatement' &&
      ancestor.consequent === child &&
      !ancestor.alternate &&
      !isExit(child)
    )
      guards.push(...operands(ancestor.test, true))
    if (ancestor.type === 'LogicalExpression' && ancestor.operator === '&&' && ancestor.right === child)
      guards.push(...operands(ancestor.left, true))
    child = ancestor
  }
  return guards
}

/** The parts of a test with the outcome that leads to the release; the control flow takes negations apart as well. */
function operands(test: Node, outcome: boolean): [Node, boolean][] {
  const node = unwrap(test)
  if (node.type === 'LogicalExpression')
    return [...operands(node.left, outcome), ...operands(node.right, outcome)]
  if (node.type === 'UnaryExpression' && node.operator === '!') return operands(node.argument, !outcome)
  return [[node, outcome]]
}
