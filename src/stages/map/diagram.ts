import type {Architecture} from '../../artifacts/architecture.ts'
import {compareBy, sortedUnique} from '../../base/compare.ts'
import {stronglyConnected, toGraph} from '../../base/graph.ts'
import {mermaidLabel} from '../../base/mermaid-label.ts'
import type {Dependency} from './component.ts'
import {bindsAtRunTime} from './dependencies.ts'

/** Limits of the contract; GitHub's renderer takes more, readers do not. */
const maximumNodes = 40
const maximumEdges = 80
const namedInRing = 6

type Diagram = NonNullable<Architecture['diagram']>

/**
 * The imports of values between components as a Mermaid flowchart. Over 40 nodes or 80 edges the components are folded to
 * their parent folders; when that does not help, the code map's table stands in.
 */
export function drawDiagram(dependencies: readonly Dependency[], filesFormRings: boolean): Diagram {
  const edges = dependencies.filter(bindsAtRunTime).map(({from, to}) => [from, to] as const)
  if (edges.length === 0) return {caption: 'No component imports a value of another.'}
  const folded = foldUntilItFits(edges)
  if (!folded)
    return {caption: 'Too many imports to draw: see the column "depends on" of the code map below.'}
  const remark = ringRemark(folded.edges, filesFormRings)
  return {
    caption: `Imports between components${folded.depth === undefined ? '' : `, folded to folders ${folded.depth} deep`}. Imports written as type-only, and tests, are left out.`,
    mermaid: toMermaid(folded.edges),
    ...(remark === undefined ? {} : {remark})
  }
}

type Edges = readonly (readonly [string, string])[]

function foldUntilItFits(edges: Edges): {edges: Edges; depth?: number} | undefined {
  if (fits(edges)) return {edges}
  const deepest = Math.max(...edges.flat().map(path => path.split('/').length))
  for (let depth = deepest - 1; depth > 0; depth--) {
    const folded = fold(edges, depth)
    if (folded.length > 0 && fits(folded)) return {edges: folded, depth}
  }
  return undefined
}

function fits(edges: Edges): boolean {
  return new Set(edges.flat()).size <= maximumNodes && edges.length <= maximumEdges
}

function fold(edges: Edges, depth: number): Edges {
  const cut = (path: string) => path.split('/').slice(0, depth).join('/')
  const pairs = edges.map(([from, to]) => `${cut(from)}\n${cut(to)}`)
  return sortedUnique(pairs)
    .map(pair => pair.split('\n') as [string, string])
    .filter(([from, to]) => from !== to)
}

function toMermaid(edges: Edges): string {
  const nodes = sortedUnique(edges.flat())
  const idOf = new Map(nodes.map((path, index) => [path, `n${index + 1}`]))
  const arrows = [...edges].sort(
    compareBy(
      ([from]) => nodes.indexOf(from),
      ([, to]) => nodes.indexOf(to)
    )
  )
  return [
    'flowchart TD',
    ...nodes.map(path => `  ${idOf.get(path)}["${mermaidLabel(path)}"]`),
    ...arrows.map(([from, to]) => `  ${idOf.get(from)} --> ${idOf.get(to)}`)
  ].join('\n')
}

function ringRemark(edges: Edges, filesFormRings: boolean): string | undefined {
  const rings = stronglyConnected(toGraph([], edges)).filter(members => members.length > 1)
  if (rings.length === 0) return undefined
  // Said together: either alone would mislead.
  const files = filesFormRings
    ? '; rings of files are listed below.'
    : '; the files in them form none while they load.'
  if (rings[0]?.length === new Set(edges.flat()).size)
    return `Every component drawn here lies on one ring of imports${files}`
  return `Components on a ring of imports: ${rings.map(listMembers).join('; and ')}${files}`
}

function listMembers(members: readonly string[]): string {
  const shown = members.slice(0, namedInRing).map(path => `\`${path}\``)
  return members.length > shown.length ? `${shown.join(', ')} and others` : shown.join(', ')
}
