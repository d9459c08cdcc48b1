import type {Node} from '@oxc-project/types'
import type {FunctionNode} from '../is-function.ts'
import {controlFlow} from './control-flow.ts'
import {type Edge, type EdgeKind, type Exit, type Vertex, vertex} from './vertex.ts'

export interface Step {
  readonly node: Node
  /** How control left the node. */
  readonly by: EdgeKind
}

/** A shortest way; `steps` holds the events between its ends, both left out. */
export interface Way {
  readonly steps: readonly Step[]
  /** Undefined where the way ends at a node. */
  readonly exit: Exit | undefined
  /** The event whose exception leaves the function, where `exit` is `throw`. */
  readonly thrownBy: Node | undefined
}

export interface Limits {
  /** Whether a way ends in vain at a node: the duty is done there. */
  stops?(node: Node): boolean
  /** Whether evaluating a node may throw; every call, `new`, `await` and `yield` may when it is absent. */
  mayThrow?(node: Node): boolean
  /** The outcome of a test that is known on these ways; undefined when both are possible. */
  assume?(test: Node): boolean | undefined
}

/** A shortest way from after a node to an exit; undefined when each is stopped. `exits` narrows the kinds of exit. */
export function wayOut(
  fn: FunctionNode,
  from: Node | 'entry',
  limits: Limits = {},
  exits: readonly Exit[] = ['return', 'throw', 'end']
): Way | undefined {
  return search(fn, from, limits, at => at.exit !== undefined && exits.includes(at.exit))
}

/** A shortest way from after a node to another node; undefined when there is none. */
export function wayTo(
  fn: FunctionNode,
  from: Node | 'entry',
  to: Node,
  limits: Limits = {}
): Way | undefined {
  const targets = new Set(controlFlow(fn).at(to))
  return search(fn, from, limits, at => targets.has(at))
}

interface Visit {
  readonly at: Vertex
  readonly before: Visit | undefined
  readonly by: EdgeKind
}

/** The way from the entry has the first event among its steps. */
const BEFORE: Visit = {at: vertex(undefined), before: undefined, by: 'next'}

function search(
  fn: FunctionNode,
  from: Node | 'entry',
  limits: Limits,
  isGoal: (at: Vertex) => boolean
): Way | undefined {
  const seen = new Set<Vertex>()
  let level = firstVisits(fn, from, limits)
  while (level.length > 0) {
    const next: Visit[] = []
    for (const visit of level) {
      if (seen.has(visit.at)) continue
      seen.add(visit.at)
      if (isGoal(visit.at)) return wayOf(visit)
      if (visit.at.node && limits.stops?.(visit.at.node)) continue
      next.push(...onward(visit, limits))
    }
    level = next
  }
  return undefined
}

function firstVisits(fn: FunctionNode, from: Node | 'entry', limits: Limits): Visit[] {
  const flow = controlFlow(fn)
  if (from === 'entry') return [{at: flow.entry, before: BEFORE, by: 'next'}]
  return flow.at(from).flatMap(start => {
    const visit: Visit = {at: start, before: undefined, by: 'next'}
    return onward(visit, limits).filter(one => one.by !== 'throw' || start.node?.type === 'ThrowStatement')
  })
}

function onward(visit: Visit, limits: Limits): Visit[] {
  return visit.at.edges
    .filter(edge => isOpen(visit.at, edge, limits))
    .map(({to, kind}) => ({at: to, before: visit, by: kind}))
}

function isOpen({node}: Vertex, {kind}: Edge, {mayThrow, assume}: Limits): boolean {
  if (!node) return true
  if (kind === 'throw') return node.type === 'ThrowStatement' || !mayThrow || mayThrow(node)
  if (kind === 'next') return true
  const known = assume?.(node)
  return known === undefined || known === (kind === 'true')
}

/** The steps from after the start to before the goal. */
function wayOf(goal: Visit): Way {
  const steps: Step[] = []
  for (let visit = goal; visit.before; visit = visit.before) {
    const {at, before} = visit.before
    if (at.node && before) steps.unshift({node: at.node, by: visit.by})
  }
  const {exit} = goal.at
  const thrownBy = exit === 'throw' ? (lastThrow(steps) ?? goal.before?.at.node) : undefined
  return {steps, exit, thrownBy}
}

function lastThrow(steps: readonly Step[]): Node | undefined {
  return steps.findLast(step => step.by === 'throw')?.node
}
