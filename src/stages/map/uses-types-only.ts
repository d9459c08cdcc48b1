import type {Node} from '@oxc-project/types'
import type {Facts, ImportEdge, ModuleAst} from '../../facts/facts.ts'
import {readScopes} from '../../syntax/scopes.ts'
import {walk} from '../../syntax/walk.ts'

/**
 * Whether every value that an import statement of a TypeScript module takes is used there, and as a type only. In doubt not:
 * under a decorator the compiler may keep types as values, and what is exported again may be either.
 */
export function usesTypesOnly({from, kind, line, names}: ImportEdge, facts: Facts): boolean {
  const locals = names.filter(({typeOnly}) => !typeOnly).map(({local}) => local)
  const valueNames = facts.module(from)?.valueNames
  // Told without a look at the tree, which few modules are worth.
  if (kind !== 'value' || locals.length === 0 || locals.some(local => valueNames?.includes(local)))
    return false
  const ast = /\.[cm]?tsx?$/.test(from) ? facts.ast(from) : undefined
  if (!ast) return false
  const scopes = hasDecorator(ast) ? undefined : readScopes(ast.program)
  const specifiers = specifiersAt(ast, line)
  return locals.every(local => {
    const uses = scopes?.bindingOf(specifiers.get(local) as Node)?.uses ?? []
    return uses.length > 0 && uses.every(({typeOnly}) => typeOnly)
  })
}

function hasDecorator(ast: ModuleAst): boolean {
  let found = false
  walk(ast.program, node => {
    found ||= node.type === 'Decorator'
    return found ? 'skip' : undefined
  })
  return found
}

/** Local names that the import statements on a line bind. */
function specifiersAt(ast: ModuleAst, line: number): Map<string, Node> {
  const found = new Map<string, Node>()
  for (const statement of ast.program.body) {
    if (statement.type !== 'ImportDeclaration' || ast.lineOf(statement.start) !== line) continue
    for (const {local} of statement.specifiers) found.set(local.name, local)
  }
  return found
}
