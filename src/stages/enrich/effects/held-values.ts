import type {Node} from '@oxc-project/types'
import type {Facts, ModuleAst, SymbolId} from '../../../facts/facts.ts'
import {readParents} from '../../../syntax/parents.ts'
import {clientOf} from './clients.ts'
import type {PackageValue} from './effect-calls.ts'
import {type HeldValues, type ModuleFacts, readImportValues} from './import-values.ts'
import {createValues, type Values} from './values.ts'

/** Clients that modules hand on: `export const db = new Pool()`, and classes that extend a client's. */
export function findHeldValues(facts: Facts, moduleFacts: ModuleFacts): HeldValues {
  const held = new Map<SymbolId, PackageValue>()
  for (const {id, role} of facts.modules) {
    if (role !== 'source' || ![...moduleFacts.packages(id).values()].some(name => clientOf(name))) continue
    const ast = facts.ast(id)
    for (const [name, value] of ast ? heldIn(ast, moduleFacts) : [])
      if (facts.symbol(`${id}#${name}`) && clientOf(value.package)) held.set(`${id}#${name}`, value)
  }
  return held
}

function heldIn(ast: ModuleAst, moduleFacts: ModuleFacts): [string, PackageValue][] {
  const values = createValues(ast, readParents(ast.program), readImportValues(ast, moduleFacts, new Map()))
  return ast.program.body.flatMap(statement => {
    const inner =
      (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') &&
      statement.declaration
        ? (statement.declaration as Node)
        : statement
    if (statement.type === 'ExportDefaultDeclaration' && inner.type !== 'ClassDeclaration')
      return named('default', values.of(inner))
    return declaredValues(inner, values)
  })
}

function declaredValues(node: Node, values: Values): [string, PackageValue][] {
  if (node.type === 'ClassDeclaration')
    return named(node.id?.name ?? 'default', node.superClass ? values.of(node.superClass) : undefined)
  if (node.type !== 'VariableDeclaration') return []
  return node.declarations.flatMap(({id, init}) =>
    id.type === 'Identifier' ? named(id.name, init ? values.of(init) : undefined) : []
  )
}

function named(name: string, value: PackageValue | undefined): [string, PackageValue][] {
  return value ? [[name, value]] : []
}
