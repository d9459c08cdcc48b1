import {describe, expect, it} from 'vitest'
import {layoutOf} from '../../src/repo/layout-of.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

type Files = Record<string, string>

const layout = (files: Files) => layoutOf(createMemoryRepo(files))

/** Roles of the paths named, whatever else is there. */
function checkRoles(files: Files, expected: Record<string, string>): void {
  const {roleOf} = layout(files)
  expect(Object.fromEntries(Object.keys(expected).map(path => [path, roleOf(path)]))).toEqual(expected)
}

function checkSources(files: Files, expected: Record<string, string | undefined>): void {
  const {sourceOf} = layout(files)
  expect(Object.fromEntries(Object.keys(expected).map(path => [path, sourceOf(path)]))).toEqual(expected)
}

const empty = (...paths: string[]): Files => Object.fromEntries(paths.map(path => [path, '']))
const json = (value: unknown) => JSON.stringify(value)

describe('packages', () => {
  const names = (files: Files) => layout(files).packages.map(({path, name}) => `${path}:${name}`)
  const three = {
    'packages/b/package.json': json({name: 'b'}),
    'packages/a/package.json': json({name: 'a'}),
    'tools/c/package.json': json({name: 'c'})
  }

  it('reads workspaces as an array, and what is taken out again', () => {
    const root = json({name: 'root', workspaces: ['./packages/*/', 'tools/**', '!packages/b']})
    expect(names({'package.json': root, ...three})).toEqual([':root', 'packages/a:a', 'tools/c:c'])
  })

  it('reads workspaces as an object', () => {
    const root = json({workspaces: {packages: ['packages/*']}})
    expect(names({'package.json': root, ...three})).toEqual([':undefined', 'packages/a:a', 'packages/b:b'])
  })

  it('reads pnpm-workspace.yaml, without a manifest at the root too', () => {
    const yaml = 'packages:\n  - "packages/*"\n  - "!packages/a"\n'
    expect(names({'pnpm-workspace.yaml': yaml, ...three})).toEqual(['packages/b:b'])
  })

  it('counts nested packages with code and dependencies where no manifest declares any', () => {
    const app = json({name: 'web', dependencies: {}})
    const stub = json({name: 'root/stub', main: '../dist/stub.js'})
    expect(names({'web/package.json': app, 'web/a.ts': '', 'stub/package.json': stub})).toEqual(['web:web'])
  })

  it('counts no package among tests, unless a manifest declares it', () => {
    const app = json({name: 'app', scripts: {}})
    const files = {
      'test/bundle/package.json': app,
      'test/bundle/a.ts': '',
      'testing/package.json': app,
      'testing/a.ts': ''
    }
    expect(names(files)).toEqual(['testing:app'])
    expect(names({...files, 'package.json': json({workspaces: ['test/*']})})).toEqual([
      ':undefined',
      'test/bundle:app'
    ])
  })

  it('reports broken manifests and goes on', () => {
    const {packages, problems} = layout({
      'package.json': '{"workspaces": ["p/*"], ',
      'p/a/package.json': '[]',
      'pnpm-workspace.yaml': 'packages: [',
      'tsconfig.json': '{"compilerOptions": '
    })
    expect(packages.map(({path}) => path)).toEqual(['', 'p/a'])
    expect(problems.map(({path}) => path)).toEqual([
      'p/a/package.json',
      'package.json',
      'pnpm-workspace.yaml',
      'tsconfig.json'
    ])
  })

  it('finds the nearest package of a path', () => {
    const {packageOf} = layout({'package.json': json({workspaces: ['packages/*']}), ...three})
    expect(['packages/a/x/y.ts', 'packages/z.ts', 'x.ts'].map(path => packageOf(path)?.path)).toEqual([
      'packages/a',
      '',
      ''
    ])
  })
})

