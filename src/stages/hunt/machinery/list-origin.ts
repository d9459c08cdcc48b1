import type {Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/** Where the size of a list comes from. */
export interface ListOrigin {
  /** `listing`: a folder, an archive or a store was listed; `input`: it came from outside of the function. */
  readonly kind: 'listing' | 'input'
  /** A clause: `` `readdir(folder)` at `src/a.ts:3` lists it ``. */
  readonly reason: string
}

const LISTS =
  /^(?:readdir|glob|globby|fg|fastGlob|scandir|opendir|walk|crawl|tinyglobby|unzip\w*)$|^(?:read|list|find|scan|walk|get|glob|collect|search|expand)\w*(?:Files|Dirs?|Directory|Directories|Folders?|Paths|Entries|Objects|Keys)$/
const MANY =
  /(?:files?|filenames|paths?|entries|urls?|uris|links|dependencies|packages|modules|documents|docs|records|rows|messages|images|assets|ids|objects|attachments)$/i
const KEEPS =
  /^(?:map|filter|flatMap|flat|slice|reverse|sort|toSorted|concat|entries|keys|values|from|uniq|uniqBy|compact)$/

/** How a list of open size came about; undefined when nothing is seen that makes it long. */
export function listOrigin(code: Code, list: Node, depth = 5): ListOrigin | undefined {
  const node = unwrap(list)
  if (depth === 0) return undefined
  const next = (inner: Node) => listOrigin(code, inner, depth - 1)
  switch (node.type) {
    case 'AwaitExpression':
      return next(node.argument)
    case 'LogicalExpression':
      return next(node.left)
    case 'ConditionalExpression':
      return next(node.consequent) ?? next(node.alternate)
    case 'ArrayExpression':
      return node.elements.flatMap(each =>
        each?.type === 'SpreadElement' ? (next(each.argument) ?? []) : []
      )[0]
    case 'NewExpression':
      return node.arguments[0] && next(node.arguments[0] as Node)
    case 'CallExpression':
      return ofCall(code, node, next)
    case 'Identifier':
      return ofVariable(code, node, next)
    case 'MemberExpression': {
      const name = memberPath(node)?.split('.').at(-1)
      return name !== undefined && MANY.test(name)
        ? {kind: 'input', reason: `${code.show(node)} is given from outside`}
        : undefined
    }
    default:
      return undefined
  }
}

function ofCall(
  code: Code,
  call: Node & {type: 'CallExpression'},
  next: (node: Node) => ListOrigin | undefined
): ListOrigin | undefined {
  const name = callName(call) ?? ''
  const receiver = receiverOf(call)
  if (LISTS.test(name)) return {kind: 'listing', reason: `${code.show(call)} at ${code.at(call)} lists it`}
  if (/^(?:Object|Array)\.(?:keys|values|entries|from)$/.test(memberPath(call.callee) ?? ''))
    return call.arguments[0] && (next(call.arguments[0] as Node) ?? given(code, call))
  return receiver && KEEPS.test(name) ? next(receiver) : undefined
}

/** What an object holds by open keys, such as an archive. */
function given(code: Code, call: Node & {type: 'CallExpression'}): ListOrigin {
  return {kind: 'input', reason: `${code.show(call)} has as many members as it is given`}
}

function ofVariable(
  code: Code,
  node: Node & {type: 'Identifier'},
  next: (node: Node) => ListOrigin | undefined
): ListOrigin | undefined {
  const [definition] = code.bindingOf(node)?.definitions ?? []
  if (definition?.node.type === 'VariableDeclarator' && definition.node.init) {
    const found = next(definition.node.init)
    if (found) return found
  }
  if (!MANY.test(node.name)) return undefined
  const from =
    definition?.kind === 'parameter'
      ? 'is a parameter'
      : `is made at ${definition ? code.at(definition.name) : code.at(node)}`
  return {kind: 'input', reason: `\`${node.name}\` ${from}`}
}
