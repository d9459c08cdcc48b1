import {mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, relative} from 'node:path'
import {ResolverFactory} from 'oxc-resolver'
import {describe, expect, it} from 'vitest'
import {createResolve} from '../../src/facts/resolve.ts'
import {openDiskRepo} from '../../src/repo/disk.ts'
import {layoutOf} from '../../src/repo/layout-of.ts'

/** What only one of them is right about, or means on purpose. */
interface Difference {
  readonly ours: string
  readonly oxc: string
  readonly why: string
}

/** The target that both give, or a difference; `none` for what lies outside or is not there. */
type Expected = string | Difference

type Found = Record<string, string>

const scripts = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** As `bundler` resolution of TypeScript goes, with the sources of a package before what it publishes. */
function createOracle(): ResolverFactory {
  return new ResolverFactory({
    tsconfig: 'auto',
    builtinModules: true,
    extensions: [...scripts, '.d.ts', '.d.mts', '.d.cts', '.json', '.node'],
    extensionAlias: {
      '.js': ['.js', '.ts', '.tsx', '.d.ts', '.jsx'],
      '.jsx': ['.jsx', '.tsx', '.ts', '.d.ts'],
      '.mjs': ['.mjs', '.mts', '.d.mts'],
      '.cjs': ['.cjs', '.cts', '.d.cts']
    },
    conditionNames: ['source', 'node', 'import', 'require', 'module', 'default'],
    mainFields: ['source', 'module', 'main']
  })
}

/** Writes the files, with workspaces linked as an installation links them. */
function check(files: Record<string, string>, from: string, expected: Record<string, Expected>): void {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'groundtruth-')))
  try {
    write(root, {[from]: '', ...files})
    link(root, files)
    const specifiers = Object.keys(expected)
    expect({ours: resolveOurs(root, from, specifiers), oxc: resolveOxc(root, from, specifiers)}).toEqual({
      ours: pick(expected, 'ours'),
      oxc: pick(expected, 'oxc')
    })
  } finally {
    rmSync(root, {recursive: true})
  }
}

function pick(expected: Record<string, Expected>, side: 'ours' | 'oxc'): Found {
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [key, typeof value === 'string' ? value : value[side]])
  )
}

function resolveOurs(root: string, from: string, specifiers: readonly string[]): Found {
  const repo = openDiskRepo(root)
  const resolve = createResolve(repo, layoutOf(repo))
  return Object.fromEntries(
    specifiers.map(specifier => {
      const found = resolve(from, specifier)
      if (found.kind === 'module' || found.kind === 'asset') return [specifier, found.path]
      return [specifier, found.kind === 'external' && found.name.startsWith('node:') ? found.name : 'none']
    })
  )
}

function resolveOxc(root: string, from: string, specifiers: readonly string[]): Found {
  const oracle = createOracle()
  return Object.fromEntries(
    specifiers.map(specifier => {
      const {path, builtin} = oracle.resolveFileSync(join(root, from), specifier)
      // Ours names the module without its subpath.
      if (builtin) return [specifier, builtin.resolved.replace(/\/.*$/, '')]
      return [specifier, path === undefined ? 'none' : relative(root, path.replace(/[?#].*$/, ''))]
    })
  )
}

function write(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), text)
  }
}

function link(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    const {name} = /^p\/[^/]+\/package\.json$/.test(path) ? JSON.parse(text) : {name: undefined}
    if (name === undefined) continue
    const target = join(root, 'node_modules', name)
    mkdirSync(dirname(target), {recursive: true})
    symlinkSync(join(root, dirname(path)), target)
  }
}

const empty = (...paths: string[]) => Object.fromEntries(paths.map(path => [path, '']))
const json = (value: unknown) => JSON.stringify(value)

function differs(ours: string, oxc: string, why: string): Difference {
  return {ours, oxc, why}
}

const folderDot = 'Node.js takes a path that ends with `/.` for a folder, as one that ends with `/`'
const guessed =
  'bundlers and test runners follow an alias where the tsconfig does not hold the file; marked as inferred'