describe('roles by name', () => {
  it('tells tests, fixtures, configuration and declarations from sources', () =>
    checkRoles(empty('src/a.ts'), {
      'src/a.ts': 'source',
      'src/a.test.ts': 'test',
      'src/a.spec.mjs': 'test',
      'src/__tests__/a.ts': 'test',
      'test/run.js': 'test',
      'spec/a.ts': 'test',
      'src/spec/parse.ts': 'source',
      'src/testing.ts': 'source',
      'test/fixtures/a.test.ts': 'fixture',
      'examples/a.ts': 'fixture',
      'src/__mocks__/a.ts': 'fixture',
      'src/global.d.ts': 'declaration',
      'vite.config.ts': 'config',
      'src/app.config.ts': 'source',
      '.eslintrc.cjs': 'config',
      '.dependency-cruiser.mjs': 'config',
      'src/.hidden.ts': 'config',
      '.storybook/story.ts': 'source',
      'package.json': 'config',
      'README.md': 'document',
      'test/README.md': 'document',
      'logo.svg': 'other'
    }))

  it('knows its own documents by their place', () =>
    checkRoles(
      {...empty('src/a.ts'), 'docs/design/own.md': '<!-- groundtruth:begin x -->', 'docs/design/b.md': ''},
      {
        'ARCHITECTURE.md': 'artifact',
        'docs/TRIAGE.md': 'artifact',
        'packages/a/ARCHITECTURE.md': 'document',
        'docs/design/own.md': 'artifact',
        'docs/design/b.md': 'document'
      }
    ))

  it('knows vendored files', () =>
    checkRoles(empty('src/a.ts'), {
      'vendor/x.js': 'vendored',
      'src/third_party/x.ts': 'vendored',
      '.yarn/releases/yarn.cjs': 'vendored',
      'src/vendor.ts': 'source'
    }))

  it('does not take a workspace for tests because of its name, unless it offers nothing', () => {
    const root = {'package.json': json({workspaces: ['*']})}
    checkRoles({...root, 'test/package.json': json({main: 'a.ts'}), 'test/a.ts': ''}, {'test/a.ts': 'source'})
    checkRoles({...root, 'e2e/package.json': '{}', 'e2e/a.ts': ''}, {'e2e/a.ts': 'test'})
  })

  it('reads examples as sources where there is nothing else', () => {
    checkRoles(empty('examples/a.ts', 'examples/b.ts'), {'examples/a.ts': 'source'})
    checkRoles(empty('examples/a.ts', 'b.ts'), {'examples/a.ts': 'fixture'})
  })
})

describe('roles by text', () => {
  const code = 'export const a = 1\n'

  it('knows minified scripts', () =>
    checkRoles(
      {
        'a.js': `${'x'.repeat(5001)}\n`,
        'b.js': `${'x'.repeat(4999)}\n${code.repeat(50)}`,
        'c.ts': 'x'.repeat(6000)
      },
      {'a.js': 'minified', 'b.js': 'source', 'c.ts': 'source', 'd.min.js': 'minified'}
    ))

  it.each([
    '// @generated by protoc\n',
    '// Code generated by sqlc. DO NOT EDIT.\n',
    '/* eslint-disable */\n/**\n * This file is auto-generated, see below.\n */\n',
    '#!/usr/bin/env node\n"use strict"\n// Auto-generated by napi, do not edit\n',
    '// This file was automatically generated by x\n',
    '// Generated by peg\n'
  ])('knows a generated file by %j', header => checkRoles({'a.ts': header + code}, {'a.ts': 'generated'}))

  it.each([
    '// Writes the @generate flag\n',
    '// Ids are generated by the server.\n',
    `${code}// @generated\n`,
    'const text = "@generated"\n'
  ])('does not for %j', header => checkRoles({'a.ts': header + code}, {'a.ts': 'source'}))
})

