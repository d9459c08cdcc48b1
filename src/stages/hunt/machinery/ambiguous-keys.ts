import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
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
  for (const {cache, part, use} of [...fills, ...inserts, ...hashedNames(code)]) {
    const key = initialValue(code, part)
    if (!byKey.has(key)) byKey.set(key, {cache, use, key})
  }
  return [...byKey.values()].sort((a, b) => a.key.start - b.key.start)
}

const NAMES_KEY = /cache|key|fingerprint/i

/** A list joined to a text that is hashed, in a function that makes a key or the name of a cache by its name. */
function hashedNames(code: Code): {cache: string; part: Node; use: Node}[] {
  return code.nodes('CallExpression').flatMap(use => {
    const [part] = use.arguments
    const maker = code.symbolOf(use).split('.').at(-1) ?? ''
    if (callName(use) !== 'update' || !part || !joinedList(part) || !NAMES_KEY.test(maker)) return []
    return /^createHash\(|\.createHash\(/.test(code.text(use.callee)) ? [{cache: maker, part, use}] : []
  })
}

/** The list of `list.join('')`. */
export function joinedList(key: Node): Node | undefined {
  const call = unwrap(key)
  const [separator] = isCall(call) ? call.arguments : []
  const isJoin = isCall(call) && callName(call) === 'join' && separator?.type === 'Literal'
  const list = isJoin && separator.value === '' ? receiverOf(call) : undefined
  return list && unwrap(list).type === 'Identifier' ? list : undefined
}

/** How free the texts of a list are. */
export function freedomOfList(
  context: DetectorContext,
  code: Code,
  list: Node
): ReturnType<typeof freedomOf> {
  const type = typeOf(context, code, list)?.node ?? typeOfRest(code, list)
  if (type?.type === 'TSArrayType') return type.elementType.type === 'TSStringKeyword' ? 'free' : 'closed'
  const isArray =
    type?.type === 'TSTypeReference' &&
    /^(?:Readonly)?Array<string>$/.test(code.text(type).replaceAll(/\s/g, ''))
  return isArray ? 'free' : 'unknown'
}

/** The declared type of `...list`. */
function typeOfRest(code: Code, list: Node): Node | undefined {
  const name = code.bindingOf(unwrap(list))?.definitions[0]?.name
  const rest = name && code.parentOf(name)
  return rest?.type === 'RestElement' ? (rest.typeAnnotation?.typeAnnotation ?? undefined) : undefined
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
