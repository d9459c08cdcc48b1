import type {ComponentGraph, GraphComponent, GraphEdge} from './component-graph.ts'
import {descriptionOf} from './description.ts'
import {distinctNames} from './distinct-names.ts'
import {identifiers} from './identifiers.ts'
import {oneLine} from './one-line.ts'

export interface C4Element {
  /** Unique among its siblings, whatever the case. */
  readonly id: string
  /** On one line, unique among its siblings. */
  readonly name: string
  readonly description?: string
}

export interface C4Component extends C4Element {
  readonly path: string
  readonly technology: string
}

export interface C4Container extends C4Element {
  readonly components: readonly C4Component[]
}

/** The graph in the terms of the C4 model. Source: c4model.com. */
export interface C4Model {
  readonly system: C4Element
  readonly containers: readonly C4Container[]
  /** Between components, ids joined by dots from the system down. */
  readonly imports: readonly GraphEdge[]
  /** Between containers, ids joined alike. */
  readonly containerImports: readonly GraphEdge[]
}

/** `spell` turns a text into one that the format can hold, still a single line. */
export function c4Model(graph: ComponentGraph, spell: (text: string) => string): C4Model {
  const [system = {id: 'root_', name: 'root'}] = nameAll([graph], ({name}) => name, spell)
  const containers = nameAll(graph.containers, ({name}) => name, spell).map((container, index) => ({
    ...container,
    components: toComponents(graph.containers[index]?.components ?? [], spell)
  }))
  const idOf = new Map<string | undefined, string>(
    containers.flatMap(({id, components}) =>
      components.map(component => [component.path, `${system.id}.${id}.${component.id}`] as const)
    )
  )
  const containerIdOf = new Map(
    containers.map(({id}, index) => [graph.containers[index]?.name, `${system.id}.${id}`] as const)
  )
  return {
    system,
    containers,
    imports: mapEnds(graph.edges, idOf),
    containerImports: mapEnds(graph.containerEdges, containerIdOf)
  }
}

function toComponents(components: readonly GraphComponent[], spell: (text: string) => string) {
  return nameAll(components, ({path}) => path, spell).map((named, index) => ({
    ...named,
    path: components[index]?.path ?? '',
    technology: components[index]?.technology ?? ''
  }))
}

function nameAll<T extends {readonly name: string; readonly description?: string}>(
  elements: readonly T[],
  keyOf: (element: T) => string,
  spell: (text: string) => string
): C4Element[] {
  const names = distinctNames(
    elements.map(({name}) => spell(oneLine(name)) || 'unnamed'),
    {ignoreCase: false, separator: ' '}
  )
  const ids = identifiers(elements.map(keyOf))
  return elements.map(({description}, index) => ({
    id: ids[index] ?? '',
    name: names[index] ?? '',
    ...descriptionOf(spell(oneLine(description ?? '')))
  }))
}

/** Ends that have no id are none of the model's. */
function mapEnds(edges: readonly GraphEdge[], idOf: ReadonlyMap<string | undefined, string>): GraphEdge[] {
  return edges.flatMap(({from, to, typeOnly}) => {
    const [source, target] = [idOf.get(from), idOf.get(to)]
    return source === undefined || target === undefined ? [] : [{from: source, to: target, typeOnly}]
  })
}
