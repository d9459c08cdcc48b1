import {describe, expect, it} from 'vitest'
import {createResolve} from '../../src/facts/resolve.ts'
import {layoutOf} from '../../src/repo/layout-of.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

/** Where specifiers lead from a module; `~` marks a guess. */
function check(files: Record<string, string>, from: string, expected: Record<string, string>): void {
  const repo = createMemoryRepo({[from]: '', ...files})
  const resolve = createResolve(repo, layoutOf(repo))
  const found = Object.keys(expected).map(specifier => {
    const resolution = resolve(from, specifier)
    switch (resolution.kind) {
      case 'module':
        return [specifier, `${resolution.inferred ? '~' : ''}${resolution.path}`]
      case 'unresolved':
        return [specifier, resolution.cause]
      default:
        return [specifier, resolution.kind]
    }
  })
  expect(Object.fromEntries(found)).toEqual(expected)
}

const empty = (...paths: string[]) => Object.fromEntries(paths.map(path => [path, '']))
const json = (value: unknown) => JSON.stringify(value)

describe('relative specifiers', () => {
  it('finds files with and without extension, and folders', () =>
    check(
      empty('src/b.ts', 'src/c.tsx', 'src/d/index.ts', 'src/e.js', 'index.ts', 'src/f.ts', 'src/f/index.ts'),
      'src/a.ts',
      {
        './b': 'src/b.ts',
        './b.js': 'src/b.ts',
        './b.ts': 'src/b.ts',
        './c.js': 'src/c.tsx',
        './d': 'src/d/index.ts',
        './d/': 'src/d/index.ts',
        './e': 'src/e.js',
        '..': 'index.ts',
        './f': 'src/f.ts',
        './b.ts?worker': 'src/b.ts',
        './none': 'file-not-found',
        '../../out': 'file-not-found'
      }
    ))

  it('takes the literal file before its alias', () =>
    check(empty('b.cjs', 'b.cts', 'c.cts', 'd.mts'), 'a.ts', {
      './b.cjs': 'b.cjs',
      './c.cjs': 'c.cts',
      './d.mjs': 'd.mts'
    }))

  it('takes the source of a script compiled in place', () =>
    check(empty('b.ts', 'b.js', 'b.js.map'), 'a.ts', {'./b.js': 'b.ts'}))

  it('takes a script before its declaration', () => check(empty('b.js', 'b.d.ts'), 'a.js', {'./b': 'b.js'}))

  it('tells upper case from lower case', () => check(empty('Lock.ts'), 'a.ts', {'./lock': 'file-not-found'}))

  it('goes to the source of an output, built or not', () =>
    check({...empty('src/b.ts'), 'package.json': json({main: 'dist/b.js'})}, 'test/a.ts', {
      '../dist/b.js': '~src/b.ts'
    }))
})

