import {describe, expect, it} from 'vitest'
import {judgeDocument} from '../../../src/claims/judge-document.ts'
import {createWorld} from '../../../src/claims/world.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {findExtensionPoints} from '../../../src/stages/map/extension-points/index.ts'
import {toSentence} from '../../../src/stages/map/extension-points/sentence.ts'

type Files = Record<string, string>

function sentences(files: Files): string[] {
  const repo = createMemoryRepo({'package.json': '{"name": "x", "type": "module"}', ...files})
  const facts = readFacts(repo)
  const modules = facts.modules.filter(({role}) => role === 'source').map(({id}) => id)
  const found = findExtensionPoints(modules, facts).map(toSentence)
  const world = createWorld({repo, facts, history: undefined})
  const judged = judgeDocument('ARCHITECTURE.md', found.map(text => `- ${text}\n`).join(''), world)
  expect(judged.filter(({verdict}) => verdict === 'refuted')).toEqual([])
  expect(judged.filter(({kind}) => kind === 'absence' || kind === 'edge' || kind === 'count')).toEqual([])
  return found
}

const names = ['alpha', 'beta', 'gamma', 'delta']
const each = (path: (name: string) => string, text: (name: string) => string): Files =>
  Object.fromEntries(names.map(name => [path(name), text(name)]))
const rules = each(
  name => `src/rules/${name}.ts`,
  name => `export default {name: '${name}'}\n`
)
const imports = names.map(name => `import ${name} from './${name}.ts'\n`).join('')

describe('lists', () => {
  it('of most of a folder say where one more goes', () =>
    expect(
      sentences({...rules, 'src/rules/index.ts': `${imports}export const rules = [${names.join(', ')}]\n`})
    ).toEqual([
      'To add one like `alpha.ts`, `beta.ts` and `delta.ts`: see `src/rules`, listed in `src/rules/index.ts`.'
    ]))

  it('may be tables, runs of calls, pairs, and imports on demand', () => {
    const list = (text: string) => sentences({...rules, 'src/rules/index.ts': text}).length
    expect(list(`${imports}export const rules = {${names.join(', ')}}\n`)).toBe(1)
    expect(list(`${imports}${names.map(name => `register('${name}', ${name})\n`).join('')}`)).toBe(1)
    expect(list(`${imports}app${names.map(name => `.use(${name})`).join('')}\n`)).toBe(1)
    expect(
      list(`${imports}export const m = new Map([${names.map(name => `['${name}', ${name}]`).join(', ')}])\n`)
    ).toBe(1)
    expect(
      list(`export const load = {${names.map(name => `${name}: () => import('./${name}.ts')`).join(', ')}}\n`)
    ).toBe(1)
    const required = (call: string) => names.map(name => `${name}: ${call}('./${name}.ts')`).join(', ')
    expect(list(`module.exports.rules = {${required('require')}}\n`)).toBe(1)
    expect(list(`module.exports.rules = {${required('resolve')}}\n`)).toBe(0)
    expect(list(names.map(name => `export {default as ${name}} from './${name}.ts'\n`).join(''))).toBe(1)
  })

  it('of folders name the folders', () =>
    expect(
      sentences({
        ...each(
          name => `src/rules/${name}/index.ts`,
          name => `export const rule = '${name}'\n`
        ),
        'src/api.ts': `${names.map(name => `import {rule as ${name}} from './rules/${name}/index.ts'\n`).join('')}export const rules = [${names.join(', ')}]\n`
      })
    ).toEqual(['To add one like `alpha`, `beta` and `delta`: see `src/rules`, listed in `src/api.ts`.']))

  it('are none when the imports are used one by one', () =>
    expect(
      sentences({
        ...rules,
        'src/rules/index.ts': `${imports}export const a = [alpha, beta]\nexport const b = [gamma, delta]\n`
      })
    ).toEqual([]))

  it('are none when an element speaks of several', () =>
    expect(
      sentences({
        ...rules,
        'src/rules/index.ts': `${imports}export const rules = [[alpha, beta], [gamma, delta], [alpha, delta]]\n`
      })
    ).toEqual([]))

  it('are none when the names have nothing in common', () =>
    expect(
      sentences({
        'src/a.ts': 'export const parse = 1\n',
        'src/b.ts': 'export const write = 1\n',
        'src/c.ts': 'export const lock = 1\n',
        'src/index.ts':
          "import {parse} from './a.ts'\nimport {write} from './b.ts'\nimport {lock} from './c.ts'\nexport const all = [parse, write, lock]\n"
      })
    ).toEqual([]))

  it('are none when they hold little of the folder', () =>
    expect(
      sentences({
        ...rules,
        ...Object.fromEntries(Array.from({length: 4}, (_, n) => [`src/rules/other${n}.ts`, 'export {}\n'])),
        'src/rules/index.ts': `${imports}export const rules = [${names.join(', ')}]\n`
      })
    ).toEqual([]))

  it('are none when everything is handed on with a star', () =>
    expect(
      sentences({
        ...rules,
        'src/rules/index.ts': names.map(name => `export * from './${name}.ts'\n`).join('')
      })
    ).toEqual([]))

  it('are none when only types are taken, and none in tests', () => {
    const types = each(
      name => `src/kinds/${name}.ts`,
      () => 'export interface Kind {}\n'
    )
    const taken = names.map(name => `import type {Kind as ${name}} from '../src/kinds/${name}.ts'\n`).join('')
    expect(sentences({...types, 'lib/all.ts': `${taken}export type All = [${names.join(', ')}]\n`})).toEqual(
      []
    )
    expect(
      sentences({
        ...rules,
        'test/rules.test.ts': `${imports.replaceAll('./', '../src/rules/')}test('x', () => [${names.join(', ')}])\n`
      })
    ).toEqual([])
  })
})

