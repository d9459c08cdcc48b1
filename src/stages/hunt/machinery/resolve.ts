import type {Node} from '@oxc-project/types'
import {groupBy} from '../../../base/group-by.ts'
import type {Facts, ImportEdge, ModuleId} from '../../../facts/facts.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {type Code, codeOf} from './code.ts'

/** A function and the module it stands in. */
export interface Located {
  readonly code: Code
  readonly fn: FunctionNode
}

/** The one function a callee names: in the module, behind an import, or a method of the same `this`. */
export function resolveFunction(context: DetectorContext, code: Code, callee: Node): Located | undefined {
  const node = unwrap(callee)
  if (isFunction(node)) return {code, fn: node}
  if (node.type === 'Identifier') return resolveName(context, code, node)
  if (node.type !== 'MemberExpression' || unwrap(node.object).type !== 'ThisExpression') return undefined
  const name = propertyName(node)
  const owner = code.thisOwner(node)
  const fn = owner && name !== undefined ? memberFunction(owner, name) : undefined
  return fn && {code, fn}
}

/** The method, or the field or property that holds a function, of a class or object literal. */
export function memberFunction(owner: Node, name: string): FunctionNode | undefined {
  const members: readonly Node[] = isClass(owner)
    ? owner.body.body
    : owner.type === 'ObjectExpression'
      ? owner.properties
      : []
  for (const member of members) {
    if (propertyName(member) !== name || !('value' in member)) continue
    const value = member.value
    if (typeof value === 'object' && value !== null && isFunction(value as Node)) return value as FunctionNode
  }
  return undefined
}

function resolveName(context: DetectorContext, code: Code, node: Node): Located | undefined {
  const binding = code.bindingOf(node)
  const fn = binding && functionOfBinding(binding)
  if (fn) return {code, fn}
  if (binding?.definitions[0]?.kind !== 'import') return undefined
  return resolveImport(context, code, binding.name)
}

/** The function a binding stands for, when it is declared once and never written again. */
export function functionOfBinding(binding: Binding): FunctionNode | undefined {
  const [definition, second] = binding.definitions
  if (!definition || second || binding.uses.some(use => use.write && !use.init)) return undefined
  if (isFunction(definition.node) && definition.kind === 'function') return definition.node
  if (definition.node.type !== 'VariableDeclarator' || !definition.node.init) return undefined
  if (definition.node.id !== definition.name) return undefined
  const value = unwrap(definition.node.init)
  return isFunction(value) ? value : undefined
}

function resolveImport(context: DetectorContext, code: Code, local: string): Located | undefined {
  for (const {code: target, name} of importedSymbols(context, code, local)) {
    const fn = topLevelFunction(target, name)
    if (fn) return {code: target, fn}
  }
  return undefined
}

/** The declarations of the repository that a name of an import may stand for, each as its module and name there. */
export function* importedSymbols(
  context: DetectorContext,
  code: Code,
  local: string
): Generator<{readonly code: Code; readonly name: string}> {
  for (const edge of importsOf(context.facts, code.path)) {
    const name = edge.names.find(candidate => candidate.local === local)
    const exported = name && context.facts.module(edge.to)?.exports.find(one => one.name === name.imported)
    if (!exported?.symbol) continue
    const [path = '', symbol = ''] = splitSymbol(exported.symbol)
    const ast = context.ast(path)
    if (ast) yield {code: codeOf(ast), name: symbol}
  }
}

const importsByModule = new WeakMap<Facts, ReadonlyMap<ModuleId, readonly ImportEdge[]>>()

/** Asked for every call, so indexed once. */
function importsOf(facts: Facts, from: ModuleId): readonly ImportEdge[] {
  const index = importsByModule.get(facts) ?? groupBy(facts.imports, edge => edge.from)
  importsByModule.set(facts, index)
  return index.get(from) ?? []
}

function splitSymbol(id: string): [string, string] {
  const at = id.lastIndexOf('#')
  return [id.slice(0, at), id.slice(at + 1)]
}

const functionsByName = new WeakMap<Code, ReadonlyMap<string, FunctionNode>>()

function topLevelFunction(code: Code, name: string): FunctionNode | undefined {
  const index = functionsByName.get(code) ?? topLevelFunctions(code)
  functionsByName.set(code, index)
  return index.get(name)
}

/** The first of each name. */
function topLevelFunctions(code: Code): ReadonlyMap<string, FunctionNode> {
  const index = new Map<string, FunctionNode>()
  const functions: readonly Node[] = [
    ...code.nodes('FunctionDeclaration'),
    ...code.nodes('FunctionExpression'),
    ...code.nodes('ArrowFunctionExpression')
  ]
  for (const fn of functions) {
    if (!isFunction(fn) || code.functionOf(fn)) continue
    const name = code.symbolOf(fn)
    if (!index.has(name)) index.set(name, fn)
  }
  return index
}
