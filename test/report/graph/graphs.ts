import fc from 'fast-check'
import type {ComponentGraph, GraphContainer, GraphEdge} from '../../../src/report/graph/component-graph.ts'
import {mergeEdges} from '../../../src/report/graph/merge-edges.ts'

/** A graph with one component for each path, in containers by name. */
export function graphOf(
  containers: Readonly<Record<string, readonly string[]>>,
  edges: readonly (readonly [from: string, to: string, types?: 'types'])[] = [],
  extra: Partial<ComponentGraph> = {}
): ComponentGraph {
  const found = Object.entries(containers).map(([name, paths]) => ({name, components: paths.map(component)}))
  const drawn = edges.map(([from, to, types]) => ({from, to, typeOnly: types !== undefined}))
  return {
    name: 'repo',
    containers: found,
    edges: drawn,
    containerEdges: betweenContainers(found, drawn),
    narrowed: false,
    ...extra
  }
}

function betweenContainers(containers: readonly GraphContainer[], edges: readonly GraphEdge[]): GraphEdge[] {
  const homeOf = (path: string) =>
    containers.find(({components}) => components.some(each => each.path === path))?.name ?? ''
  return mergeEdges(edges.map(edge => ({...edge, from: homeOf(edge.from), to: homeOf(edge.to)})))
}

/** The first line that holds the mark, without its indent. */
export function lineOf(text: string, mark: string): string | undefined {
  return text
    .split('\n')
    .find(line => line.includes(mark))
    ?.trim()
}

function component(path: string): GraphContainer['components'][number] {
  return {path, name: path, technology: 'TypeScript'}
}

/** Texts that hold what some grammar reads as more than a character. */
export const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', "'", '\\', '\\n', '`', '#', '#35;', '&amp;', '<b>', '>', '[', ']', '{', '}', '|'),
      fc.constantFrom(
        '%%{init',
        '$',
        '{HOME}',
        '"""',
        "'''",
        '//',
        '/*',
        '*/',
        '\n',
        '\r\n',
        '\u2028',
        '\u0007'
      ),
      fc.constantFrom(
        '->',
        '=',
        '%',
        'views',
        'style',
        'end',
        '_',
        '-',
        '.',
        '/',
        '3',
        ' ',
        'é',
        'ß',
        '日本',
        '🙂',
        ':',
        ';',
        '$'
      ),
      fc.string({minLength: 1, maxLength: 4})
    ),
    {minLength: 1, maxLength: 6}
  )
  .map(parts => parts.join(''))

/** Any graph that the map may give, with odd names. */
export const anyGraph: fc.Arbitrary<ComponentGraph> = fc
  .record({
    name: oddText,
    description: oddText,
    containers: fc.uniqueArray(oddText, {minLength: 1, maxLength: 4}),
    paths: fc.uniqueArray(oddText, {minLength: 1, maxLength: 8}),
    ends: fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.boolean()), {maxLength: 12}),
    narrowed: fc.boolean()
  })
  .map(({name, description, containers, paths, ends, narrowed}) => {
    const found = containers
      .map((container, index) => ({
        name: container,
        description,
        components: paths
          .filter((_, position) => position % containers.length === index)
          .map(path => ({...component(path), description}))
      }))
      .filter(({components}) => components.length > 0)
    const edges = edgesOf(paths, ends)
    return {
      name,
      description,
      containers: found,
      edges,
      containerEdges: betweenContainers(found, edges),
      narrowed
    }
  })

function edgesOf(paths: readonly string[], ends: readonly [number, number, boolean][]) {
  const edges = ends.flatMap(([from, to, typeOnly]) => {
    const [source, target] = [paths[from], paths[to]]
    return source === undefined || target === undefined || from === to
      ? []
      : [[`${from} ${to}`, {from: source, to: target, typeOnly}] as const]
  })
  return [...new Map(edges).values()]
}
