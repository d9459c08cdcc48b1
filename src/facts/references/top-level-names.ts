import type {Node, Program} from '@oxc-project/types'
import {walk} from '../../syntax/walk.ts'

/**
 * The identifiers that introduce a module's top-level names. A type parameter and a name in a top-level block live as
 * long as the module too, and are none.
 */
export function topLevelNames(program: Program): ReadonlySet<Node> {
  const names = new Set<Node>()
  for (const statement of program.body) addNames(statement, names)
  return names
}

function addNames(statement: Node, names: Set<Node>): void {
  if (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') {
    if (statement.declaration) addNames(statement.declaration, names)
  } else if (statement.type === 'VariableDeclaration') {
    for (const {id} of statement.declarations) addPattern(id, names)
  } else if (statement.type === 'ImportDeclaration') {
    for (const {local} of statement.specifiers) names.add(local)
  } else {
    const {id} = statement as {id?: Node | null}
    if (id) names.add(id)
  }
}

function addPattern(pattern: Node, names: Set<Node>): void {
  walk(pattern, node => {
    if (node.type === 'Identifier') names.add(node)
  })
}