const hidden = 'what exports hide is there all the same, and a bundler may lead to it; marked as inferred'
const unbuilt = 'the source stands for the output that only a build would make; marked as inferred'

describe('relative specifiers', () => {
  it('finds files by every extension', () =>
    check(
      empty(
        ...scripts.map(end => `src/x${end.slice(1)}${end}`),
        'src/data.json',
        'src/style.css',
        'src/q.test.ts',
        'src/only.d.ts',
        'src/both.js',
        'src/both.d.ts',
        'src/r.js.ts'
      ),
      'src/a.ts',
      {
        './xts': 'src/xts.ts',
        './xtsx': 'src/xtsx.tsx',
        './xmts': 'src/xmts.mts',
        './xcts': 'src/xcts.cts',
        './xjs': 'src/xjs.js',
        './xjsx': 'src/xjsx.jsx',
        './xmjs': 'src/xmjs.mjs',
        './xcjs': 'src/xcjs.cjs',
        './data': 'src/data.json',
        './data.json': 'src/data.json',
        './style.css': 'src/style.css',
        './style': 'none',
        './q.test': 'src/q.test.ts',
        './q': 'none',
        './only': 'src/only.d.ts',
        './only.js': 'src/only.d.ts',
        './only.d.ts': 'src/only.d.ts',
        './both': 'src/both.js',
        './both.js': 'src/both.js',
        './r.js': 'src/r.js.ts',
        './XTS': 'none'
      }
    ))

  it('finds the source under the extension of its output', () =>
    check(
      empty(
        'b.ts',
        'c.tsx',
        'd.mts',
        'e.cts',
        'f.jsx',
        'g.ts',
        'g.tsx',
        'h.cjs',
        'h.cts',
        'i.mjs',
        'i.mts',
        'j.js',
        'j.ts'
      ),
      'a.ts',
      {
        './b.js': 'b.ts',
        './b.ts': 'b.ts',
        './b.jsx': 'b.ts',
        './b.mjs': 'none',
        './c.js': 'c.tsx',
        './c.jsx': 'c.tsx',
        './d.mjs': 'd.mts',
        './d.js': 'none',
        './e.cjs': 'e.cts',
        './f.js': 'f.jsx',
        './g.js': 'g.ts',
        './h.cjs': 'h.cjs',
        './h.cts': 'h.cts',
        './h': 'h.cts',
        './i.mjs': 'i.mjs',
        './j.js': 'j.js',
        './j': 'j.ts',
        './b.ts?worker': 'b.ts',
        './b?raw': 'b.ts',
        './b.ts#part': 'b.ts'
      }
    ))

  it('finds folders', () =>
    check(
      {
        ...empty(
          'index.ts',
          'src.ts',
          'src/index.ts',
          'src/d/index.tsx',
          'src/f.ts',
          'src/f/index.ts',
          'src/g.js/index.ts',
          'src/none/other.ts',
          'src/m/lib/start.ts',
          'src/n/lib/index.ts',
          'src/o/index.ts',
          'src/w/index.ts',
          'src/w/index.json'
        ),
        'src/m/package.json': json({main: './lib/start.js'}),
        'src/n/package.json': json({main: 'lib'}),
        'src/o/package.json': json({main: './gone.js'})
      },
      'src/a.ts',
      {
        '.': 'src/index.ts',
        './': 'src/index.ts',
        './.': differs('src/index.ts', 'src.ts', folderDot),
        '..': 'index.ts',
        '../': 'index.ts',
        '../src': 'src.ts',
        '../src/': 'src/index.ts',
        './d': 'src/d/index.tsx',
        './d/': 'src/d/index.tsx',
        './d/index': 'src/d/index.tsx',
        './d/index.js': 'src/d/index.tsx',
        './f': 'src/f.ts',
        './f/': 'src/f/index.ts',
        './f/.': differs('src/f/index.ts', 'src/f.ts', folderDot),
        './f/../f': 'src/f.ts',
        './g.js': 'src/g.js/index.ts',
        './none': 'none',
        './m': 'src/m/lib/start.ts',
        './n': 'src/n/lib/index.ts',
        './o': 'src/o/index.ts',
        './w': 'src/w/index.ts'
      }
    ))
})

