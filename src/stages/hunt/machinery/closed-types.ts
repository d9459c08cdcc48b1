import type {Node} from '@oxc-project/types'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {type Code, codeOf} from './code.ts'

/** A union of literals or an enum that the repository declares. */
export interface ClosedType {
  /** As written where it is used, `Status` or `Event.kind`. */
  readonly name: string
  /** Stable over modules: where it is declared. */
  readonly id: string
  readonly declaration: Node
  readonly code: Code
  /** Values of literals, names of enum members, in source order. */
  readonly members: readonly string[]
}

interface Typed {
  readonly code: Code
  readonly type: Node
}

/** The closed type of an expression: a variable, parameter, field, or a property of one of these. */
export function closedTypeOf(context: DetectorContext, code: Code, expression: Node): ClosedType | undefined {
  const declared = typeOf(context, code, unwrap(expression), 4)
  const members = declared && membersOf(context, declared, 6)
  if (!declared || !members || new Set(members).size < 3) return undefined
  const {type} = declared
  const found = type.type === 'TSTypeReference' ? declarationOf(context, declared.code, type) : undefined
  const at = found ?? {code: declared.code, node: type}
  return {
    name:
      type.type === 'TSTypeReference'
        ? declared.code.text(type.typeName)
        : declared.code.text(type).replace(/\s+/g, ' ').slice(0, 60),
    id: `${at.code.path}:${at.node.start}`,
    declaration: at.node,
    code: at.code,
    members: [...new Set(members)]
  }
}

function typeOf(context: DetectorContext, code: Code, node: Node, depth: number): Typed | undefined {
  if (depth === 0) return undefined
  if (node.type === 'Identifier') {
    const name = code.bindingOf(node)?.definitions[0]?.name
    return annotation(code, name)
  }
  if (node.type !== 'MemberExpression') return undefined
  const property = propertyName(node)
  const object = unwrap(node.object)
  if (property === undefined) return undefined
  if (object.type === 'ThisExpression') return annotation(code, fieldOf(code, object, property))
  const owner = typeOf(context, code, object, depth - 1)
  return owner && propertyType(context, owner, property, depth)
}

function annotation(code: Code, node: Node | undefined): Typed | undefined {
  const type = (node as {typeAnnotation?: {typeAnnotation?: Node} | null} | undefined)?.typeAnnotation
    ?.typeAnnotation
  return type && {code, type}
}

function fieldOf(code: Code, self: Node, name: string): Node | undefined {
  const owner = code.thisOwner(self)
  if (owner?.type !== 'ClassDeclaration' && owner?.type !== 'ClassExpression') return undefined
  return owner.body.body.find(member => propertyName(member) === name)
}

/** The type of a property; for a union of object types the union of its types. */
function propertyType(
  context: DetectorContext,
  {code, type}: Typed,
  name: string,
  depth: number
): Typed | undefined {
  if (depth === 0) return undefined
  if (type.type === 'TSTypeReference') {
    const found = declarationOf(context, code, type)
    if (found?.node.type === 'TSTypeAliasDeclaration')
      return propertyType(context, {code: found.code, type: found.node.typeAnnotation}, name, depth - 1)
    return found?.node.type === 'TSInterfaceDeclaration'
      ? signature(found.code, found.node.body.body, name)
      : undefined
  }
  return type.type === 'TSTypeLiteral' ? signature(code, type.members, name) : undefined
}

function signature(code: Code, members: readonly Node[], name: string): Typed | undefined {
  const member = members.find(
    one =>
      one.type === 'TSPropertySignature' &&
      !one.computed &&
      one.key.type === 'Identifier' &&
      one.key.name === name
  )
  return annotation(code, member)
}

/** The members of a type; undefined as soon as one is not a literal. `null` and `undefined` are left out. */
function membersOf(context: DetectorContext, {code, type}: Typed, depth: number): string[] | undefined {
  if (depth === 0) return undefined
  switch (type.type) {
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
      return []
    case 'TSLiteralType':
      return type.literal.type === 'Literal' && typeof type.literal.value !== 'object'
        ? [String(type.literal.value)]
        : undefined
    case 'TSUnionType': {
      const parts = type.types.map(one => membersOf(context, {code, type: one}, depth - 1))
      return parts.every(part => part !== undefined) ? parts.flat() : undefined
    }
    case 'TSTypeReference': {
      const found = declarationOf(context, code, type)
      if (found?.node.type === 'TSTypeAliasDeclaration' && !found.node.typeParameters)
        return membersOf(context, {code: found.code, type: found.node.typeAnnotation}, depth - 1)
      return found?.node.type === 'TSEnumDeclaration'
        ? found.node.body.members.flatMap(member => (member.id.type === 'Identifier' ? [member.id.name] : []))
        : undefined
    }
    default:
      return undefined
  }
}

interface Declaration {
  readonly code: Code
  readonly node: Node
}

function declarationOf(context: DetectorContext, code: Code, reference: Node): Declaration | undefined {
  if (reference.type !== 'TSTypeReference' || reference.typeName.type !== 'Identifier') return undefined
  const {name} = reference.typeName
  const own = declarationsOf(code).get(name)
  if (own) return {code, node: own}
  for (const edge of importsFrom(context, code.path)) {
    const imported = edge.names.find(one => one.local === name)
    const symbol =
      imported && context.facts.module(edge.to)?.exports.find(one => one.name === imported.imported)?.symbol
    if (!symbol) continue
    const at = symbol.lastIndexOf('#')
    const ast = context.ast(symbol.slice(0, at))
    const other = ast && codeOf(ast)
    const node = other && declarationsOf(other).get(symbol.slice(at + 1))
    if (other && node) return {code: other, node}
  }
  return undefined
}

const declarations = new WeakMap<Code, ReadonlyMap<string, Node>>()

function declarationsOf(code: Code): ReadonlyMap<string, Node> {
  const known =
    declarations.get(code) ??
    new Map(
      [
        ...code.nodes('TSTypeAliasDeclaration'),
        ...code.nodes('TSEnumDeclaration'),
        ...code.nodes('TSInterfaceDeclaration')
      ].map(node => [node.id.name, node as Node])
    )
  declarations.set(code, known)
  return known
}

type Edge = DetectorContext['facts']['imports'][number]
const imports = new WeakMap<readonly Edge[], ReadonlyMap<string, readonly Edge[]>>()

function importsFrom({facts}: DetectorContext, path: string): readonly Edge[] {
  const known = imports.get(facts.imports) ?? bySource(facts.imports)
  imports.set(facts.imports, known)
  return known.get(path) ?? []
}

function bySource(edges: readonly Edge[]): ReadonlyMap<string, readonly Edge[]> {
  const grouped = new Map<string, Edge[]>()
  for (const edge of edges) {
    const known = grouped.get(edge.from)
    if (known) known.push(edge)
    else grouped.set(edge.from, [edge])
  }
  return grouped
}
