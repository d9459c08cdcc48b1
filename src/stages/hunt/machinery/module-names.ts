import type {Node} from '@oxc-project/types'
import type {Facts, ModuleId} from '../../../facts/facts.ts'
import type {DetectorContext} from '../define-detector.ts'
import {type Code, codeOf} from './code.ts'

/** A top-level declaration and the module it stands in. */
export interface Declared {
  readonly code: Code
  /** The class, function, interface, type alias, enum or variable declarator. */
  readonly node: Node
}

/** The top-level declaration of that name, here or behind an import; undefined when it lies outside or is unknown. */
export function declarationOf(context: DetectorContext, code: Code, name: string): Declared | undefined {
  const own = topLevel(code).get(name)
  if (own) return {code, node: own}
  const symbol = importsOf(context.facts).get(code.path)?.get(name)
  if (symbol === undefined) return undefined
  const at = symbol.lastIndexOf('#')
  const ast = context.ast(symbol.slice(0, at))
  const target = ast && codeOf(ast)
  const node = target && topLevel(target).get(symbol.slice(at + 1))
  return target && node && {code: target, node}
}

const declarations = new WeakMap<Code, ReadonlyMap<string, Node>>()

function topLevel(code: Code): ReadonlyMap<string, Node> {
  const known = declarations.get(code) ?? readTopLevel(code)
  declarations.set(code, known)
  return known
}

/** The first declaration of each name; of overloads the one with a body. */
function readTopLevel(code: Code): ReadonlyMap<string, Node> {
  const byName = new Map<string, Node>()
  for (const statement of code.ast.program.body) {
    for (const [name, node] of declaredBy(statement)) {
      if (!byName.has(name) || byName.get(name)?.type === 'TSDeclareFunction') byName.set(name, node)
    }
  }
  return byName
}

function declaredBy(statement: Node): [string, Node][] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      return statement.declaration ? declaredBy(statement.declaration) : []
    case 'ExportDefaultDeclaration':
      return declaredBy(statement.declaration)
    case 'VariableDeclaration':
      return statement.declarations.flatMap(one =>
        one.id.type === 'Identifier' ? [[one.id.name, one] as [string, Node]] : []
      )
    default:
      return named(statement)
  }
}

function named(node: Node): [string, Node][] {
  const id = 'id' in node ? (node.id as Node | null) : null
  return id?.type === 'Identifier' ? [[id.name, node]] : []
}

type Names = ReadonlyMap<ModuleId, ReadonlyMap<string, string>>

const imports = new WeakMap<Facts, Names>()

/** The symbol behind each imported name of each module. */
function importsOf(facts: Facts): Names {
  const known = imports.get(facts) ?? readImports(facts)
  imports.set(facts, known)
  return known
}

function readImports(facts: Facts): Names {
  const byModule = new Map<ModuleId, Map<string, string>>()
  for (const edge of facts.imports) {
    if (edge.kind === 'reexport') continue
    const exports = facts.module(edge.to)?.exports ?? []
    const names = byModule.get(edge.from) ?? new Map<string, string>()
    byModule.set(edge.from, names)
    for (const {imported, local} of edge.names) {
      const whole = imported === '*' && edge.kind === 'require' ? 'module.exports' : imported
      const symbol = exports.find(one => one.name === whole)?.symbol
      if (symbol !== undefined) names.set(local, symbol)
    }
  }
  return byModule
}
