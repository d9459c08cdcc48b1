import type {Node} from '@oxc-project/types'
import {compareBy} from '../base/compare.ts'
import {stronglyConnected, toGraph} from '../base/graph.ts'
import type {Facts, ImportEdge, ModuleId} from '../facts/facts.ts'
import {isFunction} from '../syntax/is-function.ts'
import {walk} from '../syntax/walk.ts'

/** Modules that import each other while they load, so that none of them can be loaded without the others. */
export interface LoadRing {
  /** Two or more, sorted. */
  readonly members: readonly ModuleId[]
  /** Every import of one member by another that is followed while the importer loads, in the order of the facts. */
  readonly edges: readonly ImportEdge[]
}

const known = new WeakMap<Facts, readonly LoadRing[]>()

/**
 * Rings of imports that bring values and are followed at load, sorted by first member; found once for each set of facts.
 *
 * Left out: tests, declaration files, imports that are gone after compilation, `import()`, and `require()` inside a
 * function, since these two run later or never.
 */
export function findLoadRings(facts: Facts): readonly LoadRing[] {
  const rings = known.get(facts) ?? ringsOf(withoutDeferred(facts))
  known.set(facts, rings)
  return rings
}

/** Whether static imports close a ring when those that only bring types count, too. */
export function hasRingWithTypes(facts: Facts): boolean {
  const written = facts.imports.filter(
    ({test, kind, from, to}) =>
      !test && kind !== 'dynamic' && kind !== 'require' && from !== to && !isDeclaration(from, facts)
  )
  return ringsOf(written).length > 0
}

/** Only a `require` that could close a ring is looked up in its module's tree. */
function withoutDeferred(facts: Facts): ImportEdge[] {
  const followed = facts.imports.filter(edge => isFollowed(edge) && !isDeclaration(edge.from, facts))
  const ringed = ringsOf(followed).flatMap(({edges}) => edges)
  return ringed.filter(edge => edge.kind !== 'require' || !isDeferred(edge, facts))
}

function isFollowed({test, typeOnly, kind, from, to}: ImportEdge): boolean {
  return !test && !typeOnly && kind !== 'dynamic' && kind !== 'type' && from !== to
}

function isDeclaration(id: ModuleId, facts: Facts): boolean {
  return facts.module(id)?.role === 'declaration'
}

function ringsOf(edges: readonly ImportEdge[]): LoadRing[] {
  const graph = toGraph(
    [],
    edges.map(({from, to}) => [from, to] as const)
  )
  const rings = stronglyConnected(graph).filter(members => members.length > 1)
  const ringOf = new Map(rings.flatMap((members, index) => members.map(id => [id, index] as const)))
  const inside: ImportEdge[][] = rings.map(() => [])
  for (const edge of edges) {
    const ring = ringOf.get(edge.from)
    if (ring !== undefined && ring === ringOf.get(edge.to)) inside[ring]?.push(edge)
  }
  return rings
    .map((members, index) => ({members, edges: inside[index] ?? []}))
    .sort(compareBy(({members: [first = '']}) => first))
}

/** Whether a `require` of that specifier on that line waits for a call of the function around it. */
function isDeferred({from, line, specifier}: ImportEdge, facts: Facts): boolean {
  const ast = facts.ast(from)
  let deferred = false
  if (ast)
    walk(ast.program, (node, ancestors) => {
      if (!isRequire(node, specifier) || ast.lineOf(node.start) !== line) return
      deferred ||= ancestors.some((ancestor, index) => isLater(ancestor, ancestors.slice(0, index)))
    })
  return deferred
}

function isRequire(node: Node, specifier: string): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return false
  const [argument] = node.arguments
  return argument?.type !== 'Literal' || argument.value === specifier
}

/** A function that is not called on the spot, or the value of a field of an instance. */
function isLater(node: Node, ancestors: readonly Node[]): boolean {
  if (node.type === 'PropertyDefinition') return !node.static
  if (!isFunction(node)) return false
  const [parent, outer] = [ancestors.at(-1), ancestors.at(-2)]
  if (parent?.type === 'CallExpression') return parent.callee !== node
  // `(function () {}).call(this)`
  const isMember = parent?.type === 'MemberExpression' && parent.object === node
  return !(isMember && outer?.type === 'CallExpression' && outer.callee === parent)
}
