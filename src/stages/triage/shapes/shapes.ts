import type {Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'

/** A way of doing something that prose has words for and that syntax shows. */
export interface Shape {
  /** How prose asks for it, or says that it is there. */
  readonly words: RegExp
  /** What a node that shows it is called; undefined for any other node. */
  shown(node: Node): string | undefined
}

/** What an item may ask for. */
export const wantedShapes = {
  'constant-time comparison': {
    words: /\bconstant[- ]time\b|\btiming[- ]safe\b|\btimingSafeEqual\b/i,
    shown: node =>
      calledLike(node, /^(?:timingSafeEqual|constantTime\w*|safeCompare|secureCompare|timingSafeCompare)$/)
  },
  'keyed lookup': {
    words: /\b(?:map|hash|keyed|indexed) lookups?\b|\blookup (?:table|map|in a map)\b|\bO\(1\)/i,
    shown: node => calledLike(node, /^(?:get|has)$/)
  },
  'exclusive creation': {
    words: /\b(?:file|process|cross-process|pid) lock(?:s|ing)?\b|\block(?:ing|file)\b|\bmutex\b/i,
    shown: node => (isCall(node) && node.arguments.some(holdsExclusiveFlag) ? callText(node) : undefined)
  },
  logging: {
    words: /^(?:then |also |and )?(?:log|warn|report)s?\b(?! (?:in|out|into|on)\b)|\b(?:is|are|be) logged\b/i,
    shown: node =>
      isCall(node) &&
      /^(?:console|log|logger|logging|debug)\b|\b(?:log|logger)\.\w+$|\b(?:log|warn)$/i.test(callText(node))
        ? callText(node)
        : undefined
  },
  disconnecting: {
    words:
      /^(?:then |also |and )?(?:disconnects?|kicks?|unsubscribes?|(?:drops?|closes?|removes?) (?:the |a |an |slow |lagging |stale )*(?:listener|client|connection|subscriber|peer|socket)s?)\b/i,
    shown: node =>
      calledLike(node, /^(?:disconnect|unsubscribe|close|end|destroy|terminate|kick|remove|delete)$/)
  }
} satisfies Record<string, Shape>

/** What an item may say that the code does today. */
export const assertedShapes = {
  'equality of values': {
    words:
      /\b(?:uses?|using|via|with|by|through|compares?)\s+`?={2,3}(?=\s|`|[.,;)]|$)|\b(?:string|plain) (?:equality|comparison|compare)\b/i,
    shown: node =>
      node.type === 'BinaryExpression' &&
      /^===?$/.test(node.operator) &&
      [node.left, node.right].every(isValue)
        ? `${node.operator}`
        : undefined
  },
  'search through all': {
    words:
      /\b(?:linear|sequential|full) (?:scan|search)\b|\bscans? (?:all|every|each|the (?:list|array))\b|\bO\(n\)/i,
    shown: node =>
      isLoop(node)
        ? 'a loop'
        : calledLike(node, /^(?:find|findIndex|filter|some|every|includes|indexOf|forEach)$/)
  }
} satisfies Record<string, Shape>

/** The opposite that shows an asserted shape to be gone, where there is one. */
export const opposites: Readonly<Record<keyof typeof assertedShapes, keyof typeof wantedShapes>> = {
  'equality of values': 'constant-time comparison',
  'search through all': 'keyed lookup'
}

function calledLike(node: Node, pattern: RegExp): string | undefined {
  if (!isCall(node)) return undefined
  const name = node.callee.type === 'Identifier' ? node.callee.name : propertyName(node.callee)
  return name !== undefined && pattern.test(name) ? name : undefined
}

function callText(node: Node): string {
  return isCall(node) ? (memberPath(node.callee) ?? propertyName(node.callee) ?? '') : ''
}

/** `'wx'` and `{flag: 'wx'}`. */
function holdsExclusiveFlag(argument: Node): boolean {
  if (argument.type !== 'ObjectExpression') return /^(?:wx|ax|xw|xa)\+?$/.test(stringValue(argument) ?? '')
  return argument.properties.some(
    property =>
      property.type === 'Property' &&
      /^flags?$/.test(propertyName(property) ?? '') &&
      holdsExclusiveFlag(property.value)
  )
}

/** A comparison with a literal, `undefined` or a type is none of two values. */
function isValue(node: Node): boolean {
  if (node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'UnaryExpression')
    return false
  if (node.type === 'Identifier' && node.name === 'undefined') return false
  return isCall(node) || (propertyName(node) !== 'length' && memberPath(node) !== undefined)
}
