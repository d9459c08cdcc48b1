import {describe, expect, it} from 'vitest'
import {formatLikeC4} from '../../../src/report/graph/likec4.ts'
import {graphOf, lineOf} from './graphs.ts'

describe('a model', () => {
  it('has packages as containers and rows as components', () =>
    expect(
      formatLikeC4(
        graphOf(
          {'@x/core': ['packages/core/a', 'packages/core/b'], web: ['packages/web']},
          [
            ['packages/core/a', 'packages/core/b', 'types'],
            ['packages/web', 'packages/core/a', 'types'],
            ['packages/web', 'packages/core/b']
          ],
          {description: "The web's core."}
        )
      )
    ).toMatchInlineSnapshot(`
      "// Imports between components; those of tests, and what could not be resolved, are left out.
      // A dotted arrow brings types only: nothing of it is left after compilation.
      specification {
        element system
        element container
        element component
        relationship imports
        relationship imports_types {
          line dotted
        }
      }

      model {
        repo_ = system 'repo' {
          description 'The web\\'s core.'
          x_core = container '@x/core' {
            packages_core_a = component 'packages/core/a' {
              technology 'TypeScript'
            }
            packages_core_b = component 'packages/core/b' {
              technology 'TypeScript'
            }
          }
          web_ = container 'web' {
            packages_web = component 'packages/web' {
              technology 'TypeScript'
            }
          }
        }

        repo_.web_ -[imports]-> repo_.x_core 'imports'
        repo_.x_core.packages_core_a -[imports_types]-> repo_.x_core.packages_core_b 'imports types'
        repo_.web_.packages_web -[imports_types]-> repo_.x_core.packages_core_a 'imports types'
        repo_.web_.packages_web -[imports]-> repo_.x_core.packages_core_b 'imports'
      }

      views {
        view index of repo_ {
          include *
        }
        view x_core of repo_.x_core {
          include *
        }
      }
      "
    `))
})

describe('texts', () => {
  const componentOf = (name: string) => lineOf(formatLikeC4(graphOf({a: [name]})), ' = component ')

  it('end at no quote', () => expect(componentOf("a'b")).toBe(String.raw`a_b = component 'a\'b' {`))
  it('end at no backslash', () => expect(componentOf('a\\')).toBe(String.raw`a_ = component 'a\\' {`))
  it('stay on their line', () => expect(componentOf('a\nb')).toBe("a_b = component 'a b' {"))
})
