import type {Node} from '@oxc-project/types'
import type {ReachingTest} from '../../../artifacts/triage-row.ts'
import {memoize} from '../../../base/memoize.ts'
import type {World} from '../../../claims/world.ts'
import type {ModuleAst, ModuleId} from '../../../facts/facts.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {type CommandLine, type CommandScope, commandLinesOf, runsProgram} from './command-lines.ts'
import type {Readings} from './readings.ts'

interface Declared {
  readonly values: ReadonlyMap<string, Node>
  readonly wrappers: ReadonlySet<string>
}

/** The tests that run a command line with the words in a row, its flags (`--json`) anywhere behind them. */
export function createCommandReach(
  world: World,
  readings: Readings
): (words: readonly string[]) => ReachingTest[] {
  const declared = memoize(256, (path: ModuleId) => readDeclared(path, world))
  const linesIn = memoize(512, (path: ModuleId) => {
    const scope = scopeOf(path)
    return readings.bodies(path).map(body => ({
      line: body.line,
      lines: body.nodes.flatMap(node => commandLinesOf(node, scope))
    }))
  })
  return words => {
    const texts = words.filter(word => word.length > 1)
    return [...readings.tests]
      .filter(path => texts.every(word => world.repo.read(path)?.includes(word)))
      .flatMap(path =>
        linesIn(path)
          .filter(({lines}) => lines.some(line => holds(line, words)))
          .map(({line}) => ({path, line, chain: [path, words.join(' ')]}))
      )
  }

  /** Constants and wrappers of the file itself and of the test helpers that it imports. */
  function scopeOf(path: ModuleId): CommandScope {
    const own = declared(path)
    const taken = world.facts.imports.filter(edge => edge.from === path && !edge.typeOnly)
    const find = <T>(name: string, read: (from: Declared, inner: string) => T | undefined): T | undefined => {
      const found = read(own, name)
      if (found !== undefined) return found
      const [object = '', member] = name.split('.')
      for (const {to, names} of taken) {
        const match = names.find(({local}) => local === object)
        if (match) return read(declared(to), member ?? match.imported)
      }
      return undefined
    }
    return {
      valueOf: name => find(name, ({values}, inner) => values.get(inner)),
      isWrapper: name => find(name, ({wrappers}, inner) => wrappers.has(inner) || undefined) ?? false
    }
  }
}

function holds(line: CommandLine, words: readonly string[]): boolean {
  const flags = words.filter(word => word.startsWith('-'))
  const row = words.filter(word => !word.startsWith('-'))
  const start = line.findIndex((_, index) => row.every((word, offset) => line[index + offset] === word))
  if (start < 0) return false
  const rest = line.slice(start + row.length)
  return flags.every(flag => rest.some(word => word === flag || word?.startsWith(`${flag}=`)))
}

function readDeclared(path: ModuleId, world: World): Declared {
  const ast = world.facts.ast(path)
  const values = ast ? topLevelValues(ast) : new Map<string, Node>()
  const wrappers = new Set<string>()
  // A wrapper may call another that is declared below it.
  for (let known = -1; known < wrappers.size; ) {
    known = wrappers.size
    for (const [name, node] of values)
      if (isFunction(node) && runsProgram(node, inner => wrappers.has(inner))) wrappers.add(name)
  }
  return {values, wrappers}
}

function topLevelValues({program}: ModuleAst): Map<string, Node> {
  const values = new Map<string, Node>()
  for (const statement of program.body) {
    const node = (statement.type === 'ExportNamedDeclaration' && statement.declaration) || statement
    if (node.type === 'FunctionDeclaration' && node.id) values.set(node.id.name, node)
    if (node.type === 'VariableDeclaration')
      for (const {id, init} of node.declarations)
        if (id.type === 'Identifier' && init) values.set(id.name, init)
  }
  return values
}