describe('aliases', () => {
  const paths = {'~/*': ['src/*'], exact: ['src/one.ts'], '~/special/*': ['other/*']}
  const tsconfig = json({compilerOptions: {paths}, include: ['src']})

  it('follows paths, the longest pattern first', () =>
    check({'tsconfig.json': tsconfig, ...empty('src/one.ts', 'src/x/y.ts', 'other/z.ts')}, 'src/a.ts', {
      '~/x/y': 'src/x/y.ts',
      exact: 'src/one.ts',
      '~/special/z': 'other/z.ts',
      '~/none': 'file-not-found'
    }))

  it('marks the target when the tsconfig does not hold the file', () =>
    check({'tsconfig.json': tsconfig, ...empty('src/one.ts')}, 'app/a.ts', {'~/one': '~src/one.ts'}))

  it('follows extends and references', () =>
    check(
      {
        'tsconfig.json': '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}',
        'tsconfig.app.json': '{"extends": "./base.json", /* c */ "include": ["src/**/*.ts"]}',
        'base.json': json({compilerOptions: {paths: {'@/*': ['./src/*']}}}),
        ...empty('src/b.ts')
      },
      'src/a.ts',
      {'@/b': 'src/b.ts'}
    ))

  it('follows for each file of a folder the reference that holds it', () => {
    const paths = (folder: string) => ({compilerOptions: {paths: {'@/*': [`./${folder}/*`]}}})
    const repo = createMemoryRepo({
      'tsconfig.json': json({
        files: [],
        references: [{path: './tsconfig.app.json'}, {path: './tsconfig.spec.json'}]
      }),
      'tsconfig.app.json': json({...paths('src'), include: ['src'], exclude: ['**/*.spec.ts']}),
      'tsconfig.spec.json': json({...paths('mock'), include: ['**/*.spec.ts']}),
      ...empty('src/a.ts', 'src/a.spec.ts', 'src/b.ts', 'mock/b.ts')
    })
    const resolve = createResolve(repo, layoutOf(repo))
    const found = ['src/a.ts', 'src/a.spec.ts'].map(from => resolve(from, '@/b'))
    expect(found).toEqual([
      {kind: 'module', path: 'src/b.ts', inferred: false},
      {kind: 'module', path: 'mock/b.ts', inferred: false}
    ])
  })

  it('follows baseUrl', () =>
    check({'tsconfig.json': json({compilerOptions: {baseUrl: 'src'}}), ...empty('src/x/b.ts')}, 'src/a.ts', {
      'x/b': 'src/x/b.ts',
      react: 'external'
    }))

  it('survives tsconfigs that extend each other', () =>
    check({'tsconfig.json': '{"extends": "./b.json"}', 'b.json': '{"extends": "./tsconfig.json"}'}, 'a.ts', {
      x: 'external'
    }))
})

describe('packages of the repository', () => {
  const workspace = (manifest: object, ...paths: string[]) => ({
    'package.json': json({name: 'root', workspaces: ['p/*']}),
    'p/b/package.json': json({name: '@s/b', ...manifest}),
    ...empty(...paths)
  })

  it('finds the sources of an unbuilt package', () =>
    check(workspace({main: 'dist/index.js'}, 'p/b/src/index.ts', 'p/b/src/x.ts'), 'p/a/a.ts', {
      '@s/b': '~p/b/src/index.ts',
      '@s/b/dist/x.js': '~p/b/src/x.ts',
      '@s/b/none': 'file-not-found',
      '@s/other': 'external'
    }))

  it('is sure where the manifest names a source', () =>
    check(
      workspace({exports: {'.': {source: './src/i.ts', default: './dist/i.js'}}}, 'p/b/src/i.ts'),
      'a.ts',
      {
        '@s/b': 'p/b/src/i.ts'
      }
    ))

  it('prefers conditions that fit, and obeys exports', () =>
    check(
      workspace(
        {
          exports: {
            '.': {browser: './web.js', default: './node.js'},
            './f/*': './src/f/*.js',
            './f/x': './src/own.js'
          }
        },
        'p/b/web.js',
        'p/b/node.js',
        'p/b/src/f/y.ts',
        'p/b/src/own.ts',
        'p/b/src/hidden.ts'
      ),
      'a.ts',
      {
        '@s/b': 'p/b/node.js',
        '@s/b/f/y': 'p/b/src/f/y.ts',
        '@s/b/f/x': 'p/b/src/own.ts',
        '@s/b/hidden': '~p/b/src/hidden.ts',
        '@s/b/none': 'not-in-exports'
      }
    ))

  it('guesses a package by its own name, which only exports allow', () =>
    check({'package.json': json({name: 'me', main: './src/i.js'}), ...empty('src/i.ts')}, 'test/a.ts', {
      me: '~src/i.ts'
    }))

  it('follows internal imports', () =>
    check(
      {'package.json': json({imports: {'#x/*': './src/*.js', '#y': './z.ts'}}), ...empty('src/b.ts', 'z.ts')},
      'a.ts',
      {
        '#x/b': 'src/b.ts',
        '#y': 'z.ts',
        '#none': 'file-not-found'
      }
    ))
})
