import {describe, expect, it} from 'vitest'
import {judge} from '../judge.ts'

const sources = {
  'src/lock.ts':
    'export function acquire(path: string) {\n  return path.length\n}\nexport class Lock {\n  release(path: string) {\n    return path.trim()\n  }\n}\n',
  'src/index.ts': "export {acquire} from './lock.ts'\n"
}

/** Judges an item against the sources and one test file; compares the verdict and the reaching tests' lines. */
function check(test: string, lines: number[], item = '- [ ] Add `acquire` to `src/lock.ts`') {
  const judged = judge(item, {...sources, 'test/lock.test.ts': test})
  expect(judged.tests.map(({line}) => line)).toEqual(lines)
  expect(judged.verdict).toBe(lines.length > 0 ? 'implemented-tested' : 'implemented-untested')
  return judged
}

describe('a test reaches a symbol', () => {
  it('by a call in its body', () => {
    const judged = check(
      "import {acquire} from '../src/lock.ts'\ntest('a', () => {\n  acquire('a')\n})\n",
      [2]
    )
    expect(judged.tests[0]?.chain).toEqual(['test/lock.test.ts', 'src/lock.ts#acquire'])
    expect(judged.nextStep).toBe('tick it')
  })

  it('through a barrel, a namespace, a dynamic import and a function of the test file', () => {
    check("import {acquire as take} from '../src/index.ts'\nit('a', () => {\n  take('a')\n})\n", [2])
    check("import * as lock from '../src/lock.ts'\nit('a', () => {\n  lock.acquire('a')\n})\n", [2])
    check(
      "it('a', async () => {\n  const {acquire} = await import('../src/lock.ts')\n  acquire('a')\n})\n",
      [1]
    )
    check(
      "import {acquire} from '../src/lock.ts'\nfunction run() {\n  acquire('a')\n}\nit('a', () => run())\n",
      [5]
    )
    check(
      "import {acquire} from '../src/lock.ts'\ndescribe('d', () => {\n  it.each([1])('a', () => {\n    acquire('a')\n  })\n})\n",
      [3]
    )
  })

  it('by the class for a member', () => {
    const item = '- [ ] Add `Lock.release` to `src/lock.ts`'
    check("import {Lock} from '../src/lock.ts'\nit('a', () => {\n  new Lock().release('a')\n})\n", [2], item)
    check("import {Lock} from '../src/lock.ts'\nit('a', () => {\n  new Lock()\n})\n", [], item)
  })
})

describe('a test does not reach a symbol', () => {
  it('when it is skipped', () => {
    const body = "('a', () => {\n  acquire('a')\n})\n"
    for (const call of ['it.skip', 'xit', 'it.todo', 'test.skip'])
      check(`import {acquire} from '../src/lock.ts'\n${call}${body}`, [])
    check(`import {acquire} from '../src/lock.ts'\ndescribe.skip('d', () => {\nit${body}})\n`, [])
    check("import {acquire} from '../src/lock.ts'\ntest('a', {skip: true}, () => {\n  acquire('a')\n})\n", [])
  })

  it('when its module is mocked', () => {
    const test = (mock: string) =>
      `import {acquire} from '../src/lock.ts'\n${mock}\nit('a', () => {\n  acquire('a')\n})\n`
    check(test("vi.mock('../src/lock.ts')"), [])
    check(test("jest.mock('../src/lock', () => ({}))"), [])
    check(test("vi.mock('../src/other.ts')"), [3])
  })

  it('when only its title names it, which is said', () => {
    const judged = check(
      "import {Lock} from '../src/lock.ts'\nit('acquire works', () => {\n  new Lock()\n})\n",
      []
    )
    expect(judged.testNote).toBe(
      'none reaches `acquire` (1 test file searched; title only: `test/lock.test.ts:2`)'
    )
    expect(judged.nextStep).toBe('write a test in `test/lock.test.ts` that calls `acquire`, then tick it')
  })

  it('when it calls a copy, imports a type or calls outside of a test', () => {
    check("function acquire(path: string) {\n  return path\n}\nit('a', () => {\n  acquire('a')\n})\n", [])
    check("import type {acquire} from '../src/lock.ts'\nit('a', () => {\n  acquire('a')\n})\n", [])
    check("import {acquire} from '../src/lock.ts'\nacquire('a')\nit('a', () => {})\n", [])
  })
})

describe('a test reaches a command', () => {
  const cli = {
    'package.json': '{"name": "tool", "bin": {"tool": "src/cli.ts"}}',
    'src/cli.ts':
      "import {Command} from 'commander'\nconst note = new Command().command('note')\nnote.command('list').action(() => 1)\n"
  }
  it('by spawning its words in a row', () => {
    const verdict = (words: string) =>
      judge('- [ ] Add a `tool note list` command', {
        ...cli,
        'test/cli.test.ts': `const run = (args: string[]) => spawnSync('tool', args)\nit('a', () => {\n  run([${words}])\n})\n`
      }).verdict
    expect(verdict("'note', 'list'")).toBe('implemented-tested')
    expect(verdict("'list', 'note'")).toBe('implemented-untested')
  })
})
