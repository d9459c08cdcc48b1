import {ts} from 'ts-morph'

/**
 * The name that an assignment to `exports` declares, as the facts give it: the property's, else the own name of a
 * function or class, else `default`. `''` for an object literal, whose properties are the declarations. Undefined for
 * other nodes, and for `module.exports = name`, which hands on what is declared elsewhere.
 */
export function commonJsName(node: ts.Node): string | undefined {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined
  const {left} = node
  if (isExportsObject(left)) return wholeName(lastValue(node))
  return ts.isPropertyAccessExpression(left) && isExportsObject(left.expression) ? left.name.text : undefined
}

/** `exports` or `module.exports`. */
export function isExportsObject(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'exports'
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'exports') return false
  return ts.isIdentifier(node.expression) && node.expression.text === 'module'
}

/** Whether a statement, or a property of an exported object, only hands on: `module.exports = Lock`, `{Lock, P: require('./p')}`. */
export function isCommonJsHandOn(node: ts.Node): boolean {
  if (ts.isShorthandPropertyAssignment(node)) return isExportedProperty(node)
  if (ts.isPropertyAssignment(node)) return isExportedProperty(node) && isHandedOn(node.initializer)
  if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return false
  const {left} = node.expression
  const isTarget =
    isExportsObject(left) || (ts.isPropertyAccessExpression(left) && isExportsObject(left.expression))
  return isTarget && isHandedOn(lastValue(node.expression))
}

/** Whether a property stands in the object of `module.exports = {…}`. */
export function isExportedProperty({parent}: ts.ObjectLiteralElementLike): boolean {
  const assignment = parent.parent
  return ts.isBinaryExpression(assignment) && isExportsObject(assignment.left)
}

/** The value at the end of `exports = module.exports = value`. */
function lastValue(node: ts.Expression): ts.Expression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? lastValue(node.right)
    : node
}

function wholeName(value: ts.Expression): string | undefined {
  if (ts.isIdentifier(value)) return undefined
  if (ts.isObjectLiteralExpression(value)) return ''
  return (
    (ts.isFunctionExpression(value) || ts.isClassExpression(value) ? value.name?.text : undefined) ??
    'default'
  )
}

function isHandedOn(value: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(value))
    return ts.isCallExpression(value.expression) && isHandedOn(value.expression)
  if (!ts.isCallExpression(value)) return ts.isIdentifier(value)
  return ts.isIdentifier(value.expression) && value.expression.text === 'require'
}
