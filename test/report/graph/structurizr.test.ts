import {describe, expect, it} from 'vitest'
import {formatStructurizr} from '../../../src/report/graph/structurizr.ts'
import {graphOf, lineOf} from './graphs.ts'

const two = graphOf({'@x/core': ['packages/core/a', 'packages/core/b'], web: ['packages/web']}, [
  ['packages/core/a', 'packages/core/b', 'types'],
  ['packages/web', 'packages/core/a', 'types'],
  ['packages/web', 'packages/core/b']
])

describe('a workspace', () => {
  it('has packages as containers and rows as components', () =>
    expect(formatStructurizr(two)).toMatchInlineSnapshot(`
      "// Imports between components; those of tests, and what could not be resolved, are left out.
      // A dashed arrow brings types only: nothing of it is left after compilation.
      workspace {
        name "repo"
        !identifiers hierarchical
        !impliedRelationships false

        model {
          repo_ = softwareSystem "repo" "" {
            x_core = container "@x/core" "" {
              packages_core_a = component "packages/core/a" "" "TypeScript"
              packages_core_b = component "packages/core/b" "" "TypeScript"
            }
            web_ = container "web" "" {
              packages_web = component "packages/web" "" "TypeScript"
            }
          }

          repo_.web_ -> repo_.x_core "imports"
          repo_.x_core.packages_core_a -> repo_.x_core.packages_core_b "imports types" "" "Types only"
          repo_.web_.packages_web -> repo_.x_core.packages_core_a "imports types" "" "Types only"
          repo_.web_.packages_web -> repo_.x_core.packages_core_b "imports"
        }

        views {
          container repo_ "Containers" {
            include *
            autoLayout
          }
          component repo_.x_core "Components-x_core" {
            include *
            autoLayout
          }
          styles {
            relationship "Relationship" {
              style solid
            }
            relationship "Types only" {
              style dashed
            }
          }
        }

        configuration {
          scope softwareSystem
        }
      }
      "
    `))

  it('says of packages that they import types only when all of their components do', () => {
    const types = graphOf({a: ['a'], b: ['b']}, [['a', 'b', 'types']])
    expect(formatStructurizr(types)).toContain('repo_.a_ -> repo_.b_ "imports types" "" "Types only"\n')
    expect(formatStructurizr(two)).toContain('repo_.web_ -> repo_.x_core "imports"\n')
  })
})

describe('texts', () => {
  const componentOf = (name: string) => lineOf(formatStructurizr(graphOf({a: [name]})), ' = component ')

  it('end at no quote', () =>
    expect(componentOf('a"b')).toBe(String.raw`a_b = component "a\"b" "" "TypeScript"`))
  it('hold no line break that the language would read from a backslash', () =>
    expect(componentOf('a\\new')).toBe('a_new = component "a＼new" "" "TypeScript"'))
  it('hold no variable of the environment', () =>
    expect(componentOf(`$${'{HOME}'}`)).toBe('HOME_ = component "＄{HOME}" "" "TypeScript"'))
  it('are no arrows', () =>
    expect(['->', '-->', '-> a'].map(componentOf)).toEqual([
      'root_ = component "－>" "" "TypeScript"',
      'root_ = component "－->" "" "TypeScript"',
      'a_ = component "-> a" "" "TypeScript"'
    ]))
  it('keep a dollar that stands for itself', () =>
    expect(componentOf('$a')).toBe('a_ = component "$a" "" "TypeScript"'))
  it('stay on their line', () => expect(componentOf('a\nb')).toBe('a_b = component "a b" "" "TypeScript"'))
})

it('takes the name of a workspace for no keyword', () =>
  expect(formatStructurizr(graphOf({a: ['a']}, [], {name: 'extends'}))).toContain(
    'workspace {\n  name "extends"\n'
  ))

it('gives components of one container names of their own', () =>
  expect(formatStructurizr(graphOf({a: ['a b', 'a\nb']}))).toContain('a_b_2 = component "a b 2"'))
