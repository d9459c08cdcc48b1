import {describe, expect, it} from 'vitest'
import {cli, createFolder} from './cli.ts'

const files = {
  'package.json': JSON.stringify({
    name: 'locks',
    type: 'module',
    bin: './src/main.ts',
    main: './src/index.ts'
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {module: 'esnext', moduleResolution: 'bundler', strict: true}
  }),
  'src/index.ts': `export {withLock} from './with-lock.ts'\n`,
  'src/main.ts': `import {withLock} from './with-lock.ts'\nimport {save} from './save.ts'\nwithLock(() => save())\n`,
  'src/with-lock.ts': `import {Lock} from './lock.ts'\nexport function withLock(run: () => void) {\n  const lock = new Lock()\n  lock.acquire()\n  run()\n}\n`,
  'src/lock.ts': `export interface Closable { close(): void }\nexport class Lock implements Closable {\n  acquire() {}\n  close() {}\n}\n`,
  'src/shut.ts': `import type {Closable} from './lock.ts'\nexport const shut = (all: Closable[]) => all.forEach(each => each.close())\n`,
  'src/save.ts': `export function save() { return guess().acquire(\n\n guess()) }\ndeclare function guess(): any\n`,
  'src/other.ts': `export class Pool { acquire() {} }\n`,
  'test/with-lock.test.ts': `import {withLock} from '../src/with-lock.ts'\ntest('locks', () => {\n  withLock(() => {})\n})\n`,
  'test/mocked.test.ts': `import {withLock} from '../src/with-lock.ts'\nvi.mock('../src/lock.ts')\ntest('mocked', () => {\n  withLock(() => {})\n})\n`
}
const folder = createFolder(files)

async function impactOf(symbol: string) {
  const {code, out} = await cli(folder, 'impact', symbol, '--json')
  return {code, ...JSON.parse(out)}
}