describe('tsconfig', () => {
  it('follows paths', () =>
    check(
      {
        'tsconfig.json': json({
          compilerOptions: {
            paths: {
              '~/*': ['src/*'],
              '~/special/*': ['./other/*'],
              '@/*.js': ['./src/*.ts'],
              two: ['./gone/one.ts', './src/one'],
              '@f/*': ['./gone/*', './src/*'],
              folder: ['./src/x'],
              constants: ['./src/one.ts'],
              '#p/*': ['./src/*'],
              '@a/*/part': ['./src/*/y.ts']
            }
          }
        }),
        ...empty('src/one.ts', 'src/$$/x.ts', 'src/x/y.ts', 'src/x/index.ts', 'other/z.ts')
      },
      'src/a.ts',
      {
        '~/x/y': 'src/x/y.ts',
        '~/x/y.js': 'src/x/y.ts',
        '~/x': 'src/x/index.ts',
        '~/x/': 'src/x/index.ts',
        '~/special/z': 'other/z.ts',
        '~/none': 'none',
        '~/$$/x': 'src/$$/x.ts',
        '~/': 'none',
        '@/x/y.js': 'src/x/y.ts',
        two: 'src/one.ts',
        '@f/one': 'src/one.ts',
        folder: 'src/x/index.ts',
        constants: 'src/one.ts',
        'node:constants': 'node:constants',
        fs: 'node:fs',
        '#p/one': 'src/one.ts',
        '@a/x/part': 'src/x/y.ts'
      }
    ))

  it('follows baseUrl before packages and built-ins', () =>
    check(
      {
        'tsconfig.json': json({compilerOptions: {baseUrl: './src', paths: {'*': ['*', '../types/*']}}}),
        ...empty('src/x/b.ts', 'src/constants/index.ts', 'types/t.d.ts', 'src/util/inner.ts')
      },
      'src/a.ts',
      {
        'x/b': 'src/x/b.ts',
        'x/b.js': 'src/x/b.ts',
        constants: 'src/constants/index.ts',
        'util/inner': 'src/util/inner.ts',
        util: 'node:util',
        t: 'types/t.d.ts',
        react: 'none'
      }
    ))

  it('follows extends, each path from the file that says it', () =>
    check(
      {
        'tsconfig.json': json({extends: ['./config/one', './config/two.json']}),
        'config/one.json': json({compilerOptions: {paths: {'@one/*': ['../src/*']}}}),
        'config/two.json': json({extends: './three.json', compilerOptions: {baseUrl: '..'}}),
        'config/three.json': '{/* c */ "compilerOptions": {"paths": {"@three/*": ["src/*"],},}}',
        ...empty('src/b.ts')
      },
      'src/a.ts',
      {'@one/b': 'none', '@three/b': 'src/b.ts', 'src/b': 'src/b.ts'}
    ))

  it('puts the folder of the extending file for its placeholder', () =>
    check(
      {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: TypeScript's own placeholder
        'config/base.json': json({compilerOptions: {paths: {'@/*': ['${configDir}/src/*']}}}),
        'p/a/tsconfig.json': json({extends: '../../config/base.json'}),
        ...empty('p/a/src/b.ts')
      },
      'p/a/src/a.ts',
      {'@/b': 'p/a/src/b.ts'}
    ))

  it('follows extends through a package', () =>
    check(
      {
        'package.json': json({workspaces: ['p/*']}),
        'p/config/package.json': json({name: '@s/config'}),
        'p/config/base.json': json({compilerOptions: {baseUrl: '../../src'}}),
        'tsconfig.json': json({extends: '@s/config/base.json'}),
        ...empty('src/b.ts')
      },
      'src/a.ts',
      {b: 'src/b.ts'}
    ))

  it('follows references', () =>
    check(
      {
        'tsconfig.json': json({files: [], references: [{path: './tsconfig.app.json'}, {path: './tools'}]}),
        'tsconfig.app.json': json({compilerOptions: {paths: {'@/*': ['./src/*']}}, include: ['src/**/*.ts']}),
        'tools/tsconfig.json': json({compilerOptions: {paths: {'%/*': ['./*']}}}),
        ...empty('src/b.ts', 'tools/c.ts')
      },
      'src/a.ts',
      {'@/b': 'src/b.ts', '%/c': differs('tools/c.ts', 'none', guessed)}
    ))

  it('reads the nearest tsconfig', () =>
    check(
      {
        'tsconfig.json': json({compilerOptions: {paths: {'@/*': ['./src/*'], '%/*': ['./src/*']}}}),
        'app/tsconfig.json': json({compilerOptions: {paths: {'@/*': ['./own/*']}}}),
        ...empty('src/b.ts', 'app/own/b.ts', 'src/c.ts')
      },
      'app/a.ts',
      {'@/b': 'app/own/b.ts', '@/c': 'none', '%/c': differs('src/c.ts', 'none', guessed)}
    ))

  it('merges folders', () =>
    check(
      {
        'tsconfig.json': json({compilerOptions: {rootDirs: ['src', 'generated']}}),
        ...empty('generated/b.ts')
      },
      'src/a.ts',
      {'./b': 'generated/b.ts'}
    ))

  it('prefers the reference that holds the file', () =>
    check(
      {
        'tsconfig.json': json({files: [], references: [{path: './tools'}, {path: './tsconfig.app.json'}]}),
        'tools/tsconfig.json': json({compilerOptions: {paths: {'@/*': ['./*']}}}),
        'tsconfig.app.json': json({compilerOptions: {paths: {'@/*': ['./src/*']}}, include: ['src']}),
        ...empty('src/b.ts', 'tools/b.ts')
      },
      'src/a.ts',
      {'@/b': 'src/b.ts'}
    ))

  it('reads a jsconfig where there is no tsconfig', () =>
    check(
      {
        'jsconfig.json': json({compilerOptions: {paths: {'@/*': ['./js/*'], '%/*': ['./js/*']}}}),
        'tsconfig.json': json({compilerOptions: {paths: {'@/*': ['./ts/*']}}}),
        'app/jsconfig.json': json({compilerOptions: {paths: {'@/*': ['./own/*']}}}),
        ...empty('js/b.ts', 'ts/b.ts', 'app/own/b.ts', 'js/c.ts')
      },
      'a.ts',
      {'@/b': 'ts/b.ts', '@/c': 'none', '%/b': 'none'}
    ))

  it('takes a listed package before an alias of a tsconfig that does not hold the file', () =>
    check(
      {
        'package.json': json({dependencies: {config: '1'}}),
        'tsconfig.json': json({compilerOptions: {baseUrl: './src'}, include: ['src']}),
        ...empty('src/config.ts', 'src/path.ts', 'src/own.ts')
      },
      'test/a.ts',
      {config: 'none', path: 'node:path', own: differs('src/own.ts', 'none', guessed)}
    ))

  it('obeys include', () =>
    check(
      {
        'tsconfig.json': json({compilerOptions: {paths: {'@/*': ['./src/*']}}, include: ['src']}),
        ...empty('src/b.ts')
      },
      'test/a.ts',
      {'@/b': differs('src/b.ts', 'none', guessed)}
    ))
})

