import type {Purpose} from '../../artifacts/architecture.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'
import type {Component, Dependency} from '../../stages/map/component.ts'
import type {ComponentGraph, GraphComponent, GraphContainer, GraphEdge} from './component-graph.ts'
import {groupByContainer} from './containers.ts'
import {descriptionOf} from './description.ts'
import {mergeEdges} from './merge-edges.ts'

type Layout = Pick<Facts['layout'], 'packages' | 'packageOf'>

export interface GraphInput {
  readonly name: string
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
  /** Of the same components, for their purposes. */
  readonly details: readonly {readonly path: string; readonly purpose?: Purpose}[]
  readonly layout: Layout
  /** Whether a path is asked for. */
  shows(path: string): boolean
}

/** The components that are asked for, and those they import. */
export function buildGraph(input: GraphInput): ComponentGraph {
  const {name, components, dependencies, layout, shows} = input
  const shown = new Set(components.filter(({modules}) => modules.some(shows)).map(({id}) => id))
  const edges = dependencies.filter(({from}) => shown.has(from)).map(toEdge)
  const drawn = new Set([...shown, ...edges.map(({to}) => to)])
  const root = layout.packages.find(({path}) => path === '')
  const containers = groupByContainer(components, component => toComponent(component, input), {
    name,
    packageOf: path => layout.packageOf(path)
  })
  return {
    name,
    ...descriptionOf(root?.manifest.description),
    containers: withOnly(drawn, containers),
    edges,
    containerEdges: betweenContainers(dependencies, containers, {shown, drawn}),
    narrowed: drawn.size > shown.size
  }
}

function withOnly(paths: ReadonlySet<string>, containers: readonly GraphContainer[]): GraphContainer[] {
  return containers
    .map(each => ({...each, components: each.components.filter(({path}) => paths.has(path))}))
    .filter(({components}) => components.length > 0)
}

/** A package imports values as soon as one of its components does, be it asked for or not. */
function betweenContainers(
  dependencies: readonly Dependency[],
  containers: readonly GraphContainer[],
  {shown, drawn}: {readonly shown: ReadonlySet<string>; readonly drawn: ReadonlySet<string>}
): GraphEdge[] {
  const homes = containers.flatMap(({name, components}) => components.map(({path}) => [path, name] as const))
  const homeOf = new Map(homes)
  const namesOf = (paths: ReadonlySet<string>) => new Set([...paths].map(path => homeOf.get(path)))
  const [sources, targets] = [namesOf(shown), namesOf(drawn)]
  const edges = dependencies.map(toEdge).flatMap(edge => {
    const [from, to] = [homeOf.get(edge.from), homeOf.get(edge.to)]
    return from === undefined || to === undefined ? [] : [{...edge, from, to}]
  })
  return mergeEdges(edges).filter(({from, to}) => sources.has(from) && targets.has(to))
}

function toEdge({from, to, kinds}: Dependency): GraphEdge {
  return {from, to, typeOnly: kinds.every(kind => kind === 'type')}
}

function toComponent({path, partial, modules}: Component, {details}: GraphInput): GraphComponent {
  return {
    path,
    name: `${path}${partial ? ' (rest)' : ''}`,
    ...descriptionOf(details.find(detail => detail.path === path)?.purpose?.text),
    technology: technologyOf(modules)
  }
}

function technologyOf(modules: readonly ModuleId[]): string {
  const typed = modules.filter(id => /\.[cm]?tsx?$/.test(id)).length
  if (typed === modules.length) return 'TypeScript'
  return typed === 0 ? 'JavaScript' : 'TypeScript and JavaScript'
}