describe('build output', () => {
  const built = (main: string) => ({'package.json': json({name: 'a', main})})

  it('maps outputs to their source', () =>
    checkSources(
      {
        ...built('./dist/cjs/index.js'),
        ...empty('src/index.ts', 'src/x/view.tsx', 'src/types/a.ts', 'dist/cjs/index.js')
      },
      {
        'dist/cjs/index.js': 'src/index.ts',
        'dist/types/index.d.ts': 'src/index.ts',
        'dist/esm5/x/view.js': 'src/x/view.tsx',
        'dist/types/a.d.ts': 'src/types/a.ts',
        'lib/index.mjs': 'src/index.ts',
        'dist/none.js': undefined,
        'src/index.ts': undefined
      }
    ))

  it('makes the whole folder output, bundles too', () =>
    checkRoles(
      {...built('dist/index.js'), ...empty('src/index.ts', 'dist/index.js', 'dist/all.umd.js')},
      {
        'dist/all.umd.js': 'build',
        'src/index.ts': 'source'
      }
    ))

  it('leads a bundle to what the other conditions of its subpath are made of', () => {
    const exports = {'.': {types: './dist/main.d.ts', import: './dist/lib.mjs'}, './x': './dist/x/index.cjs'}
    checkSources(
      {'package.json': json({exports}), ...empty('src/main.ts', 'src/x/index.ts', 'dist/lib.mjs')},
      {'dist/lib.mjs': 'src/main.ts', 'dist/x/index.cjs': 'src/x/index.ts'}
    )
    checkSources(
      {
        'package.json': json({source: 'src/main.ts', main: 'dist/lib.js'}),
        ...empty('src/main.ts', 'dist/lib.js')
      },
      {'dist/lib.js': 'src/main.ts'}
    )
  })

  it('follows outDir through extends', () => {
    const files = {
      'tsconfig.base.json': '{"compilerOptions": {"outDir": "./made"}} // shared',
      'tsconfig.json': '{"extends": "./tsconfig.base", "compilerOptions": {"rootDir": "code",},}',
      ...empty('code/a.ts', 'made/a.js', 'made/b.js')
    }
    checkRoles(files, {'made/a.js': 'build', 'made/b.js': 'build', 'code/a.ts': 'source'})
    checkSources(files, {'made/a.js': 'code/a.ts'})
  })

  it('sees scripts compiled to the root of the package', () => {
    const files = empty(
      'src/v4/core.ts',
      'v4/core.js',
      'v4/core.cjs',
      'v4/core.d.ts',
      'v4/other.js',
      'src/v4/other.ts'
    )
    checkRoles(files, {
      'v4/core.js': 'build',
      'v4/core.cjs': 'build',
      'v4/core.d.ts': 'build',
      'v4/other.js': 'source'
    })
  })

  it('sees scripts compiled in place by what the compiler leaves beside them', () => {
    checkRoles(empty('a.ts', 'a.js', 'a.js.map', 'b.ts', 'b.js'), {'a.js': 'build', 'b.js': 'source'})
  })

  it('keeps lib as the source of a package without TypeScript', () => {
    checkRoles(
      {...built('lib/a.js'), ...empty('lib/a.js', 'lib/core/util.js', 'index.js', 'types/a.d.ts')},
      {
        'lib/a.js': 'source',
        'lib/core/util.js': 'source',
        'index.js': 'source',
        'types/a.d.ts': 'declaration'
      }
    )
  })

  it('keeps an entry script and hand-written declarations beside sources in JavaScript', () => {
    const files = {...built('index.js'), ...empty('index.js', 'src/index.js', 'types/index.d.ts')}
    checkRoles(files, {'index.js': 'source', 'src/index.js': 'source', 'types/index.d.ts': 'declaration'})
    checkSources(files, {'index.js': undefined, 'types/index.d.ts': undefined})
  })

  it('takes what a manifest points at for source where there is no other', () =>
    checkRoles({...built('dist/a.js'), ...empty('dist/a.js')}, {'dist/a.js': 'source'}))

  it('sees lib built from src in JavaScript', () =>
    checkRoles(
      {...built('lib/a.js'), ...empty('src/a.js', 'src/b.js', 'lib/a.js', 'lib/b.js')},
      {
        'lib/a.js': 'build',
        'src/a.js': 'source'
      }
    ))

  it('works for each workspace by itself', () => {
    const root = {'package.json': json({workspaces: ['p/*']}), 'p/a/package.json': json({main: 'dist/i.js'})}
    checkSources({...root, ...empty('p/a/src/i.ts', 'src/i.ts')}, {'p/a/dist/i.js': 'p/a/src/i.ts'})
  })
})
