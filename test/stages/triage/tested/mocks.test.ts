import {describe, expect, it} from 'vitest'
import {testsOf} from './reach-of.ts'

const sources = {
  'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
  'src/lock.ts': 'export function acquire() {}\nexport function release() {}\n',
  'src/hub.ts': "import {acquire} from '@/lock'\nexport function start() {\n  acquire()\n}\n",
  'src/index.ts': "export {acquire} from './lock.ts'\n"
}

/** Whether a test that calls `acquire`, or `start` which calls it, reaches `acquire` beside a mock. */
function reached(mock: string, call = 'acquire from ../src/lock.ts'): boolean {
  const [name, , from] = call.split(' ')
  const test = `import {${name}} from '${from}'\n${mock}\nit('a', () => {\n  ${name}()\n})\n`
  return testsOf('src/lock.ts#acquire', {...sources, 'test/a.test.ts': test}).length > 0
}

describe('a module is replaced', () => {
  it('by each framework', () => {
    expect(reached('')).toBe(true)
    expect(reached("vi.mock('../src/lock.ts')")).toBe(false)
    expect(reached("vi.mock(import('../src/lock.ts'))")).toBe(false)
    expect(reached("vi.doMock('../src/lock.ts', () => ({acquire: vi.fn()}))")).toBe(false)
    expect(reached("jest.mock('../src/lock', () => ({acquire: jest.fn()}))")).toBe(false)
    expect(reached("jest.unstable_mockModule('../src/lock.ts', () => ({}))")).toBe(false)
    expect(reached("mock.module('../src/lock.ts', {namedExports: {acquire() {}}})")).toBe(false)
    expect(reached("t.mock.module('../src/lock.ts', {})")).toBe(false)
    expect(reached("td.replace('../src/lock.ts')")).toBe(false)
  })

  it('under an alias that the test does not import itself, and behind another module', () => {
    expect(reached("vi.mock('@/lock')")).toBe(false)
    expect(reached("vi.mock('@/lock')", 'start from ../src/hub.ts')).toBe(false)
    expect(reached("vi.mock('@/other')", 'start from ../src/hub.ts')).toBe(true)
    expect(reached("vi.mock('../src/hub.ts')", 'start from ../src/hub.ts')).toBe(false)
    expect(reached("vi.mock('../src/index.ts')", 'acquire from ../src/index.ts')).toBe(false)
    expect(reached("vi.mock('../src/index.ts')")).toBe(true)
  })
})

describe('a module is not replaced', () => {
  it('in what a partial mock hands on', () => {
    const partly = (given: string) =>
      `vi.mock('../src/lock.ts', async original => ({...(await original()), ${given}}))`
    expect(reached(partly('release: vi.fn()'))).toBe(true)
    expect(reached(partly('acquire: vi.fn()'))).toBe(false)
    expect(
      reached(
        "jest.mock('../src/lock.ts', () => ({...jest.requireActual('../src/lock.ts'), release: jest.fn()}))"
      )
    ).toBe(true)
    expect(
      reached(
        "vi.mock('../src/lock.ts', async () => {\n  const actual = await vi.importActual('../src/lock.ts')\n  return {acquire: actual.acquire, release: vi.fn()}\n})"
      )
    ).toBe(true)
    expect(reached("vi.mock('../src/lock.ts', () => ({...other, release: vi.fn()}))")).toBe(false)
  })

  it('when it is only spied on', () => {
    expect(reached("vi.mock('../src/lock.ts', {spy: true})")).toBe(true)
    const spied = (spy: string) =>
      testsOf('src/lock.ts#acquire', {
        ...sources,
        'test/a.test.ts': `import * as lock from '../src/lock.ts'\nit('a', () => {\n  ${spy}\n  lock.acquire()\n})\n`
      }).length > 0
    expect(spied("vi.spyOn(lock, 'acquire')")).toBe(true)
    expect(spied("vi.spyOn(lock, 'acquire').mockReturnValue(1)")).toBe(false)
    expect(spied("sinon.stub(lock, 'acquire')")).toBe(false)
    expect(spied("vi.spyOn(lock, 'release').mockReturnValue(1)")).toBe(true)
  })
})
