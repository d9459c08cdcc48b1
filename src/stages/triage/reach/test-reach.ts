import type {ReachingTest} from '../../../artifacts/triage-row.ts'
import {compareBy} from '../../../base/compare.ts'
import {memoize} from '../../../base/memoize.ts'
import type {World} from '../../../claims/world.ts'
import type {DeclaredSymbol, ModuleAst, ModuleId} from '../../../facts/facts.ts'
import {createCommandReach} from './command-reach.ts'
import {readMocks} from './mocks.ts'
import {createSymbolReach} from './symbol-reach.ts'
import {readFields} from './tables.ts'
import {readTestBodies, type TestBody} from './test-bodies.ts'
import {testModules} from './test-modules.ts'
import {readUnits} from './units.ts'

/** Asks which tests reach something. Reading is lazy and remembered. */
export interface TestReach {
  readonly testModules: number
  /** Tests that call, construct or render the symbol through real, unmocked imports. At most five, by path and line. */
  ofSymbol(symbol: DeclaredSymbol): readonly ReachingTest[]
  /** All of them, for questions about what they do. */
  allOfSymbol(symbol: DeclaredSymbol): readonly ReachingTest[]
  /** Tests that run a command line with these words in a row, and with these flags after them. */
  ofCommand(words: readonly string[]): readonly ReachingTest[]
  /** Tests that are not skipped in one test file. */
  inFile(path: ModuleId): readonly TestBody[]
  /** A test whose title holds the name: said, never taken for reach. */
  titled(name: string): {readonly path: string; readonly line: number} | undefined
  /** A test file's own declaration of the name, which its tests call in place of the real one. */
  copied(name: string): {readonly path: string; readonly line: number} | undefined
}

export function createTestReach(world: World): TestReach {
  const modules = testModules(world)
  const readings = {
    tests: new Set(modules),
    bodies: memoize(256, (path: ModuleId) => readAst(path, readTestBodies) ?? []),
    mocks: memoize(4096, (path: ModuleId) => readAst(path, ast => readMocks(ast, world)) ?? new Map()),
    fields: memoize(2048, (path: ModuleId) => readAst(path, readFields) ?? []),
    units: memoize(2048, (path: ModuleId) => readAst(path, readUnits) ?? new Map())
  }
  const reach = createSymbolReach(world, readings)
  const symbolReach = memoize(2048, (id: string) => {
    const symbol = world.facts.symbol(id)
    return symbol ? inOrder(reach(symbol)) : []
  })
  const commandReach = createCommandReach(world, readings)
  return {
    testModules: modules.length,
    ofSymbol: ({id}) => symbolReach(id).slice(0, 5),
    allOfSymbol: ({id}) => symbolReach(id),
    ofCommand: words => inOrder(commandReach(words)).slice(0, 5),
    inFile: path => readings.bodies(path),
    titled: name =>
      firstIn(name, path => readings.bodies(path).find(body => wordsOf(body).includes(name))?.line),
    copied: name => firstIn(name, path => copyIn(path, name))
  }

  function readAst<T>(path: ModuleId, read: (ast: ModuleAst) => T): T | undefined {
    const ast = world.facts.ast(path)
    return ast && read(ast)
  }

  /** Only files that hold the name are read. */
  function firstIn(name: string, lineIn: (path: ModuleId) => number | undefined) {
    for (const path of modules) {
      const line = world.repo.read(path)?.includes(name) ? lineIn(path) : undefined
      if (line !== undefined) return {path, line}
    }
    return undefined
  }

  function copyIn(path: ModuleId, name: string): number | undefined {
    const symbol = world.facts.symbol(`${path}#${name}`)
    const isUsed = symbol && readings.bodies(path).some(({names}) => names.has(name))
    return isUsed && symbol.exportedAs.length === 0 ? symbol.startLine : undefined
  }
}

function wordsOf({title, groups}: TestBody): string[] {
  return [...groups, title].flatMap(text => text.split(/[^\w$.]+/))
}

function inOrder(tests: readonly ReachingTest[]): ReachingTest[] {
  const seen = new Map(tests.map(test => [`${test.path}:${test.line}`, test]))
  return [...seen.values()].sort(
    compareBy(
      test => test.path,
      test => test.line
    )
  )
}
