import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {map} from '../../../src/stages/map/index.ts'

const manifest = {'package.json': '{"name": "x", "type": "module", "dependencies": {"left": "1"}}'}

function run(files: Record<string, string>) {
  const repo = createMemoryRepo({...manifest, ...files})
  return map({facts: readFacts(repo), readText: path => repo.read(path), fallbackName: 'x'}).value
}

const three = {
  'src/a/a.ts': "import {b} from '../b/b.ts'\nexport const a = b\n",
  'src/b/b.ts': 'export const b = 1\n',
  'src/c/c.ts': "import {b} from '../b/b.ts'\nexport const c = b\n"
}
const sentence = (files: Record<string, string>, start: string) =>
  run(files).architecture.crossCutting?.find(each => each.startsWith(start))

describe('effects of a component', () => {
  it('are its built-ins and globals, with the first place in each module', () =>
    expect(
      run({
        ...three,
        'src/c/c.ts':
          "import {b} from '../b/b.ts'\nimport fs from 'node:fs'\nexport const c = [b, fs]\nsetTimeout(() => {}, 5)\nsetTimeout(() => {}, 6)\n"
      }).details.details?.find(({path}) => path === 'src/c')?.effects
    ).toEqual([
      {effect: 'file built-ins', places: [{path: 'src/c/c.ts', line: 2}], more: 0},
      {effect: 'timers', places: [{path: 'src/c/c.ts', line: 4}], more: 0}
    ]))

  it('are none for a built-in of which only types are taken', () =>
    expect(
      run({
        ...three,
        'src/c/c.ts': "import type {Stats} from 'node:fs'\nexport type C = Stats\n"
      }).details.details?.find(({path}) => path === 'src/c')?.effects
    ).toEqual([]))
})

describe('components without direct effects', () => {
  const pure = (files: Record<string, string>) => sentence({...three, ...files}, 'No direct effects')

  it('are named', () =>
    expect(pure({'src/c/c.ts': 'console.log(1)\nexport const c = 1\n'})).toMatch(/: `src\/a`, `src\/b`\.$/))

  it('are not those with a package, an unresolved import or broken syntax', () => {
    expect(pure({'src/c/c.ts': "import left from 'left'\nexport const c = left\n"})).not.toContain('src/c')
    expect(pure({'src/c/c.ts': "import x from './gone.ts'\nexport const c = x\n"})).not.toContain('src/c')
    expect(pure({'src/c/c.ts': 'export const c = = 1\n'})).not.toContain('src/c')
  })

  it('are not those whose text so much as names a global, however it is reached', () => {
    expect(pure({'src/c/c.ts': 'export const c = () => window.setTimeout(() => {}, 1)\n'})).not.toContain(
      'src/c'
    )
    expect(pure({'src/c/c.ts': 'export const c = globalThis["fetch"]\n'})).not.toContain('src/c')
    expect(pure({'src/c/c.ts': 'export const c = () => document.title\n'})).not.toContain('src/c')
  })

  it('may use built-ins that only compute', () =>
    expect(pure({'src/c/c.ts': "import {join} from 'node:path'\nexport const c = join('a', 'b')\n"})).toMatch(
      /: every component\.$/
    ))
})

describe('cross-cutting modules', () => {
  const user = "import {b} from '../b/b.ts'\nexport const u = b\n"

  it('are those that more than half of the components import', () =>
    expect(sentence({...three, 'src/d/d.ts': user}, 'More than half')).toBe(
      'More than half of the components import from each of these, types included: `src/b/b.ts`.'
    ))

  it('are not those that half of them import, tests left out', () => {
    const others = {'src/e/e.ts': 'export const e = 1\n', 'src/f/f.ts': 'export const f = 1\n'}
    expect(
      sentence(
        {
          ...three,
          'src/d/d.ts': user,
          ...others,
          'src/e/e.test.ts': "import {b} from '../b/b.ts'\ntest('x', () => b)\n"
        },
        'More than half'
      )
    ).toBeUndefined()
  })
})