describe('internal imports', () => {
  it('follows the map', () =>
    check(
      {
        'package.json': json({
          workspaces: ['p/*'],
          imports: {
            '#x/*': './src/*.js',
            '#x/hidden/*': null,
            '#x/in/*': './other/*.ts',
            '#y': './z.ts',
            '#cond': {browser: './web.js', node: './node.js', default: './z.ts'},
            '#nested': {node: {import: './src/b.ts', require: './z.ts'}},
            '#array': ['./src/b.ts', './z.ts'],
            '#dep': '@s/b',
            '#dep/*': '@s/b/*',
            '#fs': 'fs',
            '#either': {node: '@s/b', default: './z.ts'},
            '#/*': './src/*',
            '#t/*.js': './src/*.ts'
          }
        }),
        'p/b/package.json': json({name: '@s/b', main: './main.js'}),
        ...empty(
          'src/b.ts',
          'src/hidden/h.ts',
          'other/o.ts',
          'z.ts',
          'web.js',
          'node.js',
          'p/b/main.ts',
          'p/b/sub.ts'
        )
      },
      'a.ts',
      {
        '#x/b': 'src/b.ts',
        '#x/hidden/h': 'none',
        '#x/in/o': 'other/o.ts',
        '#y': 'z.ts',
        '#cond': 'node.js',
        '#nested': 'src/b.ts',
        '#array': 'src/b.ts',
        '#dep': 'p/b/main.ts',
        '#dep/sub': 'p/b/sub.ts',
        '#fs': 'node:fs',
        '#either': differs(
          'z.ts',
          'p/b/main.ts',
          'a file of the package itself says more than another package'
        ),
        '#/b.ts': 'src/b.ts',
        '#/b.js': 'src/b.ts',
        '#/b': 'src/b.ts',
        '#t/b.js': 'src/b.ts',
        '#none': 'none',
        '#x/': 'none'
      }
    ))

  it('belongs to the nearest manifest', () =>
    check(
      {
        'package.json': json({name: 'root', workspaces: ['p/*'], imports: {'#a': './a.ts', '#b': './a.ts'}}),
        'p/b/package.json': json({name: '@s/b', imports: {'#a': './own.ts'}}),
        ...empty('a.ts', 'p/b/own.ts')
      },
      'p/b/x.ts',
      {'#a': 'p/b/own.ts', '#b': 'none'}
    ))
})

