import type {CallExpression, Node} from '@oxc-project/types'
import {outsideCalls} from '../../../../effects/outside-calls.ts'
import {returnedBy} from '../../../../effects/returned-values.ts'
import {callName, isCall, receiverOf} from '../../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../../syntax/is-function.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import {passedOn} from '../../../../syntax/passed-on.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import type {Definition} from '../../../../syntax/scopes.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {calledFunction} from './called-function.ts'

/** The response of a fetch-like call, which resolves for every status. */
export interface Fetched {
  /** The call whose response it is, in the asked module. */
  readonly call: CallExpression
  /** The function between, which hands the response on; at `path:line`. */
  readonly through: string | undefined
  /** Where a function between looks at the status, which settles the matter. */
  readonly checkedAt: string | undefined
}

/** Packages whose function of that name resolves for every status. Source: their own descriptions. */
const FETCHES: ReadonlyMap<string, string> = new Map([
  ['node-fetch', 'default'],
  ['cross-fetch', 'default'],
  ['isomorphic-fetch', 'default'],
  ['isomorphic-unfetch', 'default'],
  ['node-fetch-native', 'default'],
  ['minipass-fetch', 'default'],
  ['undici', 'fetch'],
  ['@whatwg-node/fetch', 'fetch'],
  ['@remix-run/web-fetch', 'fetch'],
  ['@edge-runtime/primitives', 'fetch']
])

/** What a status is known by. */
export const STATUS = /^(?:ok|status|statusText|statusCode|headers|redirected|type)$/

/** The fetch-like call whose response an expression is; undefined when it is something else. */
export function fetchedResponse(
  context: DetectorContext,
  code: Code,
  expression: Node,
  depth = 3
): Fetched | undefined {
  const node = unwrap(expression)
  if (depth === 0) return undefined
  if (node.type === 'AwaitExpression') return fetchedResponse(context, code, passedOn(node.argument), depth)
  if (isCall(node)) return fetchCall(context, code, node, depth)
  if (node.type !== 'Identifier') return undefined
  const [definition, second] = code.bindingOf(node)?.definitions ?? []
  const source = definition && !second ? sourceOf(code, definition) : undefined
  return source && fetchedResponse(context, code, source, depth)
}

/** The value of a variable that is written once, or the promise whose `then` a parameter belongs to. */
function sourceOf(code: Code, {kind, node, name}: Definition): Node | undefined {
  if (kind === 'parameter')
    return isFunction(node) && node.params[0] === name ? promiseOf(code, node) : undefined
  if (node.type !== 'VariableDeclarator' || node.id !== name) return undefined
  const writes = (code.bindingOf(name)?.uses ?? []).filter(use => use.write)
  const [write] = writes
  if (writes.length !== 1 || !write) return undefined
  if (write.init) return node.init ?? undefined
  const parent = code.parentOf(write.identifier)
  return parent?.type === 'AssignmentExpression' ? parent.right : undefined
}

function promiseOf(code: Code, fn: FunctionNode): Node | undefined {
  const call = code.parentOf(fn)
  if (!isCall(call) || callName(call) !== 'then' || call.arguments[0] !== (fn as never)) return undefined
  return receiverOf(call)
}

function fetchCall(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  depth: number
): Fetched | undefined {
  if (isFetch(context, code, call)) return {call, through: undefined, checkedAt: undefined}
  const called = calledFunction(context, code, call)
  if (!called) return undefined
  for (const returned of returnedBy(called.fn)) {
    const inner = fetchedResponse(context, called.code, returned, depth - 1)
    if (!inner) continue
    const check = called.code
      .nodes('MemberExpression')
      .find(
        member =>
          member.start >= called.fn.start &&
          member.end <= called.fn.end &&
          STATUS.test(propertyName(member) ?? '')
      )
    const checkedAt = inner.checkedAt ?? (check && called.code.at(check))
    return {call, through: called.code.at(called.fn), checkedAt}
  }
  return undefined
}

function isFetch(context: DetectorContext, code: Code, call: CallExpression): boolean {
  if (isGlobalFetch(code, call.callee) || isFallbackToFetch(code, call.callee)) return true
  const value = outsideCalls(context.facts).valueOf(code.ast, call.callee)
  if (!value) return false
  const name = value.path.at(-1) ?? 'default'
  return FETCHES.get(value.package) === name || (FETCHES.has(value.package) && name === 'fetch')
}

function isGlobalFetch(code: Code, node: Node): boolean {
  const path = memberPath(node)
  if (path === 'fetch') return !code.bindingOf(node)
  return /^(?:globalThis|window|self|global)\.fetch$/.test(path ?? '')
}

/** `const request = options.fetch ?? fetch` and a parameter `request = fetch`: others behave as the platform's. */
function isFallbackToFetch(code: Code, callee: Node): boolean {
  const node = unwrap(callee)
  const [definition] = node.type === 'Identifier' ? (code.bindingOf(node)?.definitions ?? []) : []
  const made =
    definition?.node.type === 'VariableDeclarator'
      ? definition.node.init
      : definition?.kind === 'parameter'
        ? code.parentOf(definition.name)
        : undefined
  if (made?.type === 'LogicalExpression' || made?.type === 'AssignmentPattern')
    return isGlobalFetch(code, made.right)
  return !!made && isGlobalFetch(code, made)
}
