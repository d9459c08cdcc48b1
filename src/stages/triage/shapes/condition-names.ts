import type {Node} from '@oxc-project/types'
import type {World} from '../../../claims/world.ts'
import type {ModuleId} from '../../../facts/facts.ts'
import {isCall} from '../../../syntax/call-name.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import {functionOf} from './function-of.ts'

export interface ConditionNames {
  /** Members of enumerations, classes after `instanceof`, texts and constants that the condition compares with. */
  readonly constants: readonly string[]
  /** Every name in it, and words for what its operators ask: `empty` for `x === ''`. */
  readonly names: readonly string[]
}

/** What a condition names, the functions it calls looked into once. */
export function namesOfCondition(condition: Node, path: ModuleId, world: World): ConditionNames {
  const constants = new Set<string>()
  const names = new Set<string>()
  addNames(condition, constants, names)
  walk(condition, node => {
    if (!isCall(node) || node.callee.type !== 'Identifier') return
    const called = calledSymbol(node.callee.name, path, world)
    const syntax = called && functionOf(called, world)
    if (syntax) addNames(syntax.node, constants, names)
  })
  return {constants: [...constants], names: [...names]}
}

function calledSymbol(local: string, path: ModuleId, {facts}: World) {
  const own = facts.symbol(`${path}#${local}`)
  if (own) return own
  for (const edge of facts.imports) {
    if (edge.from !== path) continue
    const name = edge.names.find(each => each.local === local)
    const exported = name && facts.module(edge.to)?.exports.find(each => each.name === name.imported)
    if (exported?.symbol) return facts.symbol(exported.symbol)
  }
  return undefined
}

function addNames(root: Node, constants: Set<string>, names: Set<string>): void {
  walk(root, node => {
    if (node.type.startsWith('TS') && !/^TS(?:As|NonNull|Satisfies)/.test(node.type)) return 'skip'
    const constant = constantOf(node)
    if (constant !== undefined) constants.add(constant)
    if (node.type === 'Identifier') names.add(node.name)
    for (const word of wordsOfOperator(node)) names.add(word)
    return undefined
  })
}

function constantOf(node: Node): string | undefined {
  const text = stringValue(node)
  if (text !== undefined) return text === '' ? undefined : text
  if (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    /^[A-Z]/.test(node.object.name)
  )
    return propertyName(node)
  if (node.type === 'BinaryExpression' && node.operator === 'instanceof' && node.right.type === 'Identifier')
    return node.right.name
  return node.type === 'Identifier' && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(node.name)
    ? node.name
    : undefined
}

/** What prose calls that which an operator or a method asks. */
function wordsOfOperator(node: Node): readonly string[] {
  if (node.type === 'UnaryExpression' && node.operator === '!')
    return ['missing', 'empty', 'required', 'unknown']
  if (stringValue(node) === '') return ['empty', 'blank', 'missing']
  if (node.type === 'Literal' && node.value === null) return ['missing', 'null']
  if (node.type === 'BinaryExpression' && /^[<>]=?$/.test(node.operator))
    return ['limit', 'long', 'longer', 'large', 'larger', 'exceeds', 'more', 'too']
  const method = isCall(node) ? propertyName(node.callee) : undefined
  return method !== undefined && /^(?:has|includes|some|find|get)$/.test(method)
    ? ['exists', 'already', 'duplicate', 'known']
    : []
}
