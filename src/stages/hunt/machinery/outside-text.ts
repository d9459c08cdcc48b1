import type {Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {callsOf, isExported} from './entry.ts'
import {isEntryExport} from './instances.ts'
import {parameterAt} from './recursion.ts'

/** Text that others choose. */
export interface OutsideText {
  /** `request` and `file` hold what strangers wrote, `parameter` what the caller of a package passes. */
  readonly kind: 'request' | 'file' | 'process' | 'parameter'
  /** A clause such as `` `text` is a parameter of `parse`, which the package gives out ``. */
  readonly reason: string
  /** Whether strangers can choose it: parts of requests, and parameters of what the package is known to give out. */
  readonly strange: boolean
}

const DEPTH = 4
const REQUEST =
  /(?:^|\.)(?:req|request|ctx|context|event)\.(?:(?:req|request)\.)?(?:body|query|params|headers|url|originalUrl|rawHeaders|cookies|rawBody|path|hostname|header|text)(?:\.|$)/
const PROCESS = /^process\.(?:argv|env)(?:\.|$)/
const KEEPS_TEXT =
  /^(?:trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|replace|replaceAll|normalize|concat|String|decodeURIComponent|decodeURI|at|join|split|text|get|header|slice|substring)$/

/** Where a text comes from, when it comes from outside; undefined when that is not seen. */
export function outsideText(
  context: DetectorContext,
  code: Code,
  node: Node,
  depth = DEPTH
): OutsideText | undefined {
  const inner = unwrap(node)
  if (depth === 0) return undefined
  if (inner.type === 'AwaitExpression') return outsideText(context, code, inner.argument, depth)
  if (inner.type === 'LogicalExpression') return outsideText(context, code, inner.left, depth)
  if (inner.type === 'Identifier') return ofName(context, code, inner, depth)
  if (isCall(inner)) return ofCall(context, code, inner, depth)
  return inner.type === 'MemberExpression' ? ofMember(context, code, inner, depth) : undefined
}

function ofMember(
  context: DetectorContext,
  code: Code,
  node: Node & {type: 'MemberExpression'},
  depth: number
): OutsideText | undefined {
  const path = memberPath(node)
  if (path !== undefined && PROCESS.test(path))
    return {kind: 'process', reason: `\`${path}\` comes from whoever starts the process`, strange: false}
  if (path !== undefined && REQUEST.test(path))
    return {kind: 'request', reason: `\`${path}\` is a part of a request`, strange: true}
  return node.computed ? outsideText(context, code, node.object, depth - 1) : undefined
}

function ofCall(
  context: DetectorContext,
  code: Code,
  call: Node & {type: 'CallExpression'},
  depth: number
): OutsideText | undefined {
  const name = callName(call) ?? ''
  if (/^readFile(?:Sync)?$/.test(name))
    return {kind: 'file', reason: `it is read from a file at ${code.at(call)}`, strange: false}
  if (/^(?:text|body)$/.test(name) && outsideCalls(context.facts).effectOf(code.ast, call) === 'network')
    return {kind: 'request', reason: `it comes over the network at ${code.at(call)}`, strange: true}
  if (!KEEPS_TEXT.test(name)) return undefined
  const from = receiverOf(call) ?? (call.arguments[0] as Node | undefined)
  return from && outsideText(context, code, from, depth - 1)
}

function ofName(
  context: DetectorContext,
  code: Code,
  node: Node & {type: 'Identifier'},
  depth: number
): OutsideText | undefined {
  const binding = code.bindingOf(node)
  const [definition] = binding?.definitions ?? []
  if (!binding || !definition) return undefined
  if (definition.kind === 'parameter') return ofParameter(context, code, definition.name, depth)
  if (definition.node.type !== 'VariableDeclarator') return undefined
  if (definition.node.init) return outsideText(context, code, definition.node.init, depth - 1)
  const declaration = code.parentOf(definition.node)
  const loop = declaration && code.parentOf(declaration)
  return loop?.type === 'ForOfStatement' ? outsideText(context, code, loop.right, depth - 1) : undefined
}

function ofParameter(
  context: DetectorContext,
  code: Code,
  name: Node,
  depth: number
): OutsideText | undefined {
  const fn = code.functionOf(name)
  if (!fn || !mayBeText(name)) return undefined
  const at = fn.params.findIndex((_, index) => parameterAt(fn, index) === name)
  if (at < 0) return undefined
  return givenOut(context, code, fn, name) ?? fromCalls(context, code, fn, at, depth)
}

/** Whether a type is absent, or one of text. */
function mayBeText(name: Node): boolean {
  const type = name.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined
  if (!type) return true
  if (type.type === 'TSUnionType') return type.types.some(one => one.type === 'TSStringKeyword')
  return ['TSStringKeyword', 'TSAnyKeyword', 'TSUnknownKeyword', 'TSArrayType'].includes(type.type)
}

function givenOut(
  context: DetectorContext,
  code: Code,
  fn: FunctionNode,
  name: Node
): OutsideText | undefined {
  if (code.functionOf(fn)) return undefined
  const symbol = code.symbolOf(fn)
  const [owner = symbol] = symbol.split('.')
  const isGivenOut = isEntryExport(context, code.path, owner)
  if (!isExported(context, code, owner) || isGivenOut === false) return undefined
  const parameter = code.text(name).replace(/[:?=].*/s, '')
  return {
    kind: 'parameter',
    reason: `\`${parameter}\` is a parameter of \`${symbol}\`, which ${isGivenOut ? 'the package gives out' : 'is exported'}`,
    strange: isGivenOut === true
  }
}

function fromCalls(
  context: DetectorContext,
  code: Code,
  fn: FunctionNode,
  at: number,
  depth: number
): OutsideText | undefined {
  for (const call of callsOf(code, fn)) {
    const argument = call.arguments[at] as Node | undefined
    const found = argument && outsideText(context, code, argument, depth - 1)
    if (found) return found
  }
  return undefined
}
