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
    `digraph ${identifier(name)} {`,
    '  node [shape=box];',
    ...(containers.length > 1 ? containers.flatMap(toCluster) : containers.flatMap(toNodes)),
    ...edges.map(
      ({from, to, typeOnly}) =>
        `  ${identifier(from)} -> ${identifier(to)}${typeOnly ? ' [style=dashed]' : ''};`
    ),
    '}',
    ''
  ].join('\n')
}

function toCluster(container: GraphContainer, index: number): string[] {
  return [
    `  subgraph "cluster_${index + 1}" {`,
    `    label=${label(container.name)};`,
    ...toNodes(container).map(line => `  ${line}`),
    '  }'
  ]
}

function toNodes({components}: GraphContainer): string[] {
  return components.map(({path, name}) => `  ${identifier(path)} [label=${label(name)}];`)
}

/**
 * The text as an identifier; what is not plain is `~` and its code, so that no two texts become one. Graphviz takes a leading `%`
 * for an identifier of its own, and writes `&word;` into SVG as it stands.
 *
 * Source: graphviz.org, the DOT language; `agmapnametoid` of gitlab.com/graphviz/graphviz.
 */
function identifier(text: string): string {
  const plain = text.replace(
    /[^\w./@()+ \u0080-\uffff-]/g,
    character => `~${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  )
  return `"${plain}"`
}

/** A label: Graphviz reads escapes (`\N` is the node's name) and HTML entities in it. Source: graphviz.org, escString. */
function label(text: string): string {
  const escaped = oneLine(text).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return `"${escaped}"`
}
