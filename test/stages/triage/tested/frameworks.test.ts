import {describe, expect, it} from 'vitest'
import {reachOf, testsOf} from './reach-of.ts'

const source = {'src/lock.ts': 'export function acquire(path: string) {\n  return path.length\n}\n'}
const head = "import {acquire} from '../src/lock.ts'\n"

/** The lines of the tests that reach `acquire`, in a test file that begins with its import. */
function lines(test: string, name = 'test/lock.test.ts'): number[] {
  return testsOf('src/lock.ts#acquire', {...source, [name]: `${head}${test}`}).map(found =>
    Number(found.split(':')[1])
  )
}

describe('a test', () => {
  it('is declared by vitest, jest, mocha, node:test, tap, ava, uvu, bun, Playwright, QUnit and Deno', () => {
    const body = "('a', () => {\n  acquire('a')\n})\n"
    for (const call of [
      'it',
      'test',
      'specify',
      'fit',
      'it.only',
      'it.concurrent',
      'test.serial',
      'test.failing'
    ])
      expect(lines(call + body), call).toEqual([2])
    for (const call of [
      'it.each([1])',
      'it.each`a`',
      'test.for([1])',
      'Deno.test',
      'QUnit.test',
      'it.concurrent.each([1])'
    ])
      expect(lines(call + body), call).toEqual([2])
    expect(lines("test('a', async t => {\n  await t.test('b', () => acquire('a'))\n})\n")).toContain(3)
    expect(lines("import run from 'ava'\nrun('a', t => t.is(acquire('a'), 1))\n")).toEqual([3])
    expect(lines("import {test as check} from 'node:test'\ncheck('a', () => acquire('a'))\n")).toEqual([3])
    expect(lines("const check = suite('s')\ncheck('a', () => acquire('a'))\n")).toEqual([3])
    expect(lines("const check = base.extend({})\ncheck('a', () => acquire('a'))\n")).toEqual([])
    expect(lines("const check = test.extend({})\ncheck('a', () => acquire('a'))\n")).toEqual([3])
    expect(lines("Deno.test({name: 'a', fn() {\n  acquire('a')\n}})\n")).toEqual([2])
    expect(lines("test('a', macro, 1)\nfunction macro() {\n  acquire('a')\n}\n")).toEqual([2])
    expect(lines("test('a', {timeout: 1}, () => acquire('a'))\n")).toEqual([2])
    expect(lines("test.describe('g', () => {\n  test('a', () => acquire('a'))\n})\n")).toEqual([3])
  })

  it('is a script that asserts, and no script that does not', () => {
    expect(lines("import assert from 'node:assert'\nassert.equal(acquire('a'), 1)\n")).toEqual([1])
    expect(lines("acquire('a')\n")).toEqual([])
  })

  it('is no regular expression that is tested', () => {
    expect(lines("/a/.test(acquire('a'))\n")).toEqual([])
  })
})

describe('a test runs what stands around it', () => {
  it('hooks of its own groups', () => {
    expect(
      lines("describe('d', () => {\n  beforeEach(() => {\n    acquire('a')\n  })\n  it('b', () => {})\n})\n")
    ).toEqual([6])
    expect(
      lines("describe('d', () => {\n  beforeEach(() => {\n    acquire('a')\n  })\n})\nit('b', () => {})\n")
    ).toEqual([])
    expect(lines("test.beforeAll(() => {\n  acquire('a')\n})\ntest('b', () => {})\n")).toEqual([5])
  })

  it('functions and values of its file that it uses', () => {
    expect(lines("const run = () => acquire('a')\nit('b', () => run())\n")).toEqual([3])
    expect(
      lines("const size = acquire('a')\nit('b', () => expect(size).toBe(1))\nit('c', () => {})\n")
    ).toEqual([3])
    expect(
      lines(
        "const {size} = make()\nfunction make() {\n  return {size: acquire('a')}\n}\nit('b', () => expect(size).toBe(1))\n"
      )
    ).toEqual([6])
    expect(lines("acquire('a')\nit('b', () => {})\n")).toEqual([])
  })

  it('a function that a table holds, not one that it compares', () => {
    expect(lines("it.each([acquire])('b', run => run('a'))\n")).toEqual([2])
    expect(
      lines("const rows = [{name: 'a', run: acquire}]\nit('b', () => rows.forEach(row => row.run('a')))\n")
    ).toEqual([3])
    expect(lines("describe.each([acquire])('b', run => {\n  it('c', () => run('a'))\n})\n")).toEqual([3])
    expect(
      lines("const rows = [{run: acquire}]\nrows.forEach(({run}) => {\n  it('c', () => run('a'))\n})\n")
    ).toEqual([4])
    expect(
      lines("for (const run of [acquire]) {\n  it('c', () => run('a'))\n}\nit('d', () => {})\n")
    ).toEqual([3])
    expect(lines("it('b', () => {\n  expect(list).toEqual([acquire])\n})\n")).toEqual([])
  })

  it('a function that it hands to a call, not one that it looks at', () => {
    expect(lines("it('b', () => {\n  ['a'].map(acquire)\n})\n")).toEqual([2])
    expect(lines("it('b', () => {\n  expect(acquire).toThrow()\n})\n")).toEqual([2])
    expect(lines("it('b', () => {\n  assert.throws(acquire)\n})\n")).toEqual([2])
    expect(lines("it('b', () => {\n  expect(acquire).toBeDefined()\n})\n")).toEqual([])
    expect(lines("it('b', () => {\n  expect(typeof acquire).toBe('function')\n})\n")).toEqual([])
    expect(lines("it('b', () => {\n  expect(current).toBe(acquire)\n})\n")).toEqual([])
    expect(lines("it('b', () => {\n  assert.strictEqual(current, acquire)\n})\n")).toEqual([])
    expect(lines("it('b', () => {\n  vi.mocked(acquire)\n})\n")).toEqual([])
  })
})