describe('packages of the repository', () => {
  const workspace = (manifest: object, ...paths: string[]) => ({
    'package.json': json({name: 'root', workspaces: ['p/*']}),
    'p/b/package.json': json({name: '@s/b', ...manifest}),
    ...empty(...paths)
  })

  it('takes main and paths where there is no exports', () =>
    check(
      {
        ...workspace(
          {main: './start'},
          'p/b/start.ts',
          'p/b/x.ts',
          'p/b/y/index.ts',
          'p/b/x/index.ts',
          'p/b/s/m.ts'
        ),
        'p/b/s/package.json': json({main: './m.js'})
      },
      'a.ts',
      {
        '@s/b': 'p/b/start.ts',
        '@s/b/x': 'p/b/x.ts',
        '@s/b/x.js': 'p/b/x.ts',
        '@s/b/x/': 'p/b/x/index.ts',
        '@s/b/y': 'p/b/y/index.ts',
        '@s/b/s': 'p/b/s/m.ts',
        '@s/b/package.json': 'p/b/package.json',
        '@s/b/none': 'none',
        '@s/c': 'none'
      }
    ))

  it('takes the index of a package that names none', () =>
    check(workspace({}, 'p/b/index.ts'), 'a.ts', {'@s/b': 'p/b/index.ts'}))

  it('takes the source before what is published', () =>
    check(
      workspace(
        {source: './src/i.ts', module: './m.js', main: './c.js'},
        'p/b/src/i.ts',
        'p/b/m.js',
        'p/b/c.js'
      ),
      'a.ts',
      {
        '@s/b': 'p/b/src/i.ts'
      }
    ))

  it('obeys exports', () =>
    check(
      workspace(
        {
          main: './main.js',
          exports: {
            '.': {types: './i.d.ts', browser: './web.js', import: './i.mjs', default: './i.cjs'},
            './f/*': './src/f/*.js',
            './f/x': './src/own.js',
            './f/deep/*': './src/deep/*.js',
            './f/hidden/*': null,
            './t/*.js': './src/f/*.js',
            './twice/*': './src/*/*.ts',
            './nested': {node: {import: './src/own.ts'}, default: './web.js'},
            './array': ['./src/own.ts', './web.js'],
            './first': ['./gone.js', './web.js'],
            './bare/*': './src/f/*',
            './source': {source: './src/own.ts', default: './web.js'},
            './package.json': './package.json'
          }
        },
        'p/b/main.js',
        'p/b/i.d.ts',
        'p/b/web.js',
        'p/b/i.mjs',
        'p/b/i.cjs',
        'p/b/src/f/y.ts',
        'p/b/src/own.ts',
        'p/b/src/deep/z.ts',
        'p/b/src/f/hidden/h.ts',
        'p/b/src/f/f.ts',
        'p/b/src/unnamed.ts',
        'p/b/other.js'
      ),
      'a.ts',
      {
        '@s/b': 'p/b/i.mjs',
        '@s/b/f/y': 'p/b/src/f/y.ts',
        '@s/b/f/x': 'p/b/src/own.ts',
        '@s/b/f/deep/z': 'p/b/src/deep/z.ts',
        '@s/b/f/hidden/h': 'none',
        '@s/b/t/y.js': 'p/b/src/f/y.ts',
        '@s/b/twice/f': 'p/b/src/f/f.ts',
        '@s/b/nested': 'p/b/src/own.ts',
        '@s/b/array': 'p/b/src/own.ts',
        '@s/b/first': differs(
          'p/b/web.js',
          'none',
          'TypeScript and webpack go on where a file of a list is not there'
        ),
        '@s/b/bare/y': 'p/b/src/f/y.ts',
        '@s/b/bare/y.ts': 'p/b/src/f/y.ts',
        '@s/b/source': 'p/b/src/own.ts',
        '@s/b/package.json': 'p/b/package.json',
        '@s/b/main.js': differs('p/b/main.js', 'none', hidden),
        '@s/b/unnamed': differs('p/b/src/unnamed.ts', 'none', hidden),
        '@s/b/other': differs('p/b/other.js', 'none', hidden),
        '@s/b/none': 'none'
      }
    ))

  it('reads exports in every short form', () =>
    check(
      {
        ...workspace({exports: './i.js'}, 'p/b/i.ts'),
        'p/c/package.json': json({name: 'c', exports: {node: './n.js', default: './d.js'}}),
        'p/d/package.json': json({name: 'd', exports: {'./sub': './sub.js'}, main: './m.js'}),
        'p/e/package.json': json({name: 'e', exports: {'.': {browser: './web.js'}}}),
        'p/f/package.json': json({name: 'f', exports: {'.': {types: './t.d.ts'}}}),
        ...empty('p/c/n.ts', 'p/c/d.ts', 'p/d/sub.ts', 'p/d/m.js', 'p/e/web.js', 'p/f/t.d.ts')
      },
      'a.ts',
      {
        '@s/b': 'p/b/i.ts',
        c: 'p/c/n.ts',
        'd/sub': 'p/d/sub.ts',
        d: 'none',
        e: differs(
          'p/e/web.js',
          'none',
          'a condition for another place comes last, which is better than nothing'
        ),
        f: differs(
          'p/f/t.d.ts',
          'none',
          'declarations come last, oxc-resolver takes them with a condition only'
        )
      }
    ))

  it('knows a package by its own name', () =>
    check(
      {
        'package.json': json({name: 'me', exports: {'.': './src/i.js', './*': './src/*.js'}}),
        ...empty('src/i.ts', 'src/x.ts')
      },
      'test/a.ts',
      {me: 'src/i.ts', 'me/x': 'src/x.ts', 'me/none': 'none'}
    ))

  it('knows a package without exports by its own name', () =>
    check({'package.json': json({name: 'me', main: './src/i.js'}), ...empty('src/i.ts')}, 'test/a.ts', {
      me: differs(
        'src/i.ts',
        'none',
        'tests and examples map the name to the sources in their own configuration'
      )
    }))

  it('goes to the source of what is not built', () =>
    check(workspace({main: './dist/index.js'}, 'p/b/src/index.ts', 'p/b/src/x.ts'), 'a.ts', {
      '@s/b': differs('p/b/src/index.ts', 'none', unbuilt),
      '@s/b/dist/x.js': differs('p/b/src/x.ts', 'none', unbuilt)
    }))

  it('takes a built-in before a package of its name', () =>
    check(
      {
        'package.json': json({workspaces: ['p/*']}),
        'p/e/package.json': json({name: 'events'}),
        ...empty('p/e/index.js')
      },
      'a.ts',
      {
        events: 'node:events',
        'node:events': 'node:events',
        'fs/promises': 'node:fs'
      }
    ))
})
