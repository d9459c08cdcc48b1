import type {Program} from '@oxc-project/types'
import {boundIdentifiers} from '../pattern.ts'

type TopLevel = Program['body'][number]

/** Whether statements of two scripts bind a name alike: they do not see each other's. */
export function shareNames(left: readonly TopLevel[], right: readonly TopLevel[]): boolean {
  const names = new Set(left.flatMap(namesOf))
  return right.flatMap(namesOf).some(name => names.has(name))
}

function namesOf(statement: TopLevel): string[] {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({id}) => boundIdentifiers(id))
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return statement.id ? [statement.id.name] : []
    case 'ImportDeclaration':
      return statement.specifiers.map(({local}) => local.name)
    case 'ExportNamedDeclaration':
      return statement.declaration ? namesOf(statement.declaration) : []
    default:
      return []
  }
}
