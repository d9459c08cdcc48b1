import type {CallExpression, Node} from '@oxc-project/types'
import {outsideCalls} from '../../../../effects/outside-calls.ts'
import {callName, receiverOf} from '../../../../syntax/call-name.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import {stringValue} from '../../../../syntax/string-value.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {type Located, resolveFunction} from '../resolve.ts'

/** A function that a server runs for each request. */
export interface RequestHandler extends Located {
  /** Where it is registered, or how it is known: a clause. */
  readonly reason: string
}

const METHODS = /^(?:get|post|put|patch|delete|all|route|use|head|options|on|ws)$/
const FRAMEWORKS =
  /^(?:express|fastify|koa|@koa\/router|koa-router|hono|restify|polka|find-my-way|@hapi\/hapi|itty-router|h3)$/

/** The request handlers that a module registers or exports. Source: the frameworks' own descriptions. */
export function requestHandlers(context: DetectorContext, code: Code): RequestHandler[] {
  return [
    ...code.nodes('CallExpression').flatMap(call => registered(context, code, call)),
    ...served(context, code)
  ]
}

function registered(context: DetectorContext, code: Code, call: CallExpression): RequestHandler[] {
  const name = callName(call) ?? ''
  if (name === 'createServer') return isNodeServer(context, code, call) ? handlersOf(context, code, call) : []
  const receiver = receiverOf(call)
  if (!receiver || !METHODS.test(name) || !isRouter(context, code, receiver, call)) return []
  return handlersOf(context, code, call)
}

function isNodeServer(context: DetectorContext, code: Code, call: CallExpression): boolean {
  return /^node:https?$/.test(outsideCalls(context.facts).valueOf(code.ast, call.callee)?.package ?? '')
}

/** A router by its package; or by its name where a path is the first argument. */
function isRouter(context: DetectorContext, code: Code, receiver: Node, call: CallExpression): boolean {
  const value = outsideCalls(context.facts).valueOf(code.ast, receiver)
  if (value) return FRAMEWORKS.test(value.package)
  const path = stringValue(call.arguments[0] as Node | undefined)
  const name = memberPath(receiver)?.split('.').at(-1) ?? ''
  return path?.startsWith('/') === true && /^(?:app|router|server|fastify|api|routes?)$|[rR]outer$/.test(name)
}

function handlersOf(context: DetectorContext, code: Code, call: CallExpression): RequestHandler[] {
  return call.arguments.flatMap(argument => {
    if (argument.type === 'SpreadElement' || argument.type === 'Literal') return []
    const located = resolveFunction(context, code, argument)
    if (!located || located.fn.params.length === 0) return []
    return [{...located, reason: `it is registered at ${code.at(call)}`}]
  })
}

const VERBS = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|loader|action)$/

/** Functions that a framework serves by their file and name. */
function served(context: DetectorContext, code: Code): RequestHandler[] {
  const isRoute = /(?:^|\/)(?:route|\+server)\.[cm]?[jt]s$|(?:^|\/)app\/routes\//.test(code.path)
  if (!isRoute) return []
  return (context.facts.module(code.path)?.exports ?? []).flatMap(({name}) => {
    if (!VERBS.test(name)) return []
    const fn = [...code.nodes('FunctionDeclaration'), ...code.nodes('ArrowFunctionExpression')].find(
      each => code.functionOf(each) === undefined && code.symbolOf(each) === name
    )
    return fn ? [{code, fn, reason: `\`${name}\` is served by its name`}] : []
  })
}