describe('kinships', () => {
  const base = {'src/rule.ts': 'export interface Rule {}\nexport class Base {}\nexport function make() {}\n'}

  it('are classes of one base, in files or in folders', () => {
    const text = "import {Base} from '../rule.ts'\nexport class R extends Base {}\n"
    expect(
      sentences({
        ...base,
        ...each(
          name => `src/rules/${name}.ts`,
          () => text
        )
      })
    ).toEqual([
      'To add one like `alpha.ts`, `beta.ts` and `delta.ts`: see `src/rules`; most export a class that extends `Base` (`src/rule.ts`).'
    ])
    const deeper = "import type {Rule} from '../../rule.ts'\nclass R implements Rule {}\nexport {R}\n"
    expect(
      sentences({
        ...base,
        ...each(
          name => `src/rules/${name}/r.ts`,
          () => deeper
        )
      })
    ).toEqual([
      'To add one like `alpha`, `beta` and `delta`: see `src/rules`; most export a class that implements `Rule` (`src/rule.ts`).'
    ])
  })

  it('are values of one type, and what one function makes', () => {
    const typed = "import type {Rule} from '../rule.ts'\nexport const rule: Rule = {}\n"
    expect(
      sentences({
        ...base,
        ...each(
          name => `src/rules/${name}.ts`,
          () => typed
        )
      })
    ).toEqual([
      'To add one like `alpha.ts`, `beta.ts` and `delta.ts`: see `src/rules`; most export a value of the type `Rule` (`src/rule.ts`).'
    ])
    const made = "import {make} from '../rule.ts'\nexport default make()\n"
    expect(
      sentences({
        ...base,
        ...each(
          name => `src/rules/${name}.ts`,
          () => made
        )
      })
    ).toEqual([
      'To add one like `alpha.ts`, `beta.ts` and `delta.ts`: see `src/rules`; most export what `make` (`src/rule.ts`) makes.'
    ])
  })

  it('join the list of the same folder', () => {
    const made = "import {make} from '../rule.ts'\nexport default make()\n"
    expect(
      sentences({
        ...base,
        ...each(
          name => `src/rules/${name}.ts`,
          () => made
        ),
        'src/rules/index.ts': `${imports}export const rules = [${names.join(', ')}]\n`
      })
    ).toEqual([
      'To add one like `alpha.ts`, `beta.ts` and `delta.ts`: see `src/rules`, listed in `src/rules/index.ts`; most export what `make` (`src/rule.ts`) makes.'
    ])
  })

  it('are none when the base is used otherwise, or of what is not exported', () => {
    const uses =
      "import {Base, make} from '../rule.ts'\nexport function r() {\n  return [new Base(), make()]\n}\n"
    expect(
      sentences({
        ...base,
        ...each(
          name => `src/rules/${name}.ts`,
          () => uses
        )
      })
    ).toEqual([])
    const inner = "import {Base} from '../rule.ts'\nclass R extends Base {}\nexport const r = 1\n"
    expect(
      sentences({
        ...base,
        ...each(
          name => `src/rules/${name}.ts`,
          () => inner
        )
      })
    ).toEqual([])
  })
})

describe('constants of one type', () => {
  const handlers = ['json', 'text', 'form'].map(name => `const ${name}Handler: Handler = {}\n`).join('')

  it('in one list are extended there', () =>
    expect(
      sentences({
        'src/content.ts': `interface Handler {}\n${handlers}export const handlers = [jsonHandler, textHandler, formHandler]\n`
      })
    ).toEqual([
      'To add one like `formHandler`, `jsonHandler` and `textHandler`: see `handlers` in `src/content.ts`.'
    ]))

  it('are none when the list holds something else, or types differ', () => {
    const list = (text: string) => sentences({'src/content.ts': `interface Handler {}\n${handlers}${text}`})
    expect(list('export const handlers = [jsonHandler, textHandler, 1]\n')).toEqual([])
    expect(
      list('const xHandler = {}\nexport const handlers = [jsonHandler, textHandler, xHandler]\n')
    ).toEqual([])
  })
})

describe('registered commands', () => {
  const register = (path: string, kind: 'command' | 'listener') =>
    ['alpha', 'beta', 'gamma'].map((name, line) => ({
      kind,
      on: 'program',
      call: 'command',
      name,
      path,
      line: line + 1,
      test: false
    }))
  const found = (kind: 'command' | 'listener') => {
    const facts = readFacts(createMemoryRepo({'src/cli.ts': 'export {}\n'}))
    const registrations = register('src/cli.ts', kind)
    return findExtensionPoints(['src/cli.ts'], {...facts, registrations}).map(toSentence)
  }

  it('are added where the others are', () =>
    expect(found('command')).toEqual([
      'To add a command like `alpha`, `beta` and `gamma`: see `src/cli.ts`.'
    ]))

  it('are not listeners', () => expect(found('listener')).toEqual([]))
})

it('puts what the entry points reach before scripts', () => {
  const script = each(
    name => `scripts/${name}.ts`,
    name => `export default '${name}'\n`
  )
  const list = `${imports}export const rules = [${names.join(', ')}]\n`
  expect(
    sentences({
      'package.json': '{"name": "x", "type": "module", "exports": "./src/rules/index.ts"}',
      ...script,
      'scripts/all.ts': list,
      ...rules,
      'src/rules/index.ts': list
    }).map(text => /see `([^`]*)`/.exec(text)?.[1])
  ).toEqual(['src/rules', 'scripts'])
})
