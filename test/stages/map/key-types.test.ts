import {describe, expect, it} from 'vitest'
import {judgeDocument} from '../../../src/claims/judge-document.ts'
import {createWorld} from '../../../src/claims/world.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {map} from '../../../src/stages/map/index.ts'

function run(files: Record<string, string>) {
  const repo = createMemoryRepo({'package.json': '{"name": "x", "type": "module"}', ...files})
  const facts = readFacts(repo)
  const world = createWorld({repo, facts, history: undefined})
  const holds = (sentence: string) =>
    judgeDocument('ARCHITECTURE.md', sentence, world).every(({verdict}) => verdict !== 'refuted')
  return map({facts, readText: path => repo.read(path), fallbackName: 'x', holds}).value
}

const users = (count: number, text: (n: number) => string) =>
  Object.fromEntries(Array.from({length: count}, (_, n) => [`src/user${n}/user.ts`, text(n)]))

const house = {
  'src/core/lock.ts': '/** Keeps two writers apart. */\nexport class Lock {}\nexport const size = 1\n',
  'src/core/index.ts': "export {Lock as Guard} from './lock.ts'\nexport * from './kinds.ts'\n",
  'src/core/kinds.ts': 'export interface Door {}\nexport type Key = string\nexport enum Side {\n  left\n}\n'
}

describe('key types', () => {
  it('are counted by the modules that import them by name, through barrels too', () =>
    expect(
      run({
        ...house,
        ...users(3, n =>
          n === 0
            ? "import {Lock} from '../core/lock.ts'\nexport const u = Lock\n"
            : "import {type Door, Guard} from '../core/index.ts'\nexport const u: Door = Guard\n"
        )
      }).details.keyTypes
    ).toEqual([
      {name: 'Lock', path: 'src/core/lock.ts', line: 2, modules: 3},
      {name: 'Door', path: 'src/core/kinds.ts', line: 1, modules: 2}
    ]))

  it('are named with what they say of themselves, without figures', () =>
    expect(
      run({...house, ...users(2, () => "import {Lock} from '../core/lock.ts'\nexport const u = Lock\n")})
        .architecture.keyTypes
    ).toEqual([{name: 'Lock', path: 'src/core/lock.ts', summary: 'Keeps two writers apart.'}]))

  it('are neither functions nor variables, nor what one module alone or a test imports', () => {
    const value = run({
      ...house,
      ...users(2, n =>
        n === 0
          ? "import {Lock, size} from '../core/lock.ts'\nexport const u = [Lock, size]\n"
          : "import {size} from '../core/lock.ts'\nexport const u = size\n"
      ),
      'test/lock.test.ts': "import {Lock} from '../src/core/lock.ts'\ntest('x', () => new Lock())\n"
    })
    expect(value.details.keyTypes).toEqual([])
    expect(value.architecture.mostImported).toEqual(['size'])
  })

  it('say nothing that the engine refutes', () => {
    const odd = {
      ...house,
      'src/core/lock.ts':
        '/** Declared in `src/gone/lock.ts` since the beginning. */\nexport class Lock {}\nexport const size = 1\n'
    }
    const [row] =
      run({...odd, ...users(2, () => "import {Lock} from '../core/lock.ts'\nexport const u = Lock\n")})
        .architecture.keyTypes ?? []
    expect(row?.name).toBe('Lock')
    expect(row?.summary ?? '').not.toContain('`src/gone')
  })
})
