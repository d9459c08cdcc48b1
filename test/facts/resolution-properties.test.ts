import {posix} from 'node:path'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {createResolve} from '../../src/facts/resolve.ts'
import {sourceExtensions} from '../../src/repo/code-file.ts'
import {layoutOf} from '../../src/repo/layout-of.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

/** Few letters, so that names collide; no name that build output has. */
const part = fc.stringMatching(/^[abc]{1,2}$/)
const modulePath = fc
  .tuple(fc.array(part, {maxLength: 3}), part, fc.constantFrom(...sourceExtensions))
  .map(([folders, name, extension]) => [...folders, `${name}${extension}`].join('/'))
const modulePaths = fc.uniqueArray(modulePath, {minLength: 1, maxLength: 12})

/** Every module, asked for from every other by the specifier that `write` gives, is found again. */
function check(
  paths: readonly string[],
  manifests: Record<string, unknown>,
  write: (from: string, to: string) => string
) {
  const texts = Object.entries(manifests).map(([path, value]) => [path, JSON.stringify(value)])
  const repo = createMemoryRepo(Object.fromEntries([...paths.map(path => [path, '']), ...texts]))
  const resolve = createResolve(repo, layoutOf(repo))
  for (const from of paths)
    for (const to of paths)
      expect([write(from, to), resolve(from, write(from, to))]).toEqual([
        write(from, to),
        {kind: 'module', path: to, inferred: false}
      ])
}

describe('what names a file in full leads to it', () => {
  it('by a relative path', () =>
    fc.assert(
      fc.property(modulePaths, paths =>
        check(paths, {}, (from, to) => {
          const path = posix.relative(posix.dirname(from), to)
          return path.startsWith('.') ? path : `./${path}`
        })
      )
    ))

  it('by an alias', () =>
    fc.assert(
      fc.property(modulePaths, paths =>
        check(
          paths,
          {'tsconfig.json': {compilerOptions: {paths: {'@/*': ['./*']}, allowJs: true}}},
          (_, to) => `@/${to}`
        )
      )
    ))

  it('by baseUrl', () =>
    fc.assert(
      fc.property(modulePaths, paths =>
        check(paths, {'tsconfig.json': {compilerOptions: {baseUrl: '.'}}}, (_, to) => to)
      )
    ))

  it('by internal imports', () =>
    fc.assert(
      fc.property(modulePaths, paths =>
        check(paths, {'package.json': {imports: {'#/*': './*'}}}, (_, to) => `#/${to}`)
      )
    ))

  it('by the own name', () =>
    fc.assert(
      fc.property(modulePaths, paths =>
        check(paths, {'package.json': {name: 'own', exports: {'./*': './*'}}}, (_, to) => `own/${to}`)
      )
    ))

  it('by the name of a workspace', () =>
    fc.assert(
      fc.property(modulePaths, paths =>
        check(
          paths.map(path => `packages/x/${path}`),
          {
            'package.json': {workspaces: ['packages/*']},
            'packages/x/package.json': {name: '@s/x', exports: {'./*': './*'}}
          },
          (_, to) => `@s/x/${to.slice('packages/x/'.length)}`
        )
      )
    ))
})
