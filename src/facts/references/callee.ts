import {ts} from 'ts-morph'

/** The node that an identifier calls with, undefined when it is not the callee: `lock.acquire()`, `new Lock()`, `<Lock/>`. */
export function callOf(node: ts.Node): ts.Node | undefined {
  const callee = wholeCallee(node)
  const {parent} = callee
  if (ts.isCallOrNewExpression(parent) && parent.expression === callee) return parent
  if (ts.isTaggedTemplateExpression(parent) && parent.tag === callee) return parent
  if (ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent))
    return parent.tagName === callee ? parent : undefined
  return ts.isDecorator(parent) ? parent : undefined
}

/** From the last name out through its dots, brackets, parentheses and type assertions. */
function wholeCallee(node: ts.Node): ts.Node {
  const {parent} = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return wholeCallee(parent)
  if (isLiteralElement(parent, node)) return wholeCallee(parent)
  return isWrapper(parent) ? wholeCallee(parent) : node
}

function isWrapper(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node)
  )
}

/** `lock['acquire']`; in `lock[acquire]` the name is not what is called. */
function isLiteralElement(parent: ts.Node, node: ts.Node): boolean {
  return (
    ts.isElementAccessExpression(parent) && parent.argumentExpression === node && ts.isStringLiteralLike(node)
  )
}
