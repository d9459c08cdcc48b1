import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/** A call that asks for, writes or removes a file, by the names of `node:fs` and its usual wrappers. */
export interface FileCall {
  readonly call: CallExpression
  readonly kind: 'check' | 'write' | 'remove'
  /** The path, as written. */
  readonly path: Node
}

const CHECKS = /^(?:exists|pathExists|access|l?stat|readFile|readJson|readJSON)(?:Sync)?$/
const WRITES = /^(?:writeFile|outputFile|writeJson|writeJSON|outputJson|createWriteStream)(?:Sync)?$/
const REMOVES = /^(?:rmdir|unlink|rm|emptyDir|emptydir|remove|rimraf)(?:Sync)?$/

const cache = new WeakMap<Code, readonly FileCall[]>()

/** The file calls of a module, in source order. */
export function fileCalls(code: Code): readonly FileCall[] {
  const known = cache.get(code) ?? code.nodes('CallExpression').flatMap(call => fileCall(call))
  cache.set(code, known)
  return known
}

function fileCall(call: CallExpression): FileCall[] {
  const name = callName(call) ?? ''
  const [path] = call.arguments
  const receiver = receiverOf(call)
  const owner = receiver ? (memberPath(receiver) ?? '?') : ''
  if (!path || path.type === 'SpreadElement' || !/^$|(?:^|\.)(?:fs\w*|fsp|promises|fse|Fs|FS)$/.test(owner))
    return []
  if (CHECKS.test(name)) return [{call, kind: 'check', path}]
  if (WRITES.test(name)) return [{call, kind: 'write', path}]
  return REMOVES.test(name) && !(owner === '' && /^(?:remove|rm)$/.test(name))
    ? [{call, kind: 'remove', path}]
    : []
}

/** Whether a write fails when the file is there: the flag `wx`, `ax` or `O_EXCL`. */
export function isExclusive(code: Code, call: CallExpression): boolean {
  return call.arguments.slice(1).some(argument => /['"`](?:wx|ax)\+?['"`]|O_EXCL/.test(code.text(argument)))
}

/** Whether a removal does not mind that the path is gone. */
export function isForced(call: CallExpression): boolean {
  if (/^rimraf/.test(callName(call) ?? '')) return true
  const options = call.arguments[1] && unwrap(call.arguments[1])
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some(one => one.type === 'Property' && propertyName(one) === 'force')
  )
}

/** The text that a path is made of, names of variables followed to their first value. */
export function pathText(code: Code, path: Node, depth = 3): string {
  const node = unwrap(path)
  const own = code.text(node)
  if (depth === 0 || node.type !== 'Identifier') return own
  const definition = code.bindingOf(node)?.definitions[0]?.node
  if (definition?.type !== 'VariableDeclarator' || !definition.init || definition.id.type !== 'Identifier')
    return own
  return `${own} = ${pathText(code, definition.init, depth - 1)}`
}

/** Whether a path holds a part that differs for each call or process. */
export function isUniquePath(text: string): boolean {
  return /random|uuid|nanoid|mkdtemp|tmpName|\bpid\b(?!File|Path|_)|Date\.now|hrtime|performance\.now|unique|hash|\bid\b|timestamp|sessionId|tempy|cuid|counter/i.test(
    text
  )
}

/** The `try` whose block holds a node and whose `catch` handles what it throws, within the same function. */
export function catching(code: Code, node: Node): (Node & {type: 'TryStatement'}) | undefined {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === code.functionOf(node)) return undefined
    if (ancestor.type === 'TryStatement' && ancestor.block === child && ancestor.handler) return ancestor
    if (isCall(ancestor) && callName(ancestor) === 'catch') return undefined
    child = ancestor
  }
  return undefined
}
