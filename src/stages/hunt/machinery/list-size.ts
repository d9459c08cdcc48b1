import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/** Why a list is known to be short, as a clause; undefined when its size is open. */
export function shortList(code: Code, list: Node, depth = 4): string | undefined {
  const node = unwrap(list)
  if (depth === 0) return undefined
  const next = (inner: Node) => shortList(code, inner, depth - 1)
  switch (node.type) {
    case 'AwaitExpression':
      return next(node.argument)
    case 'ArrayExpression':
      return node.elements.every(each => each && (each.type !== 'SpreadElement' || next(each.argument)))
        ? `its members are listed at ${code.at(node)}`
        : undefined
    case 'ObjectExpression':
      return node.properties.every(each => each.type === 'Property')
        ? `its members are listed at ${code.at(node)}`
        : undefined
    case 'NewExpression': {
      const [only] = node.arguments
      return only && /^(?:Set|Map)$/.test(memberPath(node.callee) ?? '') ? next(only as Node) : undefined
    }
    case 'CallExpression':
      return shortResult(code, node, next)
    case 'Identifier':
      return shortVariable(code, node, next)
    case 'MemberExpression':
      return /^[A-Z][A-Z0-9_]+$/.test(memberPath(node)?.split('.').at(-1) ?? '')
        ? `${code.show(node)} is a constant by its name`
        : undefined
    default:
      return undefined
  }
}

const KEEPS =
  /^(?:map|filter|slice|reverse|sort|toSorted|toReversed|entries|keys|values|flat|concat|from|split)$/
const FEW = 20

function shortResult(
  code: Code,
  call: Node & {type: 'CallExpression'},
  next: (node: Node) => string | undefined
): string | undefined {
  const name = callName(call) ?? ''
  const receiver = receiverOf(call)
  if (/^Object\.(?:keys|values|entries)$|^Array\.from$/.test(memberPath(call.callee) ?? '')) {
    const [first] = call.arguments
    return first && next(first as Node)
  }
  if (name === 'slice' && isFew(call.arguments[1])) return `${code.show(call)} keeps a few`
  if (/^(?:take|sampleSize|first|last)$/.test(name) && call.arguments.some(isFew))
    return `${code.show(call)} keeps a few`
  return receiver && KEEPS.test(name) && name !== 'split' ? next(receiver) : undefined
}

function isFew(node: Node | undefined): boolean {
  return node?.type === 'Literal' && typeof node.value === 'number' && node.value <= FEW
}

/** A constant whose value is listed, and to which nothing is added. */
function shortVariable(
  code: Code,
  node: Node & {type: 'Identifier'},
  next: (node: Node) => string | undefined
): string | undefined {
  const binding = code.bindingOf(node)
  const [definition, second] = binding?.definitions ?? []
  if (/^[A-Z][A-Z0-9_]+$/.test(node.name)) return `\`${node.name}\` is a constant by its name`
  if (!binding || !definition || second || definition.node.type !== 'VariableDeclarator') return undefined
  if (definition.node.id !== definition.name || !definition.node.init) return undefined
  if (binding.uses.some(use => use.write && !use.init)) return undefined
  const grows = binding.uses.some(use => {
    const member = code.parentOf(use.identifier)
    const call = member?.type === 'MemberExpression' ? code.parentOf(member) : undefined
    return isCall(call) && /^(?:push|unshift|splice|add|set)$/.test(callName(call) ?? '')
  })
  return grows ? undefined : next(definition.node.init)
}
