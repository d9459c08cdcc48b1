import {describe, expect, it} from 'vitest'
import {type Files, mapAndJudge} from './offered.ts'

/** The offered invariants; each of them must be verified by the engine of `check`. */
function offered(files: Files): string[] {
  const {value, judge} = mapAndJudge(files)
  for (const {text, holds, of} of value.invariants) {
    const absences = judge(text).filter(({kind}) => kind === 'absence')
    expect(
      absences.map(({verdict}) => verdict),
      text
    ).toEqual(absences.map(() => 'verified'))
    expect(absences.length, text).toBeGreaterThan(0)
    expect(holds, text).toBe(of)
    expect(of, text).toBeGreaterThan(0)
  }
  return value.invariants.map(({text}) => text)
}

const manifest = (extra: object = {}) => JSON.stringify({name: 'x', type: 'module', ...extra})
const module = (name: string, ...imports: string[]) =>
  `${imports.map((path, n) => `import * as i${n} from '${path}'\n`).join('')}export const ${name} = [${imports.map((_, n) => `i${n}`).join(', ')}]\n`

/** `count` files in a folder, each importing the same. */
const files = (folder: string, count: number, ...imports: string[]): Files =>
  Object.fromEntries(
    Array.from({length: count}, (_, n) => [`${folder}/f${n}.ts`, module(`f${n}`, ...imports)])
  )

const layered: Files = {
  'package.json': manifest({exports: './src/ui/f0.ts'}),
  ...files('src/ui', 6, '../core/f0.ts'),
  ...files('src/core', 2, '../base/f0.ts'),
  ...files('src/base', 2)
}

describe('no ring of files', () => {
  it('is offered, and not when they form one', () => {
    expect(offered(layered)).toContain('No ring of value imports between files.')
    const ring = {
      ...layered,
      'src/base/f0.ts': module('f0', './f1.ts'),
      'src/base/f1.ts': module('f1', './f0.ts')
    }
    expect(offered(ring).join()).not.toContain('No ring')
  })

  it('says that types close one', () =>
    expect(
      offered({
        ...layered,
        'src/base/f0.ts': "import type {f1} from './f1.ts'\nexport const f0 = 1 as unknown as typeof f1\n",
        'src/base/f1.ts': module('f1', './f0.ts')
      })
    ).toContain('No ring of value imports between files. Imports that only bring types do close rings.'))

  it('is not offered when a require closes one at load', () => {
    const cjs = {
      'package.json': '{"name": "x"}',
      'src/a.js': "const b = require('./b')\nmodule.exports = {b}\n",
      'src/b.js': "const a = require('./a')\nmodule.exports = {a}\n"
    }
    expect(offered(cjs)).toEqual([])
    expect(offered({...cjs, 'src/b.js': "module.exports = {a: () => require('./a')}\n"})).toEqual([
      'No ring of value imports between files.'
    ])
  })
})

