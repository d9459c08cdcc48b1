import {mermaidLabel} from '../../base/mermaid-label.ts'
import type {ComponentGraph} from './component-graph.ts'
import {type FlatGraph, foldUntil} from './fold.ts'
import {oneLine} from './one-line.ts'
import {remarksOf} from './remarks.ts'

/** Mermaid refuses to draw more. Source: defaults of `maxTextSize` and `maxEdges` in its configuration. */
const maximumCharacters = 50_000
const maximumEdges = 500

/**
 * The components as a Mermaid flowchart, types-only imports dashed. Over the limits of Mermaid they are folded to their parent
 * folders, and a comment says so.
 *
 * Source: mermaid.js.org, syntax of flowcharts.
 */
export function formatMermaid(graph: ComponentGraph): string {
  const remarks = remarksOf(graph)
  return toText(
    foldUntil(
      graph,
      flat => flat.edges.length <= maximumEdges && toText(flat, remarks).length <= maximumCharacters
    ),
    remarks
  )
}

function toText({nodes, edges, depth}: FlatGraph, remarks: readonly string[]): string {
  const idOf = new Map(nodes.map(({path}, index) => [path, `n${index + 1}`]))
  return [
    'flowchart TD',
    ...[...remarks, ...foldRemark(depth)].map(remark => `  %% ${remark}`),
    ...nodes.map(({path, name}) => `  ${idOf.get(path)}["${mermaidLabel(oneLine(name) || 'unnamed')}"]`),
    ...edges.map(
      ({from, to, typeOnly}) => `  ${idOf.get(from)} ${typeOnly ? '-.->' : '-->'} ${idOf.get(to)}`
    ),
    ''
  ].join('\n')
}

function foldRemark(depth: number | undefined): string[] {
  if (depth === undefined) return []
  const folders = depth === 0 ? 'the root' : `folders ${depth} deep`
  return [`Folded to ${folders}: Mermaid draws at most 500 edges and 50,000 characters.`]
}
