import type {Node} from '@oxc-project/types'
import {memberPath} from '../syntax/member-path.ts'
import type {ModuleAst, SymbolKind} from './facts.ts'
import {isFunction, nameOf, requireArgument, stringOf, unwrap} from './literal.ts'
import {boundIdentifiers} from './pattern.ts'

/** A declaration as written. Offsets are UTF-16 code units. */
export interface RawSymbol {
  readonly name: string
  readonly kind: SymbolKind
  readonly callable: boolean
  /** Whether no declaration of it exists at run time; a namespace counts as if it did. */
  readonly typeOnly: boolean
  readonly start: number
  readonly end: number
  /** Where its doc comment ends at the latest. */
  readonly docStart: number
}

/** The declarations of a module and their members, in source order; overloads and merged declarations count once. */
export function declarationsOf(ast: ModuleAst): RawSymbol[] {
  return mergeByName(ast.program.body.flatMap(statement => declarationsIn(statement)))
}

function declarationsIn(statement: Node, outer: Node = statement): RawSymbol[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      return statement.declaration ? declarationsIn(statement.declaration, statement) : []
    case 'ExportDefaultDeclaration':
      return defaultDeclaration(statement)
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return [symbol(nameOf(statement.id) ?? 'default', 'function', true, outer)]
    case 'ClassDeclaration':
      return classSymbols(nameOf(statement.id) ?? 'default', statement, outer)
    case 'TSInterfaceDeclaration':
      return withMembers(symbol(statement.id.name, 'interface', false, outer), statement.body.body)
    case 'TSEnumDeclaration':
      return withMembers(symbol(statement.id.name, 'enum', false, outer), statement.body.members)
    case 'TSTypeAliasDeclaration':
      return [symbol(statement.id.name, 'type', false, outer)]
    case 'TSModuleDeclaration':
      return namespaceSymbol(statement, outer)
    case 'VariableDeclaration':
      return variableSymbols(statement, outer)
    default:
      return []
  }
}

function symbol(
  name: string,
  kind: SymbolKind,
  callable: boolean,
  node: Node,
  docNode: Node = node
): RawSymbol {
  const start = decoratedStart(node)
  const typeOnly = kind === 'interface' || kind === 'type'
  return {name, kind, callable, typeOnly, start, end: node.end, docStart: decoratedStart(docNode)}
}

/** Decorators may stand before `export`, outside of its node. */
function decoratedStart(node: Node): number {
  const declared = 'declaration' in node && node.declaration ? (node.declaration as Node) : node
  const decorators = 'decorators' in declared ? (declared.decorators as Node[] | undefined) : undefined
  return Math.min(node.start, decorators?.[0]?.start ?? node.start)
}

function defaultDeclaration(statement: Node & {type: 'ExportDefaultDeclaration'}): RawSymbol[] {
  const {declaration} = statement
  const declared = declarationsIn(declaration, statement)
  if (declared.length > 0) return declared
  const value = unwrap(declaration)
  // `export default name` hands on what is declared elsewhere.
  if (value.type === 'Identifier') return []
  if (value.type === 'ClassExpression') return classSymbols('default', value, statement)
  return [symbol('default', isFunction(value) ? 'function' : 'variable', isFunction(value), statement)]
}

/** Classes carry their members; also used for `module.exports = class {}`. */
export function classSymbols(
  name: string,
  node: Node & {type: 'ClassDeclaration' | 'ClassExpression'},
  outer: Node
): RawSymbol[] {
  return withMembers(symbol(name, 'class', false, outer), node.body.body)
}

/** A symbol of an expression that is exported or assigned as it stands. */
export function valueSymbols(name: string, value: Node, outer: Node): RawSymbol[] {
  const inner = unwrap(value)
  if (inner.type === 'ClassExpression') return classSymbols(name, inner, outer)
  return [symbol(name, isFunction(inner) ? 'function' : 'variable', isFunction(inner), outer)]
}

/** `declare module 'x'` and `declare global` speak of other modules. */
function namespaceSymbol(statement: Node & {type: 'TSModuleDeclaration'}, outer: Node): RawSymbol[] {
  if (statement.kind === 'global' || statement.id.type === 'Literal') return []
  let id: Node = statement.id
  while (id.type === 'TSQualifiedName') id = id.left
  const name = nameOf(id)
  return name === undefined ? [] : [symbol(name, 'namespace', false, outer)]
}

