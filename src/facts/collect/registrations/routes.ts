import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {RawRegistration} from '../../file-facts.ts'
import {
  type CallRule,
  type Candidate,
  chainRoot,
  isInlineFunction,
  lineOfCall,
  objectText,
  type RuleContext
} from './candidate.ts'
import type {Origins} from './origins.ts'
import {propertyOf} from './property-of.ts'

/** Packages whose applications and routers take `METHOD(path, …handlers)`. */
export const routerPackages: ReadonlySet<string> = new Set([
  '@hono/zod-openapi',
  '@koa/router',
  '@tinyhttp/app',
  'elysia',
  'express',
  'express-promise-router',
  'fastify',
  'h3',
  'hono',
  'itty-router',
  'koa-router',
  'polka'
])
/** Packages whose servers take `route({method, path, handler})`. */
export const routeTablePackages: ReadonlySet<string> = new Set(['@hapi/hapi', 'fastify'])

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'all'] as const
const verbNames = new Set<string>(verbs)
const mounts = new Set(['use', 'route'])
export const routeCalls = [...verbs, ...mounts] as const

/**
 * Routes and mounts, named by the path as it stands in the call: `GET /users`, `USE /api`. The object is known to come from
 * a router package, or the handler takes a request and a response by those names: `get` alone is many things.
 */
export const findRoutes: CallRule = (call, context) => {
  const method = callName(call.node)
  const object = receiverOf(call.node)
  if (method === undefined || !object) return []
  const found =
    method === 'route'
      ? (tableRoutes(call, context) ?? routesOf(call, method, context))
      : routesOf(call, method, context)
  return found.map(name => toRoute(call, method, name, context))
}

function toRoute(call: Candidate, method: string, name: string, {ast}: RuleContext): RawRegistration {
  return {kind: 'route', on: objectText(call, ast), call: method, name, line: lineOfCall(call, ast)}
}

function routesOf(call: Candidate, method: string, context: RuleContext): string[] {
  const {node} = call
  const verb = method === 'on' ? context.origins.textOf(node.arguments[0]) : method
  if (verb === undefined || (method === 'on' && !/^[A-Z]+$/.test(verb))) return []
  if (method !== 'on' && !verbNames.has(verb) && !mounts.has(method)) return []
  const {paths, handlers} =
    method === 'on' ? pathsIn(node.arguments.slice(1), context) : pathsOf(node, context)
  if (handlers.length === 0 || !serves(call, method, handlers, context)) return []
  const word = mounts.has(method) ? 'USE' : verb.toUpperCase()
  return paths.map(path => `${word} ${path}`)
}

/** The paths of `app.get('/x', …)`, or of the `route('/x')` that the call is chained to. */
function pathsOf(node: CallExpression | NewExpression, context: RuleContext): ReturnType<typeof pathsIn> {
  const chained = routeBefore(receiverOf(node))
  if (!chained) return pathsIn(node.arguments, context)
  const {paths} = pathsIn(chained.arguments, context)
  return {paths, handlers: node.arguments}
}

/** `route('/x')` in `router.route('/x').get(a).post(b)`. */
function routeBefore(object: Node | undefined): CallExpression | undefined {
  for (let node = object && unwrap(object); node?.type === 'CallExpression'; ) {
    if (callName(node) === 'route' && node.arguments.length === 1) return node
    const next = receiverOf(node)
    node = next && unwrap(next)
  }
  return undefined
}

/** The first argument, or the second where the first is a route's name, is a path or a list of them. */
function pathsIn(
  values: readonly Node[],
  {origins}: RuleContext
): {paths: readonly string[]; handlers: readonly Node[]} {
  const [first, second, ...rest] = values
  const paths = pathTexts(first, origins)
  if (paths.length > 0) return {paths, handlers: values.slice(1)}
  const named = origins.textOf(first) === undefined ? [] : pathTexts(second, origins)
  return {paths: named, handlers: rest}
}

function pathTexts(node: Node | undefined, origins: Origins): string[] {
  const inner = node && unwrap(node)
  const items = inner?.type === 'ArrayExpression' ? inner.elements : [inner]
  const texts = items.map(item => (item && item.type !== 'SpreadElement' ? origins.textOf(item) : undefined))
  return texts.every(text => text !== undefined && /^[/*]/.test(text)) ? (texts as string[]) : []
}

function serves(
  {node}: Candidate,
  method: string,
  handlers: readonly Node[],
  {origins}: RuleContext
): boolean {
  const root = chainRoot(receiverOf(node) ?? node)
  const origin = origins.packageOf(root)
  if (method === 'on') return origin === 'hono'
  if (origin !== undefined) return routerPackages.has(origin) && handlers.some(mayHandle)
  return method !== 'route' && handlers.some(takesRequestAndResponse)
}

/** An object of options without a handler is none. */
function mayHandle(node: Node): boolean {
  return unwrap(node).type !== 'ObjectExpression' || propertyOf(node, 'handler') !== undefined
}

/** `(req, res)` or `(request, reply, next)`; mocks of servers take a third parameter of another name. */
function takesRequestAndResponse(node: Node): boolean {
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return false
  const [request, response, next] = node.params.map(each => (each.type === 'Identifier' ? each.name : ''))
  return (
    /^_*(?:req|request)$/.test(request ?? '') &&
    /^_*(?:res|response|reply)$/.test(response ?? '') &&
    (next === undefined || /^_*(?:next|done)$/.test(next)) &&
    isInlineFunction(node)
  )
}

/** `fastify.route({method: 'GET', url: '/x', handler})`; undefined when the call is no such table. */
function tableRoutes({node}: Candidate, {origins}: RuleContext): string[] | undefined {
  const [table] = node.arguments
  const origin = origins.packageOf(chainRoot(receiverOf(node) ?? node))
  if (origin === undefined || !routeTablePackages.has(origin) || table?.type !== 'ObjectExpression')
    return undefined
  const path = origins.textOf(propertyOf(table, 'url') ?? propertyOf(table, 'path'))
  if (path === undefined || !propertyOf(table, 'handler')) return []
  return methodsIn(propertyOf(table, 'method'), origins).map(method => `${method.toUpperCase()} ${path}`)
}

function methodsIn(node: Node | undefined, origins: Origins): string[] {
  const items = node?.type === 'ArrayExpression' ? node.elements : [node]
  const texts = items.flatMap(item =>
    item && item.type !== 'SpreadElement' ? (origins.textOf(item) ?? []) : []
  )
  return texts.length === items.length ? texts.map(text => (text === '*' ? 'all' : text)) : []
}