describe('a test that does not run reaches nothing', () => {
  const body = "('a', () => {\n  acquire('a')\n})\n"

  it('when it or a group around it is skipped or still to do', () => {
    for (const call of [
      'it.skip',
      'xit',
      'xtest',
      'it.todo',
      'test.skip',
      'test.fixme',
      'it.skip.each([1])',
      'it.skipIf(true)',
      'it.runIf(false)'
    ])
      expect(lines(call + body), call).toEqual([])
    for (const call of ['it.skipIf(false)', 'it.runIf(true)', 'it.skipIf(isWindows)'])
      expect(lines(call + body), call).toEqual([2])
    expect(lines(`it.runIf(process.env.LIVE)${body}`)).toEqual([])
    for (const group of [
      'describe.skip',
      'xdescribe',
      'describe.todo',
      'test.describe.fixme',
      'describe.skip.each([1])'
    ])
      expect(lines(`${group}('d', () => {\nit${body}})\n`), group).toEqual([])
    expect(lines(`describe('d', () => {\nit${body}})\n`)).toEqual([3])
  })

  it('when an option, a name or its own body says so', () => {
    expect(lines("test('a', {skip: true}, () => acquire('a'))\n")).toEqual([])
    expect(lines("test('a', {skip: false}, () => acquire('a'))\n")).toEqual([2])
    expect(lines("test('a', {todo: 'later'}, () => acquire('a'))\n")).toEqual([])
    expect(lines(`const off = it.skip\noff${body}`)).toEqual([])
    expect(lines(`const some = isWindows ? it.skip : it\nsome${body}`)).toEqual([3])
    expect(lines(`const live = process.env.LIVE ? it : it.skip\nlive${body}`)).toEqual([])
    expect(lines("test('a', () => {\n  test.fixme()\n  acquire('a')\n})\n")).toEqual([])
    expect(lines("test('a', t => {\n  t.skip('later')\n  acquire('a')\n})\n")).toEqual([])
    expect(lines("test('a', () => {\n  test.skip(isWindows, 'paths')\n  acquire('a')\n})\n")).toEqual([2])
  })

  it('next to another one with only', () => {
    expect(lines(`it.only('b', () => {})\nit${body}`)).toEqual([])
    expect(lines(`describe.only('b', () => {\nit${body}})\nit('c', () => acquire('c'))\n`)).toEqual([3])
  })
})

describe('what is said beside reach', () => {
  it('names a title, and a copy that the tests call', () => {
    const files = (test: string) => ({...source, 'test/a.test.ts': test})
    const title = reachOf(files("describe('acquire', () => {\n  it('works', () => {})\n})\n"))
    expect(title.titled('acquire')).toEqual({path: 'test/a.test.ts', line: 2})
    expect(title.copied('acquire')).toBeUndefined()
    const copy = reachOf(files("\nfunction acquire() {\n  return 1\n}\nit('works', () => acquire())\n"))
    expect(copy.copied('acquire')).toEqual({path: 'test/a.test.ts', line: 2})
    expect(copy.titled('acquire')).toBeUndefined()
    expect(reachOf(files("function acquire() {}\nit('works', () => {})\n")).copied('acquire')).toBeUndefined()
  })
})
