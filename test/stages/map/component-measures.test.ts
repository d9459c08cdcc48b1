import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {map} from '../../../src/stages/map/index.ts'

function run(files: Record<string, string>) {
  const repo = createMemoryRepo({'package.json': '{"name": "x", "type": "module"}', ...files})
  return map({facts: readFacts(repo), readText: path => repo.read(path), fallbackName: 'x'}).value
}

const three = {
  'src/a/a.ts': "import {b} from '../b/b.ts'\nexport const a = b\n",
  'src/b/b.ts': 'export const b = 1\n',
  'src/b/more.ts': 'export const more = 1\n',
  'src/b/rest.ts': 'export const rest = 1\n',
  'src/c/c.ts': "import {a} from '../a/a.ts'\nexport const c = a\n"
}
const aTest = (imports: string) => ({'test/b.test.ts': `${imports}\ntest('x', () => {})\n`})

describe('tests of a component', () => {
  const testsOf = (files: Record<string, string>) => {
    const {measures, details} = run(files)
    const word = details.details?.find(({path}) => path === 'src/b')?.tests
    return [measures.get('src/b')?.tests, word]
  }

  it('are counted by the modules that a test file imports', () => {
    expect(testsOf({...three, ...aTest("import '../src/b/b.ts'")})).toEqual([{modules: 3, tested: 1}, 'some'])
    expect(testsOf({...three, ...aTest("import '../src/b/b.ts'\nimport '../src/b/more.ts'")})).toEqual([
      {modules: 3, tested: 2},
      'most'
    ])
  })

  it('do not count what a test reaches through another module, or takes a type of', () => {
    expect(testsOf({...three, ...aTest("import '../src/a/a.ts'")})).toEqual([{modules: 3, tested: 0}, 'none'])
    expect(testsOf({...three, ...aTest("import type {b} from '../src/b/b.ts'\nlet x: typeof b")})).toEqual([
      {modules: 3, tested: 0},
      'none'
    ])
  })

  it('are not known in a tree without tests', () => expect(testsOf(three)).toEqual([undefined, undefined]))
})

describe('coverage of a component', () => {
  const least = (files: Record<string, string>) =>
    run(files).architecture.coverage?.find(each => each.startsWith('Least'))

  it('is the share of files parsed and of specifiers resolved, the lowest a word', () => {
    const broken = {
      ...three,
      'src/b/more.ts': 'export const = 1\n',
      'src/c/c.ts': "import './gone.ts'\nimport '../a/a.ts'\n"
    }
    const {measures} = run(broken)
    expect(measures.get('src/b')).toMatchObject({coverage: {parsed: 2 / 3, resolved: 1}, confidence: 'local'})
    expect(measures.get('src/c')).toMatchObject({coverage: {parsed: 1, resolved: 0.5}, confidence: 'shallow'})
    expect(least(broken)).toBe(
      'Least is seen of `src/c` (shallow, for imports), `src/b` (local, for syntax).'
    )
  })

  it('is not spoken of when all is seen', () => expect(least(three)).toBeUndefined())
})
