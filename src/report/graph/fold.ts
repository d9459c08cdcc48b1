import {compareText, sortedUnique} from '../../base/compare.ts'
import type {ComponentGraph, GraphEdge} from './component-graph.ts'
import {mergeEdges} from './merge-edges.ts'

/** A graph without containers. */
export interface FlatGraph {
  /** Sorted by path. */
  readonly nodes: readonly {readonly path: string; readonly name: string}[]
  /** Sorted by from, to. */
  readonly edges: readonly GraphEdge[]
  /** Folders that stand for the components below them are this deep; undefined when nothing was folded. */
  readonly depth?: number
}

/** The components folded to their parent folders, one level after the other, until `fits`; at last to the root alone. */
export function foldUntil(graph: ComponentGraph, fits: (flat: FlatGraph) => boolean): FlatGraph {
  const flat = flatten(graph)
  if (fits(flat)) return flat
  for (let depth = Math.max(...flat.nodes.map(({path}) => depthOf(path))) - 1; depth > 0; depth--) {
    const folded = fold(flat, depth)
    if (fits(folded)) return folded
  }
  return fold(flat, 0)
}

function flatten({containers, edges}: ComponentGraph): FlatGraph {
  const nodes = containers.flatMap(({components}) => components.map(({path, name}) => ({path, name})))
  return {nodes: nodes.sort((a, b) => compareText(a.path, b.path)), edges}
}

function fold({nodes, edges}: FlatGraph, depth: number): FlatGraph {
  const folderOf = (path: string) => path.split('/').slice(0, depth).join('/') || '.'
  const folders = sortedUnique(nodes.map(({path}) => folderOf(path)))
  return {
    nodes: folders.map(path => ({path, name: nameOf(path, nodes, folderOf)})),
    edges: mergeEdges(edges.map(edge => ({...edge, from: folderOf(edge.from), to: folderOf(edge.to)}))),
    depth
  }
}

/** A folder that took in nothing keeps its name. */
function nameOf(path: string, nodes: FlatGraph['nodes'], folderOf: (path: string) => string): string {
  const [only, ...others] = nodes.filter(node => folderOf(node.path) === path)
  return only?.path === path && others.length === 0 ? only.name : path
}

function depthOf(path: string): number {
  return path.split('/').length
}
