import type {Node} from '@oxc-project/types'
import type {World} from '../../../claims/world.ts'
import type {DeclaredSymbol, ModuleAst} from '../../../facts/facts.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {walk} from '../../../syntax/walk.ts'

/** The syntax of a callable symbol. */
export interface SymbolSyntax {
  readonly symbol: DeclaredSymbol
  readonly node: FunctionNode
  readonly ast: ModuleAst
}

/** The function that a symbol declares; undefined for anything else. */
export function functionOf(symbol: DeclaredSymbol, world: World): SymbolSyntax | undefined {
  const ast = world.facts.ast(symbol.path)
  const last = symbol.name.split('.').at(-1)
  if (!ast) return undefined
  let found: FunctionNode | undefined
  walk(ast.program, (node, ancestors) => {
    if (found) return 'skip'
    if (!isFunction(node) || !node.body) return undefined
    const line = ast.lineOf(node.start)
    const isNamed = nameOf(node, ancestors.at(-1)) === (last === 'default' ? undefined : last)
    if (isNamed && line >= symbol.startLine && line <= symbol.endLine) found = node
    return undefined
  })
  return found && {symbol, node: found, ast}
}

function nameOf(node: FunctionNode, parent: Node | undefined): string | undefined {
  if (node.id) return node.id.name
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  return parent && 'value' in parent && parent.value === node ? propertyName(parent) : undefined
}
