import type {Node} from '@oxc-project/types'
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
  for (const edge of context.facts.imports) {
    if (edge.from !== code.path) continue
    const name = edge.names.find(candidate => candidate.local === local)
    const exported = name && context.facts.module(edge.to)?.exports.find(one => one.name === name.imported)
    if (!exported?.symbol) continue
    const [path = '', symbol = ''] = splitSymbol(exported.symbol)
    const ast = context.ast(path)
    const target = ast && codeOf(ast)
    const fn = target && topLevelFunction(target, symbol)
    if (target && fn) return {code: target, fn}
  }
  return undefined
}

function splitSymbol(id: string): [string, string] {
  const at = id.lastIndexOf('#')
  return [id.slice(0, at), id.slice(at + 1)]
}

function topLevelFunction(code: Code, name: string): FunctionNode | undefined {
  const functions: FunctionNode[] = [
    ...code.nodes('FunctionDeclaration'),
    ...code.nodes('FunctionExpression'),
    ...code.nodes('ArrowFunctionExpression')
  ].filter(isFunction)
  return functions.find(fn => code.functionOf(fn) === undefined && code.symbolOf(fn) === name)
}
