import type {Node} from '@oxc-project/types'

type Loose = Node & Record<string, unknown>

/**
 * Why a declaration does nothing yet, in a few words; undefined when it does something or has no body to judge.
 *
 * A stub has an empty body, only throws "not implemented", or only returns a constant. A class is one when each of its
 * methods is and it extends nothing.
 */
export function stubReason(node: Node | undefined): string | undefined {
  const target = node as Loose | undefined
  if (!target) return undefined
  if (target.type === 'VariableDeclarator') return stubReason(target.init as Node)
  if (
    target.type === 'MethodDefinition' ||
    target.type === 'PropertyDefinition' ||
    target.type === 'Property'
  )
    return stubReason(target.value as Node)
  if (/^Class/.test(target.type)) return classReason(target)
  if (!/Function/.test(target.type) || (target.type as string) === 'TSDeclareFunction' || !target.body)
    return undefined
  return bodyReason(target.body as Loose)
}

function classReason(target: Loose): string | undefined {
  const members = (target.body as {body: Loose[]}).body
  const methods = members.filter(
    member => member.type === 'MethodDefinition' && member.kind !== 'constructor'
  )
  if (target.superClass) return undefined
  if (members.length === 0) return 'empty class'
  const reasons = methods.map(stubReason)
  return methods.length > 0 && reasons.every(reason => reason !== undefined)
    ? `every method: ${reasons[0]}`
    : undefined
}

function bodyReason(body: Loose): string | undefined {
  if (body.type !== 'BlockStatement') return isConstant(body) ? 'constant result' : undefined
  const statements = body.body as Loose[]
  const [only] = statements
  if (!only) return 'empty body'
  if (statements.length > 1) return undefined
  if (only.type === 'ThrowStatement')
    return saysNotImplemented(only.argument as Loose) ? 'throws not implemented' : undefined
  if (only.type !== 'ReturnStatement') return undefined
  return !only.argument || isConstant(only.argument as Loose) ? 'constant result' : undefined
}

function saysNotImplemented(thrown: Loose): boolean {
  const [message] = (thrown.arguments as Loose[] | undefined) ?? []
  const text =
    message?.type === 'Literal'
      ? String(message.value)
      : JSON.stringify((thrown.callee as Loose | undefined)?.name ?? '')
  return /not[ -]?(?:yet[ -])?implemented|unimplemented|todo/i.test(text)
}

function isConstant(node: Loose): boolean {
  if (node.type === 'Literal') return true
  if (node.type === 'Identifier') return node.name === 'undefined'
  if (node.type === 'ArrayExpression') return (node.elements as unknown[]).length === 0
  if (node.type === 'ObjectExpression') return (node.properties as unknown[]).length === 0
  return /^TS(?:As|Satisfies|NonNull)/.test(node.type) && isConstant(node.expression as Loose)
}
