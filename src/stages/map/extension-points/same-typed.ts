import type {Node} from '@oxc-project/types'
import {sortedUnique} from '../../../base/compare.ts'
import {groupBy} from '../../../base/group-by.ts'
import type {DeclaredSymbol, Facts, ModuleAst, ModuleId} from '../../../facts/facts.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type ExtensionPoint, fewestAlike} from './point.ts'

/**
 * Modules that declare three or more constants of one type and put them into one list or table of their own. Only modules that
 * have three variables whose names end alike, and one named after these, are looked at.
 */
export function findSameTyped(modules: readonly ModuleId[], facts: Facts): ExtensionPoint[] {
  const sources = new Set(modules)
  const variables = facts.symbols.filter(({path, kind}) => kind === 'variable' && sources.has(path))
  return [...groupBy(variables, ({path}) => path)].flatMap(([path, symbols]) => {
    if (!mayHoldList(symbols)) return []
    const ast = facts.ast(path)
    return ast ? listsOf(ast, path) : []
  })
}

/** Three names that end alike, and a value that is named after them: `jsonHandler`, … and `handlers`. */
function mayHoldList(symbols: readonly DeclaredSymbol[]): boolean {
  const values = symbols.filter(({callable}) => !callable)
  return [...groupBy(symbols, ({name}) => lastWord(name))].some(
    ([word, group]) =>
      word !== '' &&
      group.length >= fewestAlike &&
      values.some(({name}) => lastWord(name) !== word && name.toLowerCase().includes(word))
  )
}

/** `handler` for `jsonHandler`; `''` for a name of one part. */
function lastWord(name: string): string {
  return /[a-z\d_]([A-Z][a-z\d]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

function listsOf({program}: ModuleAst, path: ModuleId): ExtensionPoint[] {
  const declarators = program.body.flatMap(statement => {
    const held = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    return held?.type === 'VariableDeclaration' && held.kind === 'const' ? held.declarations : []
  })
  const typeOf = new Map(
    declarators.flatMap(({id}) => (id.type === 'Identifier' ? [[id.name, typeName(id)] as const] : []))
  )
  return declarators.flatMap(({id, init}) => {
    const members = init ? elementNames(unwrap(init)) : []
    const types = new Set(members.map(name => typeOf.get(name)))
    if (id.type !== 'Identifier' || members.length < fewestAlike || types.size > 1 || types.has(undefined))
      return []
    return [{members: sortedUnique(members), path, list: id.name}]
  })
}

function typeName(id: Node & {type: 'Identifier'}): string | undefined {
  const annotation = id.typeAnnotation?.typeAnnotation
  if (annotation?.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') return undefined
  return annotation.typeName.name
}

/** The variables of a list or table that holds nothing else; none of another. */
function elementNames(node: Node): string[] {
  const values =
    node.type === 'ArrayExpression'
      ? node.elements
      : node.type === 'ObjectExpression'
        ? node.properties.map(property => (property.type === 'Property' ? property.value : property))
        : []
  const names = values.map(value => (value?.type === 'Identifier' ? value.name : undefined))
  return names.every(name => name !== undefined) ? names : []
}
