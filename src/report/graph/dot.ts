import type {ComponentGraph, GraphContainer} from './component-graph.ts'
import {oneLine} from './one-line.ts'
import {remarksOf} from './remarks.ts'

/**
 * The components as a Graphviz digraph, types-only imports dashed; with several packages a cluster for each.
 *
 * Source: graphviz.org, the DOT language.
 */
export function formatDot(graph: ComponentGraph): string {
  const {name, containers, edges} = graph
  return [
    ...remarksOf(graph).map(remark => `// ${remark}`),
    `digraph ${quote(name)} {`,
    '  node [shape=box];',
    ...(containers.length > 1 ? containers.flatMap(toCluster) : containers.flatMap(toNodes)),
    ...edges.map(
      ({from, to, typeOnly}) => `  ${quote(from)} -> ${quote(to)}${typeOnly ? ' [style=dashed]' : ''};`
    ),
    '}',
    ''
  ].join('\n')
}

function toCluster(container: GraphContainer, index: number): string[] {
  return [
    `  subgraph ${quote(`cluster_${index + 1}`)} {`,
    `    label=${label(container.name)};`,
    ...toNodes(container).map(line => `  ${line}`),
    '  }'
  ]
}

function toNodes({components}: GraphContainer): string[] {
  return components.map(({path, name}) => `  ${quote(path)} [label=${label(name)}];`)
}

/**
 * A quoted identifier. The language itself takes back only `\"`, so that two texts never become one; a backslash is doubled, or it
 * would escape the closing quote.
 */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`
}

/** A label: Graphviz reads escapes (`\N` is the node's name) and HTML entities in it. Source: graphviz.org, escString. */
function label(text: string): string {
  return quote(oneLine(text).replaceAll('&', '&amp;'))
}
