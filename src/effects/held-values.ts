import type {Node} from '@oxc-project/types'
import type {Facts, ModuleAst, ModuleId, SymbolId} from '../facts/facts.ts'
import {readParents} from '../syntax/parents.ts'
import {unwrap} from '../syntax/unwrap.ts'
import {clientOf} from './clients.ts'
import type {PackageValue} from './effect-calls.ts'
import {type HeldValues, keyIn, type ModuleFacts, readImportValues} from './import-values.ts'
import {createValues, type Values} from './values.ts'

/** Modules may hand on what they were handed, and classes extend such ones. */
const maximumHands = 5

/**
 * Clients that modules hand on: `export const db = new Pool()`, classes that extend a client's, and members of exported objects
 * (`export default {client}`), under the symbol's id, a dot and their name.
 */
export function findHeldValues(facts: Facts, moduleFacts: ModuleFacts): HeldValues {
  const held = new Map<SymbolId, PackageValue>()
  const sources = facts.modules.filter(({role}) => role === 'source').map(({id}) => id)
  for (let hands = 0, before = -1; hands < maximumHands && held.size > before; hands++) {
    before = held.size
    for (const id of sources) if (mayHold(id, hands, moduleFacts, held)) addHeld(id, facts, moduleFacts, held)
  }
  return held
}

/** First those that import a client themselves; then those that import what was found. */
function mayHold(id: ModuleId, hands: number, moduleFacts: ModuleFacts, held: HeldValues): boolean {
  return hands === 0
    ? [...moduleFacts.packages(id).values()].some(name => clientOf(name))
    : moduleFacts.heldBy(id, held).length > 0
}

function addHeld(
  id: ModuleId,
  facts: Facts,
  moduleFacts: ModuleFacts,
  held: Map<SymbolId, PackageValue>
): void {
  const ast = facts.ast(id)
  for (const [name, value] of ast ? heldIn(ast, moduleFacts, held) : [])
    if (facts.symbol(`${id}#${name.split('.')[0]}`) && clientOf(value.package))
      held.set(`${id}#${name}`, value)
}

function heldIn(ast: ModuleAst, moduleFacts: ModuleFacts, held: HeldValues): [string, PackageValue][] {
  const values = createValues(ast, readParents(ast.program), readImportValues(ast, moduleFacts, held))
  return ast.program.body.flatMap(statement => {
    const inner =
      (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') &&
      statement.declaration
        ? (statement.declaration as Node)
        : statement
    if (statement.type === 'ExportDefaultDeclaration' && inner.type !== 'ClassDeclaration')
      return named('default', inner, values)
    return declaredValues(inner, values)
  })
}

function declaredValues(node: Node, values: Values): [string, PackageValue][] {
  if (node.type === 'ClassDeclaration')
    return named(node.id?.name ?? 'default', node.superClass ?? undefined, values)
  if (node.type !== 'VariableDeclaration') return []
  return node.declarations.flatMap(({id, init}) =>
    id.type === 'Identifier' ? named(id.name, init ?? undefined, values) : []
  )
}

function named(name: string, node: Node | undefined, values: Values): [string, PackageValue][] {
  const expression = node && unwrap(node)
  if (expression?.type === 'ObjectExpression')
    return expression.properties.flatMap(each => {
      const key = each.type === 'Property' ? keyIn(each) : undefined
      const value = each.type === 'Property' ? values.of(each.value) : undefined
      return key !== undefined && value ? [[`${name}.${key}`, value] as [string, PackageValue]] : []
    })
  const value = expression && values.of(expression)
  return value ? [[name, value]] : []
}
