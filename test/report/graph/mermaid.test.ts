import {describe, expect, it} from 'vitest'
import {formatMermaid} from '../../../src/report/graph/mermaid.ts'
import {graphOf} from './graphs.ts'

/** Lines without the comments that stand in every document. */
function linesOf(...graph: Parameters<typeof graphOf>): string[] {
  return formatMermaid(graphOf(...graph))
    .split('\n')
    .filter(line => !/%% (?:Imports|A dashed)/.test(line))
}

/** Each of `count` folders, with two components, imports each. */
function dense(count: number): Parameters<typeof graphOf> {
  const folders = Array.from({length: count}, (_, index) => `f${String(index).padStart(2, '0')}`)
  const paths = folders.flatMap(folder => [`${folder}/a`, `${folder}/b`])
  const edges = paths.flatMap(from =>
    paths.filter(to => to !== from).map(to => [from, to, 'types'] as [string, string, 'types'])
  )
  return [{repo: paths}, edges]
}

describe('a flowchart', () => {
  it('has a node for each component and dashed arrows for types only', () =>
    expect(
      formatMermaid(
        graphOf({b: ['src/b'], a: ['src/a']}, [
          ['src/a', 'src/b', 'types'],
          ['src/b', 'src/a']
        ])
      )
    ).toMatchInlineSnapshot(`
      "flowchart TD
        %% Imports between components; those of tests, and what could not be resolved, are left out.
        %% A dashed arrow brings types only: nothing of it is left after compilation.
        n1["src/a"]
        n2["src/b"]
        n1 -.-> n2
        n2 --> n1
      "
    `))

  it('says when components stand without their own imports', () =>
    expect(linesOf({a: ['a']}, [], {narrowed: true})[1]).toBe(
      '  %% Components outside of the named folder stand without their own imports.'
    ))
})

describe('labels', () => {
  const label = (name: string) => linesOf({a: [name]})[1]

  it('end at no quote', () => expect(label('a"b')).toBe('  n1["a#34;b"]'))
  it('hold no entity code', () => expect(label('a#35;b')).toBe('  n1["a#35;35#59;b"]'))
  it('start no directive, Markdown or HTML', () =>
    expect(label('%%{init}%%`<b>')).toBe('  n1["#37;#37;#123;init#125;#37;#37;#96;#60;b#62;"]'))
  it('stay on their line', () => expect(label('a\nb')).toBe('  n1["a b"]'))
  it('are never empty', () => expect(label('\n')).toBe('  n1["unnamed"]'))
  it('keep what is plain', () =>
    expect(label('packages/a-b_c.d (rest)/é')).toBe('  n1["packages/a-b_c.d (rest)/é"]'))
})

describe('the limits of Mermaid', () => {
  it('fold to parent folders, with a comment; an arrow of types stays one', () => {
    const lines = linesOf(...dense(12))
    expect(lines[1]).toBe(
      '  %% Folded to folders 1 deep: Mermaid draws at most 500 edges and 50,000 characters.'
    )
    expect(lines.slice(2, 4)).toEqual(['  n1["f00"]', '  n2["f01"]'])
    expect(lines.filter(line => line.includes('-.->'))).toHaveLength(12 * 11)
  })

  it('fold nothing when they are kept', () => {
    const lines = linesOf(...dense(11))
    expect(lines.filter(line => line.includes('-.->'))).toHaveLength(22 * 21)
    expect(lines.join('\n')).not.toContain('Folded')
  })

  it('fold to the root when nothing else helps', () => {
    const paths = Array.from({length: 24}, (_, index) => `f${index}`)
    const edges = paths.flatMap(from =>
      paths.filter(to => to !== from).map(to => [from, to] as [string, string])
    )
    expect(linesOf({repo: paths}, edges)).toEqual([
      'flowchart TD',
      '  %% Folded to the root: Mermaid draws at most 500 edges and 50,000 characters.',
      '  n1["."]',
      ''
    ])
  })

  it('count characters, too', () => {
    const long = 'x'.repeat(26_000)
    expect(linesOf({repo: [`a/${long}`, `b/${long}`]}).slice(1, 4)).toEqual([
      '  %% Folded to folders 1 deep: Mermaid draws at most 500 edges and 50,000 characters.',
      '  n1["a"]',
      '  n2["b"]'
    ])
  })
})