function variableSymbols(statement: Node & {type: 'VariableDeclaration'}, outer: Node): RawSymbol[] {
  const single = statement.declarations.length === 1
  return statement.declarations.flatMap((declarator, index) => {
    const init = declarator.init ? unwrap(declarator.init) : undefined
    // What is bound to a required module is an import.
    if (init && isRequired(init)) return []
    const node = single ? outer : declarator
    const docNode = index === 0 ? outer : declarator
    if (declarator.id.type === 'Identifier') {
      const {name} = declarator.id
      if (init?.type === 'ClassExpression') return classSymbols(name, init, node)
      return [symbol(name, 'variable', isFunction(init), node, docNode)]
    }
    return boundIdentifiers(declarator.id).map(name => symbol(name, 'variable', false, node, docNode))
  })
}

/** `require('x')`, `require('x').y`, `require('x')(…)` is a value of its own. */
export function isRequired(node: Node): boolean {
  if (node.type === 'MemberExpression') return isRequired(unwrap(node.object))
  return stringOf(requireArgument(node)) !== undefined
}

function withMembers(owner: RawSymbol, members: readonly Node[]): RawSymbol[] {
  const found = members.flatMap(member => [...memberSymbols(member), ...parameterProperties(member)])
  return [owner, ...found.map(member => ({...member, name: `${owner.name}.${member.name}`}))]
}

function memberSymbols(member: Node): RawSymbol[] {
  switch (member.type) {
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition': {
      const isAccessor = member.kind === 'get' || member.kind === 'set'
      return named(member, isAccessor ? 'property' : 'method', !isAccessor)
    }
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return named(member, 'property', isFunction(member.value))
    case 'TSAbstractPropertyDefinition':
    case 'TSAbstractAccessorProperty':
      return named(member, 'property', false)
    case 'TSMethodSignature':
      return named(member, member.kind === 'method' ? 'method' : 'property', member.kind === 'method')
    case 'TSPropertySignature':
      return named(member, 'property', member.typeAnnotation?.typeAnnotation.type === 'TSFunctionType')
    case 'TSEnumMember': {
      const name = nameOf(member.id)
      return name === undefined ? [] : [symbol(name, 'property', false, member)]
    }
    default:
      return []
  }
}

function named(
  member: Node & {readonly key: Node; readonly computed: boolean},
  kind: SymbolKind,
  callable: boolean
): RawSymbol[] {
  const name = keyName(member.key, member.computed)
  return name === undefined ? [] : [symbol(name, kind, callable, member)]
}

/** `a`, `#a`, `'a'`, and a name in brackets, `[dispose]` or `[Symbol.iterator]`; other computed keys have no name. */
function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (!computed) return key.type === 'Literal' ? String(key.value) : nameOf(key)
  const path = memberPath(key)
  return path === undefined ? stringOf(key) : `[${path}]`
}

function parameterProperties(member: Node): RawSymbol[] {
  if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') return []
  return member.value.params.flatMap(parameter => {
    if (parameter.type !== 'TSParameterProperty') return []
    const [name] = boundIdentifiers(parameter.parameter)
    return name === undefined ? [] : [symbol(name, 'property', false, parameter)]
  })
}

/** Of merged declarations the one that exists at run time stands for all, else the first. */
const precedence: Record<SymbolKind, number> = {
  class: 0,
  function: 1,
  variable: 2,
  enum: 3,
  interface: 4,
  type: 5,
  namespace: 6,
  method: 0,
  property: 1
}

export function mergeByName(symbols: readonly RawSymbol[]): RawSymbol[] {
  const merged = new Map<string, RawSymbol>()
  for (const next of symbols) {
    const known = merged.get(next.name)
    merged.set(next.name, known ? merge(known, next) : next)
  }
  return [...merged.values()]
}

/** Overloads become one range from the first signature to the body. */
function merge(known: RawSymbol, next: RawSymbol): RawSymbol {
  if (known.kind === next.kind)
    return known.callable || isAccessorPair(known) ? {...known, end: next.end} : known
  const first = precedence[next.kind] < precedence[known.kind] ? next : known
  return {...first, typeOnly: known.typeOnly && next.typeOnly}
}

function isAccessorPair({kind}: RawSymbol): boolean {
  return kind === 'property'
}
