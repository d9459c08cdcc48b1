import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {type Place, placeOf, usesOf} from './place.ts'

/** A collection asked for a key, and given a value for that key when it has none. */
export interface KeyedInit {
  readonly place: Place
  readonly fn: FunctionNode
  /** The lookup: `cache.get(key)`, `cache.has(key)` or `cache[key]`. */
  readonly test: Node
  /** `cache.set(key, value)` or `cache[key] = value`. */
  readonly write: Node
  readonly key: Node
  readonly value: Node
}

/** Every fill of a collection that outlives the call, where the same function looks the same key up before. */
export function findKeyedInits(code: Code): readonly KeyedInit[] {
  const known = cache.get(code) ?? readKeyedInits(code)
  cache.set(code, known)
  return known
}

const cache = new WeakMap<Code, readonly KeyedInit[]>()

function readKeyedInits(code: Code): KeyedInit[] {
  return [...mapWrites(code), ...memberWrites(code)]
    .flatMap(write => {
      const fn = code.functionOf(write.write)
      const place = placeOf(code, write.collection)
      if (!fn || !place || place.lifetime === 'local') return []
      const test = lookupBefore(code, fn, place, write.key, write.write)
      return test ? [{place, fn, test, ...write}] : []
    })
    .sort((a, b) => a.write.start - b.write.start)
}

interface KeyedWrite {
  readonly collection: Node
  readonly key: Node
  readonly value: Node
  readonly write: Node
}

function mapWrites(code: Code): KeyedWrite[] {
  return code.nodes('CallExpression').flatMap(write => {
    const collection = receiverOf(write)
    const [key, value] = write.arguments
    if (callName(write) !== 'set' || !collection || !key || !value || write.arguments.length !== 2) return []
    return [{collection, key, value, write}]
  })
}

function memberWrites(code: Code): KeyedWrite[] {
  return code.nodes('AssignmentExpression').flatMap(write => {
    const left = unwrap(write.left)
    if (left.type !== 'MemberExpression' || !left.computed) return []
    if (!['=', '??=', '||='].includes(write.operator)) return []
    return [{collection: left.object, key: left.property, value: write.right, write}]
  })
}

function lookupBefore(code: Code, fn: FunctionNode, place: Place, key: Node, write: Node): Node | undefined {
  if (write.type === 'AssignmentExpression' && write.operator !== '=') return write.left
  const isSameKey = (node: Node | undefined) => node !== undefined && code.text(node) === code.text(key)
  const members = usesOf(code, place).flatMap(use => {
    const member = memberOn(code, use)
    return member ? [member] : []
  })
  const calls = members.flatMap(member => {
    const call = code.parentOf(member)
    const isLookup = isCall(call) && call.callee === member && /^(?:get|has)$/.test(callName(call) ?? '')
    return isLookup && isSameKey(call.arguments[0]) ? [call as Node] : []
  })
  const computed: Node[] = members.filter(member => member.computed && isSameKey(member.property))
  return [...calls, ...computed].find(
    node => node.end <= write.start && code.functionOf(node) === fn && !isCall(code.parentOf(node))
  )
}

/** The member expression of which a node is the object, type wrappers looked through. */
function memberOn(code: Code, node: Node): (Node & {type: 'MemberExpression'}) | undefined {
  const parent = code.parentOf(node)
  if (!parent) return undefined
  if (parent.type === 'MemberExpression') return parent.object === node ? parent : undefined
  return unwrap(parent) === parent ? undefined : memberOn(code, parent)
}