describe('one way', () => {
  it('is offered with enough imports the other way round', () => {
    expect(offered(layered)).toContain('`src/core` does not import `src/ui`.')
    expect(
      offered({...layered, ...files('src/ui', 6), 'src/ui/g.ts': module('g', '../core/f0.ts')}).join()
    ).not.toContain('does not import `src/ui`')
  })

  it('is broken by one import, also by one of a type or through a barrel', () => {
    const text = '`src/core` does not import `src/ui`.'
    expect(
      offered({
        ...layered,
        'src/core/g.ts': "import type {f0} from '../ui/f0.ts'\nexport type G = typeof f0\n"
      })
    ).not.toContain(text)
    expect(offered({...layered, 'src/core/g.ts': module('g', '../ui/f1.ts')})).not.toContain(text)
    const barrel = {
      'src/index.ts': "export {f0} from './ui/f0.ts'\n",
      'src/core/g.ts': "import {f0} from '../index.ts'\nexport const g = () => f0\n"
    }
    expect(offered({...layered, ...barrel})).not.toContain(text)
  })

  it('counts what importers take through a barrel, once one imports the folder itself', () => {
    const text = '`src/core` does not import `src/ui`.'
    const taking = (path: string) => `import {f0} from '${path}'\nexport const f = () => f0\n`
    const through = (direct: string) => ({
      ...layered,
      'src/all/index.ts': "export {f0} from '../core/f0.ts'\n",
      ...Object.fromEntries(
        Array.from({length: 6}, (_, n) => [`src/ui/f${n}.ts`, taking('../all/index.ts')])
      ),
      'src/ui/f6.ts': taking(direct)
    })
    expect(offered(through('../core/f0.ts'))).toContain(text)
    expect(offered(through('../all/index.ts'))).not.toContain(text)
  })

  it('takes a folder for all below it, and does not repeat what follows from that', () => {
    const deep = {
      'package.json': manifest({exports: './src/app/one/f0.ts'}),
      ...files('src/app/one', 6, '../../lib/low/f0.ts'),
      ...files('src/app/two', 6, '../../lib/high/f0.ts'),
      ...files('src/lib/low', 3, '../high/f0.ts'),
      ...files('src/lib/high', 3, '../../base/f0.ts'),
      'src/base/f0.ts': module('f0'),
      'src/base/f1.ts': module('f1'),
      'src/other/f0.ts': module('f0', '../base/f0.ts'),
      'src/more/f0.ts': module('f0', '../base/f0.ts'),
      'src/most/f0.ts': module('f0', '../base/f0.ts')
    }
    const found = offered(deep).filter(text => text.includes('does not import'))
    expect(found).toEqual(['`src/lib` does not import `src/app`.'])
  })

  it('names no folder that only those who work on the repository use', () =>
    expect(
      offered({
        ...layered,
        ...files('bench', 6, '../src/core/f0.ts')
      }).join()
    ).not.toContain('`bench`'))
})

describe('self-contained', () => {
  it('is offered for a folder that is used and imports nothing else', () => {
    const used = {...layered, ...files('src/core', 6, '../base/f0.ts')}
    expect(offered(used)).toContain('`src/base` imports nothing else of this repository.')
    expect(offered(layered)).not.toContain('`src/base` imports nothing else of this repository.')
    expect(offered({...used, 'src/base/g.ts': module('g', '../ui/f1.ts')}).join()).not.toContain(
      'nothing else'
    )
  })
})

describe('peers', () => {
  const door = (name: string, ...more: string[]) => ({
    [`src/doors/${name}/index.ts`]: module(name, '../../core/f0.ts', '../../core/f1.ts', ...more)
  })
  const doors = {
    'package.json': manifest({exports: {'.': './src/main.ts'}}),
    ...files('src/core', 2),
    ...door('a'),
    ...door('b'),
    ...door('c'),
    ...door('d'),
    'src/main.ts': module(
      'main',
      './doors/a/index.ts',
      './doors/b/index.ts',
      './doors/c/index.ts',
      './doors/d/index.ts'
    )
  }
  const text = 'The folders in `src/doors` never import each other.'

  it('are offered, and not when one imports another', () => {
    expect(offered(doors)).toContain(text)
    expect(offered({...doors, ...door('d', '../c/index.ts')})).not.toContain(text)
  })

  it('are not offered when they know each other through a barrel', () => {
    const barrel = {'src/all.ts': "export {a} from './doors/a/index.ts'\n"}
    const taken = {
      ...barrel,
      'src/doors/b/more.ts': "import {a} from '../../all.ts'\nexport const more = () => a\n"
    }
    expect(offered({...doors, ...barrel})).toContain(text)
    expect(offered({...doors, ...taken})).not.toContain(text)
    const beside = {
      'src/doors/all.ts': "import {a} from './a/index.ts'\nexport const all = () => a\n",
      'src/doors/b/more.ts': "import {all} from '../all.ts'\nexport const more = () => all\n"
    }
    expect(offered({...doors, ...beside})).not.toContain(text)
  })

  it('are not offered when nothing uses them, or there are few', () => {
    expect(offered({...doors, 'src/main.ts': module('main', './doors/a/index.ts')})).not.toContain(text)
    const {'src/doors/d/index.ts': _, ...three}: Files = {
      ...doors,
      'src/main.ts': module('main', './doors/a/index.ts', './doors/b/index.ts')
    }
    expect(offered(three)).not.toContain(text)
  })

  it('may be files that an index lists', () => {
    const rules = {
      ...doors,
      ...files('src/rules', 5, '../core/f0.ts'),
      'src/rules/index.ts': module('rules', './f0.ts', './f1.ts', './f2.ts', './f3.ts', './f4.ts'),
      'src/main.ts': module('main', './rules/index.ts')
    }
    const sentence = 'The files in `src/rules` never import each other, `index.ts` apart.'
    expect(offered(rules)).toContain(sentence)
    expect(offered({...rules, 'src/rules/f0.ts': module('f0', './index.ts')})).not.toContain(sentence)
  })
})