describe('impact', () => {
  it('gives callers by distance with their places', async () => {
    const {code, symbol, d1, d2, d3} = await impactOf('Lock.acquire')
    expect(code).toBe(0)
    expect(symbol).toEqual({path: 'src/lock.ts', name: 'Lock.acquire', kind: 'method', line: 3, endLine: 3})
    expect(d1).toEqual([{path: 'src/with-lock.ts', line: 4, name: 'withLock', call: true}])
    expect(d2).toEqual([{path: 'src/main.ts', line: 3, name: '', call: true, through: 'withLock'}])
    expect(d3).toEqual([])
  })

  it('counts the calls by its name that did not resolve', async () => {
    expect((await impactOf('Lock.acquire')).unresolved).toBe(1)
    expect((await impactOf('withLock')).unresolved).toBe(0)
  })

  it('says through which member a class is used', async () => {
    const {d1} = await impactOf('Lock')
    expect(d1).toEqual([
      {path: 'src/with-lock.ts', line: 3, name: 'withLock', call: true},
      {path: 'src/with-lock.ts', line: 4, name: 'withLock', call: true, through: 'Lock.acquire'}
    ])
  })

  it('takes a use of what it implements for one of it, and the other way round', async () => {
    const use = {path: 'src/shut.ts', line: 2, name: 'shut', call: true}
    expect((await impactOf('Lock.close')).d1).toEqual([{...use, through: 'Closable.close'}])
    expect((await impactOf('Closable.close')).d1).toEqual([use])
  })

  it('lists the tests that run it, and none that mocks it', async () => {
    const {tests} = await impactOf('Lock.acquire')
    expect(tests).toEqual([
      {
        path: 'test/with-lock.test.ts',
        line: 3,
        chain: ['src/with-lock.ts#withLock', 'src/lock.ts#Lock.acquire']
      }
    ])
  })

  it('lists the entry points whose calls lead to it', async () => {
    const {flows} = await impactOf('Lock.acquire')
    expect(
      flows.map(({kind, steps}: {kind: string; steps: {name: string}[]}) => [
        kind,
        ...steps.map(({name}) => name)
      ])
    ).toEqual([
      ['main', 'withLock', 'Lock.acquire'],
      ['bin', '', 'withLock', 'Lock.acquire']
    ])
  })

  it('refuses a name that several bear, and lists their places', async () => {
    const {code, error} = await impactOf('acquire')
    expect(code).toBe(2)
    expect(error).toEqual({
      code: 'impact/ambiguous',
      message: "Expected a name that one declaration bears, got 'acquire', which 2 bear",
      hint: 'say which: src/lock.ts#Lock.acquire (line 3), src/other.ts#Pool.acquire (line 1)'
    })
  })

  it('refuses a name that none bears, and offers the nearest', async () => {
    const {code, error} = await impactOf('withLok')
    expect(code).toBe(2)
    expect(error).toMatchObject({code: 'impact/unknown', hint: 'did you mean withLock?'})
  })

  it('tells people the same', async () => {
    const {code, out} = await cli(folder, 'impact', 'Lock.acquire')
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "Lock.acquire method, src/lock.ts:3

      d=1: at least 1 declaration, at 1 place
        src/with-lock.ts:4 withLock

      d=2: at least 1 declaration, at 1 place
        src/main.ts:3 top level calls withLock

      d=3: none found

      flows: 2 entry points
        main .: withLock -> Lock.acquire
        bin locks: src/main.ts -> withLock -> Lock.acquire

      tests: at least 1 file through resolved calls (2 test files searched)
        test/with-lock.test.ts:3 withLock -> Lock.acquire

      1 call by the name of Lock.acquire did not resolve: any of them may be one more.
      "
    `)
  })

  it('gives one line to a declaration that names it in several places', async () => {
    const {out} = await cli(folder, 'impact', 'Lock')
    expect(out).toContain('  src/with-lock.ts:3 withLock\n  src/with-lock.ts:4 withLock calls Lock.acquire\n')
    expect((await cli(folder, 'impact', 'guess')).out).toContain('src/save.ts:1, 3 save\n')
  })

  it('says that nothing was found rather than that nothing is there', async () => {
    const {out} = await cli(folder, 'impact', 'Pool')
    expect(out).toContain('d=1: no use found')
    expect(out).toContain('tests: none reaches it through resolved calls (2 test files searched)')
  })

  it('writes no artifact', async () => {
    const {err, code} = await cli(folder, 'remove', '--dry-run')
    expect([code, err]).toEqual([0, expect.not.stringContaining('DANGER')])
  })
})

describe('tests that put something in place of what they would reach', () => {
  const boxes = createFolder({
    'package.json': '{"name": "boxes", "type": "module"}',
    'tsconfig.json': files['tsconfig.json'],
    'src/box.ts': 'export class Box {\n  release() {}\n}\n',
    'src/other.ts': 'export const other = 1\n',
    'src/store.ts': `import {Box} from './box.ts'\nexport const store = new Box()\n`,
    'src/use-store.ts': `import {store} from './store.ts'\nexport function useStore() {\n  store.release()\n}\n`,
    'test/store.test.ts': `import {useStore} from '../src/use-store.ts'\nvi.mock('../src/other.ts')\ntest('runs', () => {\n  useStore()\n})\n`,
    'test/store-mocked.test.ts': `import {useStore} from '../src/use-store.ts'\nvi.mock('../src/store.ts')\ntest('runs nothing', () => {\n  useStore()\n})\n`,
    'test/spied.test.ts': `import {store} from '../src/store.ts'\nimport {useStore} from '../src/use-store.ts'\ntest('spies', () => {\n  vi.spyOn(store, 'release').mockReturnValue()\n  useStore()\n})\n`
  })

  it('are none that mock what hands the object on, or spy on the member', async () => {
    const {out} = await cli(boxes, 'impact', 'Box.release', '--json')
    expect(JSON.parse(out).tests.map(({path}: {path: string}) => path)).toEqual(['test/store.test.ts'])
  })

  it('call a variable that holds a function so', async () => {
    const arrow = createFolder({
      'package.json': '{"name": "a"}',
      'src/a.ts': 'export const run = () => {}\nexport const most = 3\n'
    })
    expect((await cli(arrow, 'impact', 'run')).out).toContain('run function, src/a.ts:1')
    expect((await cli(arrow, 'impact', 'most')).out).toContain('most variable, src/a.ts:2')
  })
})
