import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {sortedUnique} from '../../../base/compare.ts'
import {groupBy} from '../../../base/group-by.ts'
import type {Facts, ImportEdge, ModuleId} from '../../../facts/facts.ts'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {allCode, type Code, codeOf} from './code.ts'
import {calleeOf} from './declared-type.ts'
import {declarationOf} from './module-names.ts'
import {type Located, memberFunction, resolveFunction} from './resolve.ts'

/** The function of the repository that a call runs: by name, on `this`, on a typed value, or of an imported module. */
export function calledFunction(
  context: DetectorContext,
  code: Code,
  call: CallExpression | NewExpression
): Located | undefined {
  if (!isCall(call)) return undefined
  const byCode = results.get(code) ?? new Map<Node, Located | undefined>()
  results.set(code, byCode)
  if (!byCode.has(call)) byCode.set(call, undefined).set(call, find(context, code, call))
  return byCode.get(call)
}

/** Asked again for each value that passes through a call. */
const results = new WeakMap<Code, Map<Node, Located | undefined>>()

function find(context: DetectorContext, code: Code, call: CallExpression): Located | undefined {
  return (
    resolveFunction(context, code, call.callee) ??
    ofModule(context, code, unwrap(call.callee)) ??
    ofClass(context, code, unwrap(call.callee)) ??
    calleeOf(context, code, call)?.located
  )
}

/** `cache.read()` where `cache` is an imported module. */
function ofModule(context: DetectorContext, code: Code, callee: Node): Located | undefined {
  if (callee.type !== 'MemberExpression') return undefined
  const object = unwrap(callee.object)
  const name = propertyName(callee)
  const binding = object.type === 'Identifier' ? code.bindingOf(object) : undefined
  if (!binding?.moduleLevel || name === undefined) return undefined
  const edge = context.facts.imports.find(
    one =>
      one.from === code.path &&
      one.names.some(({imported, local}) => imported === '*' && local === binding.name)
  )
  const symbol = edge && context.facts.module(edge.to)?.exports.find(one => one.name === name)?.symbol
  return symbol === undefined ? undefined : functionOfSymbol(context, symbol)
}

/** `Cache.keyOf()`, a static method. */
function ofClass(context: DetectorContext, code: Code, callee: Node): Located | undefined {
  if (callee.type !== 'MemberExpression') return undefined
  const object = unwrap(callee.object)
  const name = propertyName(callee)
  const binding = object.type === 'Identifier' ? code.bindingOf(object) : undefined
  if (!binding?.moduleLevel || name === undefined) return undefined
  const declared = declarationOf(context, code, binding.name)
  const fn = declared && isClass(declared.node) ? memberFunction(declared.node, name) : undefined
  return declared && fn && {code: declared.code, fn}
}

function functionOfSymbol(context: DetectorContext, symbol: string): Located | undefined {
  const at = symbol.lastIndexOf('#')
  const ast = context.ast(symbol.slice(0, at))
  const code = ast && codeOf(ast)
  const name = symbol.slice(at + 1)
  const declared = code?.nodes('FunctionDeclaration').find(fn => fn.id?.name === name && fn.body)
  if (code && declared) return {code, fn: declared as FunctionNode}
  const holder = code
    ?.nodes('VariableDeclarator')
    .find(one => one.id.type === 'Identifier' && one.id.name === name && !code.functionOf(one))
  return code && holder?.init ? resolveFunction(context, code, holder.init) : undefined
}

/** A call and the module it stands in. */
export interface Caller {
  readonly code: Code
  readonly call: CallExpression
}

const callsByName = new WeakMap<Facts, ReadonlyMap<string, readonly Caller[]>>()

/** The calls of a function in the repository, as far as they resolve to it; in module and source order. */
export function callersOf(context: DetectorContext, {code, fn}: Located): readonly Caller[] {
  const name = nameOf(code, fn)
  if (name === undefined) return []
  const index = callsByName.get(context.facts) ?? indexCalls(context)
  callsByName.set(context.facts, index)
  const names = [name, ...localNames(context.facts, code.path, name)]
  return names
    .flatMap(one => index.get(one) ?? [])
    .filter(one => calledFunction(context, one.code, one.call)?.fn === fn)
}

/** Other names under which modules import an export of that name. */
function localNames(facts: Facts, path: ModuleId, name: string): string[] {
  const edges = importsInto.get(facts) ?? groupBy(facts.imports, edge => edge.to)
  importsInto.set(facts, edges)
  const locals = (edges.get(path) ?? []).flatMap(edge =>
    edge.names.flatMap(({imported, local}) => (imported === name && local !== name ? [local] : []))
  )
  return sortedUnique(locals)
}

const importsInto = new WeakMap<Facts, ReadonlyMap<ModuleId, readonly ImportEdge[]>>()

function indexCalls(context: DetectorContext): ReadonlyMap<string, readonly Caller[]> {
  const index = new Map<string, Caller[]>()
  for (const code of allCode(context))
    for (const call of code.nodes('CallExpression')) {
      const name = callName(call)
      if (name === undefined) continue
      const calls = index.get(name)
      if (calls) calls.push({code, call})
      else index.set(name, [{code, call}])
    }
  return index
}

function nameOf(code: Code, fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name
  const holder = code.parentOf(fn)
  if (holder?.type === 'VariableDeclarator')
    return holder.id.type === 'Identifier' ? holder.id.name : undefined
  return holder && propertyName(holder)
}
