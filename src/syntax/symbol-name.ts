import type {Node} from '@oxc-project/types'
import {ancestorsOf, isClass} from './enclosing.ts'
import {memberPath} from './member-path.ts'
import type {Parents} from './parents.ts'
import {propertyName} from './property-name.ts'
import {unwrap} from './unwrap.ts'

/**
 * The top-level declaration a node stands in, as facts name it: `acquire`, `Lock.acquire` for a member of a
 * top-level class, `module` for other code at the top level. What is assigned to `module.exports` or exported as
 * default has its own name, or `default`.
 */
export function symbolName(node: Node, parents: Parents): string {
  const path = [node, ...ancestorsOf(node, parents)].reverse()
  const [, statement, ...rest] = path
  if (!statement) return 'module'
  if (!isExportWrapper(statement)) return nameOf(statement, rest) ?? 'module'
  const declared = nameOf(rest.shift() ?? statement, rest)
  return declared ?? (statement.type === 'ExportDefaultDeclaration' ? 'default' : 'module')
}

function isExportWrapper(node: Node): boolean {
  return node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration'
}

function nameOf(declaration: Node, inside: readonly Node[]): string | undefined {
  switch (declaration.type) {
    case 'VariableDeclaration':
      return variableName(inside)
    case 'ExpressionStatement':
      return assignedName(declaration.expression, inside.slice(1))
    default:
      return valueName(undefined, declaration, inside)
  }
}

function variableName([declarator, value, ...below]: readonly Node[]): string | undefined {
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  return valueName(declarator.id.name, value, below)
}

/** `exports.acquire = …`, `module.exports = …` and `module.exports = {acquire() {}}`. */
function assignedName(assignment: Node, inside: readonly Node[]): string | undefined {
  if (assignment.type !== 'AssignmentExpression') return undefined
  const path = memberPath(assignment.left)
  const value = unwrap(assignment.right)
  const below = inside.includes(value) ? inside.slice(inside.indexOf(value) + 1) : []
  const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(path ?? '')?.[1]
  if (name !== undefined) return valueName(name, value, below)
  if (value.type === 'AssignmentExpression') return assignedName(value, below)
  if (path !== 'module.exports') return undefined
  if (value.type !== 'ObjectExpression') return valueName(undefined, value, below) ?? 'default'
  const [property, part, ...rest] = below
  return property && valueName(propertyName(property), part, rest)
}

/** The name of a class or function, or of the member of a class: `given` where a variable or export names it. */
function valueName(
  given: string | undefined,
  value: Node | undefined,
  below: readonly Node[]
): string | undefined {
  if (value && isClass(value)) return memberName(given ?? value.id?.name ?? 'default', below)
  switch (value?.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return given ?? value.id?.name ?? 'default'
    case 'ArrowFunctionExpression':
      return given ?? 'default'
    default:
      return given
  }
}

function memberName(name: string, inside: readonly Node[]): string {
  const member = inside.find(node => node.type !== 'ClassBody')
  const own = member && (propertyName(member) ?? symbolKey(member))
  return own === undefined ? name : `${name}.${own}`
}

/** `[Symbol.iterator]`; other computed keys have no name. */
function symbolKey(member: Node): string | undefined {
  const path = 'key' in member && member.key ? memberPath(member.key as Node) : undefined
  return path?.startsWith('Symbol.') ? `[${path}]` : undefined
}
