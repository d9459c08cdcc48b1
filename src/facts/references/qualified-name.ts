import {ts} from 'ts-morph'
import {commonJsName} from './commonjs-export.ts'

/**
 * Names from the top-level declaration down to the node, `['Lock', 'acquire']`; undefined when a function or a block
 * lies between, so that the node is a local. Empty for what has no name of its own.
 */
export function qualifiedName(node: ts.Node): string[] | undefined {
  if (ts.isSourceFile(node)) return []
  const exported = commonJsName(node)
  if (exported !== undefined)
    return isTopLevelExpression(node) ? [exported].filter(name => name !== '') : undefined
  const above = isTransparent(node) ? qualifiedName(node.parent) : undefined
  const name = nameOf(node)
  return above === undefined || name === undefined ? above : [...above, name]
}

/** Whether the node is exported as the default of its module where it stands. */
export function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []
  return modifiers.some(({kind}) => kind === ts.SyntaxKind.DefaultKeyword)
}

function isTopLevelExpression({parent}: ts.Node): boolean {
  if (ts.isBinaryExpression(parent)) return isTopLevelExpression(parent)
  return ts.isExpressionStatement(parent) && ts.isSourceFile(parent.parent)
}

/** Nodes that may stand between a declaration and its module: named ones, and what merely groups. */
function isTransparent(node: ts.Node): boolean {
  if (ts.isParameter(node)) return ts.isParameterPropertyDeclaration(node, node.parent)
  if (ts.isConstructorDeclaration(node)) return true
  return nameOf(node) !== undefined || GROUPS.has(node.kind)
}

const GROUPS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.TypeLiteral,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.VariableDeclarationList,
  ts.SyntaxKind.VariableStatement,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.ArrayBindingPattern,
  ts.SyntaxKind.ExpressionStatement,
  ts.SyntaxKind.ModuleBlock,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.SatisfiesExpression
])

function nameOf(node: ts.Node): string | undefined {
  if (ts.isExportAssignment(node)) return 'default'
  if (ts.isExpression(node)) return undefined
  const name = ts.getNameOfDeclaration(node as ts.Declaration)
  if (name === undefined) return isDefaultExport(node) ? 'default' : undefined
  return ts.isComputedPropertyName(name) ? computedName(name.expression) : literalName(name)
}

function literalName(node: ts.Node): string | undefined {
  const isNamed = ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node)
  return isNamed || ts.isNumericLiteral(node) ? node.text : undefined
}

/** `[dispose]`, `[Symbol.iterator]`, and a string in brackets. */
function computedName(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  const path = dottedName(node)
  return path === undefined ? undefined : `[${path}]`
}

/** `keys.open`, as the facts write it between brackets; undefined when a part is no name. */
export function dottedName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text
  if (!ts.isPropertyAccessExpression(node)) return undefined
  const object = dottedName(node.expression)
  return object === undefined ? undefined : `${object}.${node.name.text}`
}
