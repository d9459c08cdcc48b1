import type {ComponentGraph} from './component-graph.ts'
import {formatDot} from './dot.ts'
import type {GraphFormat} from './formats.ts'
import {formatLikeC4} from './likec4.ts'
import {formatMermaid} from './mermaid.ts'
import {formatStructurizr} from './structurizr.ts'

const renderers: Readonly<Record<GraphFormat, (graph: ComponentGraph) => string>> = {
  mermaid: formatMermaid,
  dot: formatDot,
  structurizr: formatStructurizr,
  likec4: formatLikeC4
}

/** The graph as a document of the format. Ends with a line break. */
export function formatGraph(format: GraphFormat, graph: ComponentGraph): string {
  return renderers[format](graph)
}
