import type {Node} from '@oxc-project/types'
import {ancestorsOf, isClass} from './enclosing.ts'
import {memberPath} from './member-path.ts'
import type {Parents} from './parents.ts'
import {propertyName} from './property-name.ts'

/**
 * The top-level declaration a node stands in, as facts name it: `acquire`, `Lock.acquire` for a member of a
 * top-level class, `module` for other code at the top level.
 */
export function symbolName(node: Node, parents: Parents): string {
  const path = [node, ...ancestorsOf(node, parents)].reverse()
  const [, statement, ...rest] = path
  if (!statement) return 'module'
  const declaration = isExportWrapper(statement) ? rest.shift() : statement
  return nameOf(declaration ?? statement, rest) ?? 'module'
}

function isExportWrapper(node: Node): boolean {
  return node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration'
}

function nameOf(declaration: Node, inside: readonly Node[]): string | undefined {
  if (isClass(declaration)) return className(declaration.id?.name ?? 'default', inside)
  switch (declaration.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return declaration.id?.name ?? 'default'
    case 'VariableDeclaration':
      return variableName(inside)
    case 'ExpressionStatement':
      return assignedName(declaration.expression)
    default:
      return undefined
  }
}

function variableName(inside: readonly Node[]): string | undefined {
  const [declarator, ...rest] = inside
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  const [value, ...below] = rest
  return value && isClass(value) ? className(declarator.id.name, below) : declarator.id.name
}

/** `exports.acquire = …` and `module.exports = …`. */
function assignedName(expression: Node): string | undefined {
  if (expression.type !== 'AssignmentExpression') return undefined
  const path = memberPath(expression.left)
  if (path === 'module.exports') return namedValue(expression.right) ?? 'default'
  return /^(?:module\.)?exports\.([\w$]+)$/.exec(path ?? '')?.[1]
}

function namedValue(value: Node): string | undefined {
  return isClass(value) || value.type === 'FunctionExpression' ? value.id?.name : undefined
}

function className(name: string, inside: readonly Node[]): string {
  const member = inside.find(node => node.type !== 'ClassBody')
  const memberName = member && propertyName(member)
  return memberName === undefined ? name : `${name}.${memberName}`
}
