import type {ReachingTest} from '../../artifacts/triage-row.ts'
import {compareBy} from '../../base/compare.ts'
import type {World} from '../../claims/world.ts'
import type {DeclaredSymbol, ImportEdge, ModuleId} from '../../facts/facts.ts'
import {walk} from '../../syntax/walk.ts'
import {mockedModules} from './mocks.ts'
import {readTestBodies, type TestBody} from './test-bodies.ts'

/** Asks which tests reach something. Reading is lazy and remembered. */
export interface TestReach {
  readonly testModules: number
  /** Tests that call, construct or render the symbol through real, unmocked imports. At most five, by path and line. */
  ofSymbol(symbol: DeclaredSymbol): readonly ReachingTest[]
  /** Tests that spawn a command line holding these words in a row. */
  ofCommand(words: readonly string[]): readonly ReachingTest[]
  /** Tests that are not skipped in one test file. */
  inFile(path: ModuleId): readonly TestBody[]
  /** A test whose title holds the name: said, never taken for reach. */
  titled(name: string): {readonly path: string; readonly line: number} | undefined
}

export function createTestReach(world: World): TestReach {
  const modules = world.facts.modules.filter(module => module.role === 'test').map(module => module.id)
  const edges = groupEdges(world.facts.imports)
  const bodies = remember((path: ModuleId) => {
    const ast = world.facts.ast(path)
    return ast ? readTestBodies(ast) : []
  })
  const mocks = remember((path: ModuleId) => {
    const ast = world.facts.ast(path)
    return ast ? mockedModules(ast, world) : new Set<ModuleId>()
  })
  const ofSymbol = (symbol: DeclaredSymbol) =>
    modules.flatMap(path => {
      const bindings = (edges.get(path) ?? []).flatMap(edge => bindingsOf(edge, symbol, world))
      if (bindings.length === 0) return []
      return bindings
        .filter(({through}) => ![...through, symbol.path].some(module => mocks(path).has(module)))
        .flatMap(binding => reaching(path, bodies(path), binding, symbol))
    })
  return {
    testModules: modules.length,
    ofSymbol: symbol => firstFive(ofSymbol(symbol)),
    ofCommand: words =>
      firstFive(
        modules.flatMap(path =>
          bodies(path)
            .filter(body => holdsRow(body.words, words))
            .map(body => ({path, line: body.line, chain: [path, words.join(' ')]}))
        )
      ),
    inFile: path => bodies(path),
    titled: name => {
      for (const path of modules) {
        const body = bodies(path).find(({title}) => title.split(/[^\w$.]+/).includes(name))
        if (body) return {path, line: body.line}
      }
      return undefined
    }
  }
}

interface Binding {
  /** Name in the test file; a call of `local.member` when `member` is there. */
  readonly local: string
  readonly member?: string
  /** Modules between the test and the declaration. */
  readonly through: readonly ModuleId[]
}

/** How a test's import makes a symbol available: by name, through a barrel, a namespace, or its class. */
function bindingsOf(edge: ImportEdge, symbol: DeclaredSymbol, world: World): Binding[] {
  if (edge.typeOnly || edge.kind === 'reexport') return []
  const [owner, member] = symbol.name.split('.')
  const ownerId = `${symbol.path}#${owner}`
  const exported = (world.facts.module(edge.to)?.exports ?? []).filter(
    entry => entry.symbol === ownerId && !entry.typeOnly
  )
  if (exported.length === 0) return []
  const through = edge.to === symbol.path ? [] : [edge.to]
  const names = new Set(exported.map(entry => entry.name))
  return namesOf(edge, world).flatMap(name => {
    if (name.typeOnly) return []
    if (name.imported === '*') return [...names].map(inner => ({local: name.local, member: inner, through}))
    return names.has(name.imported) ? [{local: name.local, ...(member ? {member} : {}), through}] : []
  })
}

/** The bindings of an import; those of `const {a} = await import('…')` are read from the test's syntax. */
function namesOf(
  edge: ImportEdge,
  world: World
): readonly {imported: string; local: string; typeOnly: boolean}[] {
  if (edge.names.length > 0 || edge.kind !== 'dynamic') return edge.names
  const ast = world.facts.ast(edge.from)
  const names: {imported: string; local: string; typeOnly: boolean}[] = []
  if (!ast) return names
  walk(ast.program, node => {
    if (node.type !== 'VariableDeclarator' || node.init?.type !== 'AwaitExpression') return
    const {argument} = node.init
    if (
      argument.type !== 'ImportExpression' ||
      argument.source.type !== 'Literal' ||
      argument.source.value !== edge.specifier
    )
      return
    if (node.id.type === 'Identifier') names.push({imported: '*', local: node.id.name, typeOnly: false})
    if (node.id.type !== 'ObjectPattern') return
    for (const property of node.id.properties)
      if (
        property.type === 'Property' &&
        property.key.type === 'Identifier' &&
        property.value.type === 'Identifier'
      )
        names.push({imported: property.key.name, local: property.value.name, typeOnly: false})
  })
  return names
}

function reaching(
  path: ModuleId,
  bodies: readonly TestBody[],
  binding: Binding,
  symbol: DeclaredSymbol
): ReachingTest[] {
  return bodies
    .filter(body => reaches(body, binding, symbol))
    .map(body => ({path, line: body.line, chain: [path, ...binding.through, symbol.id]}))
}

function reaches(body: TestBody, {local, member}: Binding, symbol: DeclaredSymbol): boolean {
  if (!member)
    return (
      body.calls.has(local) ||
      [...body.members].some(call => symbol.kind !== 'function' && call.startsWith(`${local}.`))
    )
  if (body.members.has(`${local}.${member}`)) return true
  return symbol.name.includes('.') && body.calls.has(local) && body.members.has(`.${member}`)
}

function holdsRow(words: readonly string[], row: readonly string[]): boolean {
  return words.some((_, start) => row.every((word, index) => words[start + index] === word))
}

function groupEdges(edges: readonly ImportEdge[]): Map<ModuleId, ImportEdge[]> {
  const groups = new Map<ModuleId, ImportEdge[]>()
  for (const edge of edges) {
    const group = groups.get(edge.from)
    if (group) group.push(edge)
    else groups.set(edge.from, [edge])
  }
  return groups
}

function firstFive(tests: readonly ReachingTest[]): ReachingTest[] {
  const seen = new Map(tests.map(test => [`${test.path}:${test.line}`, test]))
  return [...seen.values()]
    .sort(
      compareBy(
        test => test.path,
        test => test.line
      )
    )
    .slice(0, 5)
}

function remember<T>(read: (path: ModuleId) => T): (path: ModuleId) => T {
  const known = new Map<ModuleId, T>()
  return path => {
    const value = known.get(path) ?? read(path)
    known.set(path, value)
    return value
  }
}
