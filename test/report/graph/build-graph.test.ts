import {describe, expect, it} from 'vitest'
import {buildGraph} from '../../../src/report/graph/build-graph.ts'

interface Input {
  /** Modules by component. */
  readonly components: Readonly<Record<string, readonly string[]>>
  readonly dependencies?: readonly (readonly [from: string, to: string, ...kinds: ('value' | 'type')[]])[]
  /** Manifests by folder. */
  readonly packages?: Readonly<Record<string, {name?: string; description?: unknown}>>
  readonly purposes?: Readonly<Record<string, string>>
  readonly scope?: string
}

function build({components, dependencies = [], packages = {}, purposes = {}, scope = ''}: Input) {
  const found = Object.entries(packages).map(([path, manifest]) => ({
    name: manifest.name,
    path,
    manifestPath: `${path}/package.json`,
    manifest
  }))
  const paths = Object.keys(components)
  return buildGraph({
    name: 'repo',
    components: Object.entries(components).map(([path, modules]) => ({
      id: path,
      path,
      modules,
      partial: paths.some(other => other.startsWith(`${path}/`))
    })),
    dependencies: dependencies.map(([from, to, ...kinds]) => ({from, to, kinds, weight: 1})),
    details: Object.entries(purposes).map(([path, text]) => ({path, purpose: {text}})),
    layout: {
      packages: found,
      packageOf: module =>
        found
          .filter(({path}) => path === '' || module.startsWith(`${path}/`))
          .sort((a, b) => b.path.length - a.path.length)[0]
    },
    shows: path => path.startsWith(scope)
  })
}

function containersOf(input: Input): Record<string, string[]> {
  const {containers} = build(input)
  return Object.fromEntries(containers.map(({name, components}) => [name, components.map(each => each.name)]))
}

describe('containers', () => {
  it('are the packages', () =>
    expect(
      containersOf({
        components: {
          'packages/a': ['packages/a/x.ts'],
          'packages/b': ['packages/b/x.ts'],
          tools: ['tools/x.ts']
        },
        packages: {'': {name: 'root'}, 'packages/a': {name: '@x/a'}, 'packages/b': {}}
      })
    ).toEqual({'@x/a': ['packages/a'], 'packages/b': ['packages/b'], root: ['tools']}))

  it('are the repository itself where no manifest is', () =>
    expect(containersOf({components: {'src/a': ['src/a/x.ts'], 'src/b': ['src/b/x.ts']}})).toEqual({
      repo: ['src/a', 'src/b']
    }))

  it('do not take in a row that reaches over several packages', () => {
    const {containers} = build({
      components: {packages: ['packages/a/x.ts', 'packages/b/x.ts'], src: ['src/x.ts']},
      packages: {'': {name: 'root'}, 'packages/a': {name: '@x/a'}, 'packages/b': {name: '@x/b'}}
    })
    expect(containers.map(({name, description}) => [name, description])).toEqual([
      ['packages', 'Holds modules of @x/a and @x/b'],
      ['root', undefined]
    ])
  })

  it('say of such a row that a part of it lies in no package', () =>
    expect(
      build({components: {'.': ['a/x.ts', 'b/x.ts']}, packages: {a: {name: '@x/a'}}}).containers[0]
    ).toMatchObject({name: '.', description: 'Holds modules of @x/a and no package'}))

  it('stand with their folder when two packages have one name', () =>
    expect(
      Object.keys(
        containersOf({
          components: {a: ['a/x.ts'], b: ['b/x.ts'], c: ['c/x.ts']},
          packages: {a: {name: 'same'}, b: {name: 'same'}, c: {name: 'other'}}
        })
      )
    ).toEqual(['same (a)', 'same (b)', 'other']))

  it('quote the description of the manifest, if it is a text', () =>
    expect(
      build({
        components: {a: ['a/x.ts'], b: ['b/x.ts']},
        packages: {a: {name: 'a', description: ' Locks. '}, b: {name: 'b', description: 7}}
      }).containers.map(({description}) => description)
    ).toEqual(['Locks.', undefined]))
})

describe('components', () => {
  it('are named as in the code map, with purpose and languages', () =>
    expect(
      build({
        components: {src: ['src/x.js', 'src/y.mts'], 'src/a': ['src/a/x.tsx'], 'src/b': ['src/b/x.cjs']},
        purposes: {src: 'Locks files.'}
      }).containers[0]?.components
    ).toEqual([
      {
        path: 'src',
        name: 'src (rest)',
        description: 'Locks files.',
        technology: 'TypeScript and JavaScript'
      },
      {path: 'src/a', name: 'src/a', technology: 'TypeScript'},
      {path: 'src/b', name: 'src/b', technology: 'JavaScript'}
    ]))
})

describe('edges', () => {
  it('bring types only when all of their imports do', () =>
    expect(
      build({
        components: {a: ['a/x.ts'], b: ['b/x.ts'], c: ['c/x.ts']},
        dependencies: [
          ['a', 'b', 'type'],
          ['a', 'c', 'type', 'value']
        ]
      }).edges
    ).toEqual([
      {from: 'a', to: 'b', typeOnly: true},
      {from: 'a', to: 'c', typeOnly: false}
    ]))
})

describe('a named folder', () => {
  const components = {a: ['a/x.ts'], b: ['b/x.ts'], c: ['c/x.ts']}

  it('keeps what lies in it and what that imports, and says so', () => {
    const input = {components, dependencies: [['a', 'b', 'value'] as const, ['b', 'c', 'value'] as const]}
    expect(containersOf({...input, scope: 'a'})).toEqual({repo: ['a', 'b']})
    expect(build({...input, scope: 'a'})).toMatchObject({edges: [{from: 'a', to: 'b'}], narrowed: true})
    expect(build(input).narrowed).toBe(false)
  })

  it('says what a package imports by all of its components', () => {
    const input: Input = {
      components: {'a/x': ['a/x/m.ts'], 'a/y': ['a/y/m.ts'], b: ['b/m.ts'], c: ['c/m.ts']},
      packages: {a: {name: 'a'}, b: {name: 'b'}, c: {name: 'c'}},
      dependencies: [
        ['a/x', 'b', 'type'],
        ['a/y', 'b', 'value'],
        ['a/y', 'c', 'value'],
        ['b', 'a/x', 'value']
      ]
    }
    expect(build({...input, scope: 'a/x'})).toMatchObject({
      edges: [{from: 'a/x', to: 'b', typeOnly: true}],
      containerEdges: [{from: 'a', to: 'b', typeOnly: false}]
    })
  })

  it('is silent when it imports nothing from outside', () =>
    expect(build({components, scope: 'a'})).toMatchObject({edges: [], narrowed: false}))
})
