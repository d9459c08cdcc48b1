import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {ComponentGraph} from '../../../src/report/graph/component-graph.ts'
import {formatGraph} from '../../../src/report/graph/format-graph.ts'
import type {GraphFormat} from '../../../src/report/graph/formats.ts'
import {oneLine} from '../../../src/report/graph/one-line.ts'
import {anyGraph} from './graphs.ts'

interface Grammar {
  /** A string with its quotes, by the lexer of the format. */
  readonly string: RegExp
  /** The text that the format reads out of the inside of a string. */
  read(inside: string): string
  /** A line that declares a component: its identifier and its name with quotes. */
  readonly component: RegExp
  /** A line that draws an import: both identifiers. */
  readonly edge: RegExp
  /** How the format spells a name. */
  spell(name: string): string
}

const full = (name: string) => oneLine(name) || 'unnamed'

const grammars: Readonly<Record<GraphFormat, Grammar>> = {
  mermaid: {
    string: /"[^"]*"/g,
    read: inside => inside.replace(/#(\d+);/g, (_, code) => String.fromCharCode(code)),
    component: /^ {2}(n\d+)\[(".*")\]$/,
    edge: /^ {2}(n\d+) -\.?->? (n\d+)$|^ {2}(n\d+) --> (n\d+)$/,
    spell: full
  },
  dot: {
    string: /"(?:\\.|[^"\\])*"/g,
    read: inside => inside.replace(/\\(.)/g, '$1').replaceAll('&amp;', '&'),
    component: /^ +(".*") \[label=(".*")\];$/s,
    edge: /^ {2}(".*") -> (".*?")(?: \[style=dashed\])?;$/s,
    spell: oneLine
  },
  structurizr: {
    string: /"(?:\\"|[^"])*"/g,
    read: inside => inside.replaceAll('\\"', '"'),
    component: /^ {8}(\w+) = component ("(?:\\"|[^"])*") /,
    edge: /^ {4}(\w+\.\w+\.\w+) -> (\w+\.\w+\.\w+) /,
    spell: name =>
      full(name)
        .replaceAll('\\', '＼')
        .replaceAll('${', '＄{')
        .replace(/^-(?=.*>$)/s, '－')
  },
  likec4: {
    string: /'(?:\\.|[^'\\])*'/g,
    read: inside => inside.replace(/\\(.)/g, '$1'),
    component: /^ {6}(\w+) = component ('.*') \{$/,
    edge: /^ {2}(\w+\.\w+\.\w+) -\[\w+\]-> (\w+\.\w+\.\w+) /,
    spell: full
  }
}

describe.each(Object.keys(grammars) as GraphFormat[])('%s', format => {
  const {string, read, component, edge, spell} = grammars[format]

  function check(judge: (graph: ComponentGraph, lines: string[]) => void): void {
    fc.assert(
      fc.property(anyGraph, graph => {
        judge(graph, linesOf(format, graph))
      })
    )
  }

  it('closes each string on its line', () =>
    check((_, lines) => {
      const quote = format === 'likec4' ? "'" : '"'
      for (const line of lines.filter(text => !/^\s*(?:\/\/|%%)/.test(text)))
        expect(line.replace(string, '')).not.toContain(quote)
    }))

  it('names each component once, as it is called', () =>
    check(({containers}, lines) => {
      const rows = lines.flatMap(line => [component.exec(line)].filter(match => match !== null))
      const names = rows.map(([, , name = '']) => read(name.slice(1, -1)))
      const wanted = containers.flatMap(({components}) => components.map(({name}) => spell(name)))
      expect(names.map(withoutNumber).sort()).toEqual(wanted.map(withoutNumber).sort())
    }))

  it('draws each import once, between components', () =>
    check(({edges}, lines) => {
      const arrows = lines.filter(line => edge.test(line))
      expect(new Set(arrows).size).toBe(edges.length)
    }))

  it('gives the same bytes for the same graph', () =>
    check((graph, lines) => expect(linesOf(format, graph)).toEqual(lines)))
})

function linesOf(format: GraphFormat, graph: ComponentGraph): string[] {
  return formatGraph(format, graph).split('\n')
}

/** Structurizr and LikeC4 number names that would be the same after control characters are gone. */
function withoutNumber(name: string): string {
  return name.replace(/ \d+$/, '')
}