describe('sole importers', () => {
  const fs = (name: string) => `import fs from 'node:fs'\nexport const ${name} = fs\n`

  it('are offered for what reaches outside, as one file or one folder', () => {
    const one = {...layered, 'src/core/io.ts': fs('io'), 'src/ui/f1.ts': module('f1', '../core/io.ts')}
    expect(offered(one)).toContain('Only `src/core/io.ts` imports `node:fs`.')
    const two = {
      ...one,
      'src/core/more.ts': "import {readFile} from 'node:fs/promises'\nexport const r = readFile\n"
    }
    expect(offered(two)).toContain('Only `src/core` imports `node:fs`.')
    const three = {...two, 'src/base/g.ts': "import type {Stats} from 'node:fs'\nexport type S = Stats\n"}
    expect(offered(three).join()).not.toContain('node:fs')
  })

  it('are offered once for the network', () => {
    const both = "import http from 'node:http'\nimport net from 'node:net'\nexport const io = [http, net]\n"
    const used = {...layered, 'src/core/io.ts': both, 'src/ui/f1.ts': module('f1', '../core/io.ts')}
    expect(offered(used).filter(text => text.startsWith('Only'))).toEqual([
      'Only `src/core/io.ts` imports `node:http`.'
    ])
  })

  it('are not offered for scripts', () =>
    expect(
      offered({...layered, 'scripts/run.ts': fs('run'), 'scripts/more.ts': fs('more')}).join()
    ).not.toContain('node:fs'))

  it('are at most two packages, listed for run time', () => {
    const use = (...names: string[]) =>
      names.map((name, n) => `import p${n} from '${name}'\nexport const x${n} = p${n}\n`).join('')
    const list = {one: '1', two: '1', three: '1'}
    const used = {
      ...layered,
      'src/core/p.ts': use('one', 'two', 'three'),
      'src/core/q.ts': use('one', 'two', 'three')
    }
    const listed = {...used, 'package.json': manifest({exports: './src/ui/f0.ts', dependencies: list})}
    expect(offered(listed).filter(text => text.startsWith('Only'))).toEqual([
      'Only `src/core` imports `one`.',
      'Only `src/core` imports `three`.'
    ])
    const dev = {...used, 'package.json': manifest({exports: './src/ui/f0.ts', devDependencies: list})}
    expect(offered(dev).join()).not.toContain('Only')
  })
})

describe('environment and types', () => {
  it('says where variables are read, when that is one place of the program', () => {
    const read = (name: string) => `export const ${name} = process.env.HOME\n`
    const one = {...layered, 'src/core/env.ts': read('env')}
    const text = 'Environment variables are read by name in `src/core/env.ts` only.'
    expect(offered(one)).toContain(text)
    expect(offered({...one, 'src/ui/g.ts': read('g'), 'src/base/h.ts': read('h')}).join()).not.toContain(
      'Environment'
    )
    expect(offered({...layered, 'scripts/env.ts': read('env')}).join()).not.toContain('Environment')
  })

  it('says which packages bring types only', () => {
    const use = (type: string) =>
      `import ${type}{Request} from 'web'\nexport ${type === '' ? 'const r = new Request()' : 'type R = Request'}\n`
    const listed = (kind: string) => ({
      ...layered,
      'package.json': manifest({exports: './src/ui/f0.ts', [kind]: {web: '1'}})
    })
    const text = '`web` is imported for types only.'
    expect(offered({...listed('peerDependencies'), 'src/ui/w.ts': use('type ')})).toContain(text)
    expect(
      offered({...listed('peerDependencies'), 'src/ui/w.ts': use('type '), 'src/ui/v.ts': use('')})
    ).not.toContain(text)
    expect(offered({...listed('devDependencies'), 'src/ui/w.ts': use('type ')})).not.toContain(text)
  })
})
