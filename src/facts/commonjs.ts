import type {Node} from '@oxc-project/types'
import {type RawSymbol, valueSymbols} from './declarations.ts'
import type {RawExport, RawExports, StarExport} from './exports.ts'
import type {ModuleAst} from './facts.ts'
import {nameOf, requireArgument, stringOf, unwrap} from './literal.ts'

/** What a CommonJS module exports, and the symbols that exist only in its export assignments. */
export interface CommonJsExports extends RawExports {
  readonly symbols: readonly RawSymbol[]
}

/** Reads `module.exports = …`, `exports.a = …` and `module.exports.a = …` at top level. */
export function commonJsExportsOf(ast: ModuleAst): CommonJsExports {
  const names: RawExport[] = []
  const stars: StarExport[] = []
  const symbols: RawSymbol[] = []
  let whole = false
  if (!/\bexports\b/.test(ast.text)) return {names, stars, symbols, whole}
  const required = requiredModules(ast)
  for (const statement of ast.program.body) {
    if (statement.type === 'ExpressionStatement') readAssignment(statement.expression, statement)
  }
  return {names, stars, symbols, whole}

  function readAssignment(node: Node, statement: Node): void {
    if (node.type !== 'AssignmentExpression' || node.operator !== '=') return
    const value = lastValue(node)
    for (const target of targetsOf(node)) {
      const name = exportedName(target)
      if (name === 'module.exports') readWhole(value, statement)
      else if (name !== undefined) addValue(name, value, statement)
    }
  }

  function readWhole(value: Node, statement: Node): void {
    if (value.type === 'ObjectExpression') {
      for (const property of value.properties) readProperty(property)
      return
    }
    whole = true
    stars.push(...starsOf(value))
    const from = stringOf(requireArgument(value))
    if (from === undefined) addValue('default', value, statement)
    else names.push({name: 'default', local: 'default', from, typeOnly: false})
  }

  function readProperty(property: Node): void {
    if (property.type === 'SpreadElement') {
      stars.push(...starsOf(unwrap(property.argument)))
      return
    }
    const name = property.type === 'Property' && !property.computed ? nameOf(property.key) : undefined
    if (name !== undefined && property.type === 'Property') addValue(name, property.value, property)
  }

  /** The names of a required module, or of what is left of it: `require('x')`, or a name bound to it. */
  function starsOf(value: Node): StarExport[] {
    const from = stringOf(requireArgument(value))
    const bound = value.type === 'Identifier' ? required.get(value.name) : undefined
    return from === undefined ? (bound ? [bound] : []) : [{from, typeOnly: false}]
  }

  function addValue(name: string, value: Node, outer: Node): void {
    const inner = unwrap(value)
    const from = stringOf(requireArgument(inner))
    const member = requiredMember(inner)
    if (from !== undefined) names.push({name, local: '*', from, typeOnly: false})
    else if (member) names.push({name, ...member, typeOnly: false})
    else if (inner.type === 'Identifier') names.push({name, local: inner.name, typeOnly: false})
    else addSymbol(name, inner, outer)
  }

  /** `module.exports = class Lock {}` is called by its own name. */
  function addSymbol(name: string, value: Node, outer: Node): void {
    const own =
      value.type === 'ClassExpression' || value.type === 'FunctionExpression' ? nameOf(value.id) : undefined
    const local = name === 'default' ? (own ?? 'default') : name
    symbols.push(...valueSymbols(local, value, outer))
    names.push({name, local, typeOnly: false})
  }
}

/** `require('x').name`: what it names, and where. */
function requiredMember(node: Node): {local: string; from: string} | undefined {
  if (node.type !== 'MemberExpression' || node.computed) return undefined
  const from = stringOf(requireArgument(node.object))
  const local = nameOf(node.property)
  return from === undefined || local === undefined ? undefined : {local, from}
}

/** Top-level names for a required module, `const x = require('x')`, or for the rest of one. */
function requiredModules({program}: ModuleAst): Map<string, StarExport> {
  const required = new Map<string, StarExport>()
  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const {id, init} of statement.declarations) {
      const from = init ? stringOf(requireArgument(unwrap(init))) : undefined
      if (from === undefined) continue
      if (id.type === 'Identifier') required.set(id.name, {from, typeOnly: false})
      const rest = id.type === 'ObjectPattern' ? id.properties.at(-1) : undefined
      if (id.type !== 'ObjectPattern' || rest?.type !== 'RestElement') continue
      const except = id.properties.flatMap(item => (item.type === 'Property' ? (nameOf(item.key) ?? []) : []))
      const name = nameOf(rest.argument)
      if (name !== undefined) required.set(name, {from, except, typeOnly: false})
    }
  }
  return required
}

/** The value at the end of `exports = module.exports = x`. */
function lastValue(node: Node): Node {
  return node.type === 'AssignmentExpression' ? lastValue(node.right) : unwrap(node)
}

function targetsOf(node: Node): Node[] {
  return node.type === 'AssignmentExpression' ? [node.left, ...targetsOf(node.right)] : []
}

/** `module.exports` for the whole, else the name assigned to; undefined for other targets. */
function exportedName(target: Node): string | undefined {
  if (target.type !== 'MemberExpression') return undefined
  if (isModuleExports(target)) return 'module.exports'
  const isExports = isModuleExports(target.object) || nameOf(target.object) === 'exports'
  return isExports && (!target.computed || target.property.type === 'Literal')
    ? nameOf(target.property)
    : undefined
}

function isModuleExports(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    nameOf(node.object) === 'module' &&
    nameOf(node.property) === 'exports'
  )
}
