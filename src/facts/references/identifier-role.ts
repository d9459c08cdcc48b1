import {ts} from 'ts-morph'

/**
 * What an identifier does where it stands.
 *
 * `name` resolves in scope; `member` is looked up on what stands before its dot; `binding` and `key` are looked up on
 * the type of the pattern or literal around them; `shorthand` is both a name and a key. `none` uses nothing.
 */
export type IdentifierRole = 'name' | 'member' | 'binding' | 'key' | 'shorthand' | 'none'

export function identifierRole(node: ts.Identifier | ts.PrivateIdentifier): IdentifierRole {
  const {parent} = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node ? 'member' : 'name'
  if (ts.isQualifiedName(parent)) return parent.right === node ? 'member' : 'name'
  if (ts.isBindingElement(parent)) return bindingRole(node, parent)
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node ? 'shorthand' : 'name'
  if (ts.isPropertyAssignment(parent) || ts.isJsxAttribute(parent))
    return parent.name === node ? 'key' : 'name'
  if (ts.isImportTypeNode(parent)) return parent.qualifier === node ? 'member' : 'none'
  if (isSilent(node)) return 'none'
  return 'name'
}

function bindingRole(node: ts.Node, parent: ts.BindingElement): IdentifierRole {
  if (parent.propertyName === node) return 'binding'
  if (parent.name !== node) return 'name'
  const isProperty =
    ts.isObjectBindingPattern(parent.parent) && !parent.propertyName && !parent.dotDotDotToken
  return isProperty ? 'binding' : 'none'
}

/** Declared names, labels, and names that the language reads itself. */
function isSilent(node: ts.Identifier | ts.PrivateIdentifier): boolean {
  const {parent} = node
  return (
    (parent as {name?: ts.Node}).name === node ||
    (parent as {label?: ts.Node}).label === node ||
    isIntrinsicTag(node) ||
    ts.isTypePredicateNode(parent)
  )
}

function isIntrinsicTag(node: ts.Identifier | ts.PrivateIdentifier): boolean {
  const {parent} = node
  return (
    (ts.isJsxOpeningElement(parent) ||
      ts.isJsxSelfClosingElement(parent) ||
      ts.isJsxClosingElement(parent)) &&
    /^[a-z]/.test(node.text)
  )
}
