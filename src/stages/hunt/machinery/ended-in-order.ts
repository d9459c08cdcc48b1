import type {CallExpression, Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {isPlace, type Place, placeOf} from './place.ts'
import {writesOf} from './writes.ts'

/** A call that ends the life of what a variable or field holds. */
export interface Ending {
  readonly call: CallExpression
  readonly fn: FunctionNode
  readonly place: Place
  readonly receiver: Node
}

const ENDS = /^(?:close|end|quit|destroy|disconnect|\$disconnect|terminate|shutdown|dispose|stop)$/

/** The endings of a module that its functions come to one after the other, by function, in source order. */
export function endingsOf(code: Code): ReadonlyMap<FunctionNode, readonly Ending[]> {
  const endings = new Map<FunctionNode, Ending[]>()
  for (const call of code.nodes('CallExpression')) {
    const receiver = ENDS.test(callName(call) ?? '') ? receiverOf(call) : undefined
    const place = receiver && placeOf(code, receiver)
    const fn = code.functionOf(call)
    if (!receiver || !place || !fn || isParallel(code, call)) continue
    const known = endings.get(fn)
    const ending = {call, fn, place, receiver}
    if (known) known.push(ending)
    else endings.set(fn, [ending])
  }
  return endings
}

/** A member of the list of a `Promise.all`, or without anybody who waits for it. */
function isParallel(code: Code, call: Node): boolean {
  return code.parentOf(call)?.type === 'ArrayExpression'
}

/** Where a value is made and given another one. */
export function givenTo(code: Code, user: Place, used: Place): Node | undefined {
  return valuesOf(code, user).find(value => {
    if (value.type !== 'NewExpression' && !isCall(value)) return false
    return value.arguments.some(argument => namesPlace(code, argument, used))
  })
}

/** What a place is given: initialisers and assignments. */
function valuesOf(code: Code, place: Place): Node[] {
  const initial = (place.binding?.definitions ?? []).flatMap(({node}) =>
    node.type === 'VariableDeclarator' && node.init ? [node.init as Node] : []
  )
  return [...initial, ...fieldValues(code, place), ...writesOf(code, place).map(write => write.value)].map(
    withoutAwait
  )
}

function fieldValues(code: Code, place: Place): Node[] {
  if (place.kind !== 'field') return []
  return code
    .nodes('PropertyDefinition')
    .flatMap(member =>
      member.value && code.text(member.key) === place.name && code.thisOwner(member.value) === place.owner
        ? [member.value]
        : []
    )
}

function withoutAwait(value: Node): Node {
  const inner = unwrap(value)
  return inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner
}

/** The place itself, or as a property of an object literal; a part of it, or what a function makes of it, is not it. */
function namesPlace(code: Code, argument: Node, place: Place): boolean {
  let found = false
  walk(argument, node => {
    if (isFunction(node) || isCall(node)) return 'skip'
    if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return undefined
    if (isPlace(code, node, place)) {
      const parent = code.parentOf(node)
      if (parent?.type !== 'MemberExpression') found = true
    }
    return node.type === 'MemberExpression' ? 'skip' : undefined
  })
  return found
}

const CLIENTS =
  /^(?:pg|mysql2?|mysql2\/promise|redis|ioredis|mongodb|mongoose|@prisma\/client|knex|sequelize|typeorm|better-sqlite3|node:sqlite)$/
const SERVERS =
  /^(?:node:http|node:https|node:http2|express|fastify|koa|@hapi\/hapi|restify|@hono\/node-server)$/

/** The package of a client for data that a place holds. */
export function dataClient(context: DetectorContext, code: Code, {receiver}: Ending): string | undefined {
  const value = outsideCalls(context.facts).valueOf(code.ast, receiver)
  return value && CLIENTS.test(value.package) ? value.package : undefined
}

/** The package of a server that takes requests, when a place holds one. */
export function requestServer(context: DetectorContext, code: Code, {receiver}: Ending): string | undefined {
  const value = outsideCalls(context.facts).valueOf(code.ast, receiver)
  return value && SERVERS.test(value.package) && memberPath(receiver) !== undefined
    ? value.package
    : undefined
}
