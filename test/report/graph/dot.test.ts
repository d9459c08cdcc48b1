import {describe, expect, it} from 'vitest'
import {formatDot} from '../../../src/report/graph/dot.ts'
import {graphOf, lineOf} from './graphs.ts'

describe('a digraph', () => {
  it('has a cluster for each package and dashed arrows for types only', () =>
    expect(
      formatDot(
        graphOf({'@x/b': ['src/b'], a: ['src/a']}, [
          ['src/a', 'src/b', 'types'],
          ['src/b', 'src/a']
        ])
      )
    ).toMatchInlineSnapshot(`
      "// Imports between components; those of tests, and what could not be resolved, are left out.
      // A dashed arrow brings types only: nothing of it is left after compilation.
      digraph "repo" {
        node [shape=box];
        subgraph "cluster_1" {
          label="@x/b";
          "src/b" [label="src/b"];
        }
        subgraph "cluster_2" {
          label="a";
          "src/a" [label="src/a"];
        }
        "src/a" -> "src/b" [style=dashed];
        "src/b" -> "src/a";
      }
      "
    `))

  it('has no cluster when there is one package', () =>
    expect(formatDot(graphOf({a: ['src/a', 'src/b']}))).not.toContain('subgraph'))
})

describe('texts', () => {
  const nodeOf = (path: string) => lineOf(formatDot(graphOf({a: [path]})), ' [label=')

  it('end at no quote and at no backslash', () => {
    expect(nodeOf('a"b')).toBe(String.raw`"a~22b" [label="a\"b"];`)
    expect(nodeOf('a\\')).toBe(String.raw`"a~5c" [label="a\\"];`)
  })
  it('hold no escape of a label', () => expect(nodeOf('a\\N')).toBe(String.raw`"a~5cN" [label="a\\N"];`))
  it('hold no HTML entity', () => expect(nodeOf('a&lt;b')).toBe('"a~26lt~3bb" [label="a&amp;lt;b"];'))
  it('are no identifiers of Graphviz itself', () => expect(nodeOf('%1')).toBe('"~251" [label="%1"];'))
  it('stay on their line, and apart', () =>
    expect(['a\nb', 'a b', 'a~0ab'].map(nodeOf)).toEqual([
      '"a~0ab" [label="a b"];',
      '"a b" [label="a b"];',
      '"a~7e0ab" [label="a~0ab"];'
    ]))
  it('are paths as they are, where those are plain', () =>
    expect(nodeOf('packages/@x/a-b_c.d/é')).toBe('"packages/@x/a-b_c.d/é" [label="packages/@x/a-b_c.d/é"];'))
})
