import type {Node} from '@oxc-project/types'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {cacheFills} from './cache-fills.ts'
import type {Code} from './code.ts'
import {collectionsOf} from './collections.ts'
import {typeOf} from './declared-type.ts'
import {initialValue} from './promise.ts'

/** A key that is made of text, and the collection it is for. */
export interface KeyText {
  readonly cache: string
  readonly use: Node
  /** The template, sum or member as written where it is made. */
  readonly key: Node
}

/** Every key of a collection or cache of a module that is put together, in source order; none twice. */
export function keyTexts(context: DetectorContext, code: Code): KeyText[] {
  const fills = cacheFills(context, code).flatMap(({cache, key, store}) =>
    key.map(part => ({cache, part, use: store}))
  )
  const inserts = collectionsOf(code).flatMap(({kind, place, inserts: all}) =>
    kind === 'array' ? [] : all.map(({item, node}) => ({cache: place.text, part: item, use: node}))
  )
  const byKey = new Map<Node, KeyText>()
  for (const {cache, part, use} of [...fills, ...inserts]) {
    const key = initialValue(code, part)
    if (!byKey.has(key)) byKey.set(key, {cache, use, key})
  }
  return [...byKey.values()].sort((a, b) => a.key.start - b.key.start)
}

/** Two parts of a key of which nobody can say where the first one ends. */
export function partsWithoutBorder(key: Node): readonly [Node, Node] | undefined {
  const parts = partsOf(key)
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1]
    if (typeof part !== 'string' && next !== undefined && typeof next !== 'string') return [part, next]
  }
  return undefined
}

/** The texts and values that a template or a sum puts together; empty texts left out. */
function partsOf(node: Node): (Node | string)[] {
  const key = unwrap(node)
  if (key.type === 'TemplateLiteral')
    return key.quasis.flatMap((quasi, index) => {
      const value = key.expressions[index]
      return [...(quasi.value.raw === '' ? [] : [quasi.value.raw]), ...(value ? [value] : [])]
    })
  if (key.type === 'BinaryExpression' && key.operator === '+')
    return [...partsOf(key.left), ...partsOf(key.right)]
  if (key.type === 'Literal') return key.value === '' ? [] : [String(key.value)]
  return [key]
}

/** How free the text of a part is: any text, a few or numbers, or unknown. */
export function freedomOf(context: DetectorContext, code: Code, part: Node): 'free' | 'closed' | 'unknown' {
  const type = typeOf(context, code, part)?.node?.type
  if (type === 'TSStringKeyword') return 'free'
  return type === undefined ? 'unknown' : 'closed'
}

/** The part of a key that is an object, and so always the text `[object Object]`. */
export function coercedPart(context: DetectorContext, code: Code, {key, use}: KeyText): Node | undefined {
  const isMember = use.type === 'AssignmentExpression'
  const parts = partsOf(key).filter(part => typeof part !== 'string')
  if (!isMember && parts.length < 2 && unwrap(key).type !== 'TemplateLiteral') return undefined
  return parts.find(part => isPlainObject(typeOf(context, code, part)?.node))
}

/** An object without a text of its own: a class may have one. */
function isPlainObject(type: Node | undefined): boolean {
  if (type?.type === 'TSTypeLiteral') return !type.members.some(isToString)
  return (
    type?.type === 'TSInterfaceDeclaration' && type.extends.length === 0 && !type.body.body.some(isToString)
  )
}

function isToString(member: Node): boolean {
  return (
    'key' in member &&
    (member.key as Node).type === 'Identifier' &&
    (member.key as {name: string}).name === 'toString'
  )
}
