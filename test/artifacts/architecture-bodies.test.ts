import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {fromCodeMap, toCodeMap} from '../../src/artifacts/architecture/code-map.ts'
import {fromDiagram, toDiagram} from '../../src/artifacts/architecture/diagram.ts'
import {
  fromEntryPoints,
  fromEnvironment,
  toEntryPoints,
  toEnvironment
} from '../../src/artifacts/architecture/entry-points.ts'
import {
  carryPurposes,
  leavePurposes,
  restorePurposes,
  stripPurposes
} from '../../src/artifacts/architecture/purpose-column.ts'
import {fromRefuted, toRefuted} from '../../src/artifacts/architecture/refuted.ts'
import type {ComponentRow} from '../../src/artifacts/architecture.ts'
import {parseFragment} from '../../src/markdown/parse.ts'

const name = fc.stringMatching(/^[A-Za-z@$_][A-Za-z0-9_$./@#|-]{0,20}$/)
/** Words with everything that Markdown could take for markup. */
const prose = fc
  .array(fc.stringMatching(/^[A-Za-z0-9`*_[\]<>|~&!"'().,:;#+-]{1,8}$/), {minLength: 1, maxLength: 6})
  .map(words => words.join(' '))
const row: fc.Arbitrary<ComponentRow> = fc
  .record({
    path: name,
    partial: fc.boolean(),
    purpose: fc.option(
      fc.record({text: prose, source: name.map(path => `\`${path.replaceAll('|', '')}\``)}),
      {
        nil: undefined
      }
    ),
    holds: fc.array(name, {maxLength: 3}),
    size: fc.constantFrom('S' as const, 'M' as const, 'L' as const),
    dependsOn: fc.array(name, {maxLength: 3}),
    typesOf: fc.array(name, {maxLength: 2})
  })
  .map(({purpose, ...rest}) => ({...rest, ...(purpose ? {purpose} : {})}))

const lines = (body: string[]) => body.join('\n')

describe('bodies of ARCHITECTURE.md', () => {
  it('reads back the code map it writes', () => {
    fc.assert(
      fc.property(
        fc.array(row, {minLength: 1, maxLength: 4}),
        fc.array(name, {maxLength: 3}),
        (components, most) => {
          const body = lines(toCodeMap(components, most))
          expect(fromCodeMap(parseFragment(body), body)).toEqual({components, mostImported: most})
        }
      )
    )
  })

  it('reads back entry points, environment, diagrams and refuted claims', () => {
    const entries = [{kind: 'bin', name: 'x, y', path: 'src/a|b.ts', symbols: ['run']}]
    const entryBody = lines(toEntryPoints(entries, 3, ['./x/*']))
    expect(fromEntryPoints(parseFragment(entryBody), entryBody)).toEqual({
      entryPoints: entries,
      moreEntryPoints: 3,
      entryPatterns: ['./x/*']
    })
    const environment = [{name: 'HOME', paths: ['src/a.ts', 'src/b.ts'], fallback: 'some' as const}]
    const environmentBody = lines(toEnvironment(environment))
    expect(fromEnvironment(parseFragment(environmentBody), environmentBody)).toEqual(environment)
    const diagram = {
      caption: 'Imports.',
      mermaid: 'flowchart TD\n  a["x"] --> b',
      remark: 'A ring: `a`, `b`.'
    }
    const diagramBody = lines(toDiagram(diagram))
    expect(fromDiagram(parseFragment(diagramBody), diagramBody)).toEqual(diagram)
    const refuted = [{doc: 'README.md', heading: 'A | b *c*', name: 'src/`x`', reason: 'no such file'}]
    const refutedBody = lines(toRefuted(refuted))
    expect(fromRefuted(parseFragment(refutedBody), refutedBody)).toEqual(refuted)
  })
})

describe('purposes of a person', () => {
  const body = (...purposes: string[]) =>
    lines([
      '| component | purpose | holds | size | depends on |',
      '| --- | --- | --- | --- | --- |',
      ...purposes.map((purpose, index) => `| \`src/${'abc'[index]}\` | ${purpose} |  | S |  |`)
    ])
  const quoted = '"Quoted." (`src/a/index.ts`)'

  it('does not count a purpose without its source', () =>
    expect(stripPurposes(body('Locks files.', quoted))).toBe(stripPurposes(body('', quoted))))

  it('counts a purpose that ends with its source', () =>
    expect(stripPurposes(body('', quoted))).not.toBe(stripPurposes(body('', ''))))

  it('carries it over, a pipe in code included', () =>
    expect(carryPurposes(body('Locks `a \\| b`.', quoted), body('', quoted))).toBe(
      body('Locks `a \\| b`.', quoted)
    ))

  it('carries nothing over from generated purposes', () =>
    expect(carryPurposes(body(quoted), body(''))).toBe(body('')))

  it('lists it below the table when its row is gone, and keeps it there', () => {
    const once = carryPurposes(body('', 'Ours.'), body(''))
    expect(once).toBe(`${body('')}\n\n- \`src/b\` (gone): Ours.`)
    expect(carryPurposes(once, body(''))).toBe(once)
    expect(stripPurposes(once)).toBe(body(''))
  })

  it('puts it back into its row when the row returns', () =>
    expect(carryPurposes(carryPurposes(body('', 'Ours.'), body('')), body('', ''))).toBe(body('', 'Ours.')))

  it('restores the generated purpose that it was written over', () =>
    expect(restorePurposes(body('Ours.'), body(quoted))).toBe(body(quoted)))

  it('leaves it as a list when the whole map vanishes', () =>
    expect(leavePurposes(body('Ours.', quoted))).toBe('- `src/a`: Ours.'))
})
