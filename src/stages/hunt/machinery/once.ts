import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {pausesOf} from './awaits.ts'
import {methodsNamed} from './class-methods.ts'
import {type Code, codeOf} from './code.ts'
import {calleeOf} from './declared-type.ts'
import {emptinessTests} from './emptiness.ts'
import {endsInThrow, findLazyInits} from './lazy-init.ts'
import {placeOf} from './place.ts'
import {initialValue} from './promise.ts'
import {type Located, resolveFunction} from './resolve.ts'

/** So many calls are followed, each by what it returns. */
const DEPTH = 2

/** Why a second call of a function of the repository does nothing new, as a clause; undefined when that is not seen. */
export function onceByItself(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  depth = DEPTH
): string | undefined {
  const called =
    resolveCall(context, code, call) ??
    calleeOf(context, code, call)?.located ??
    staticMethod(context, code, call) ??
    onlyMethod(context, call)
  if (!called) return undefined
  const name = callName(call) ?? 'it'
  const early = earlyReturn(called)
  if (early) return `\`${name}\` leaves early at ${called.code.at(early)} when its own state says so`
  const shared = findLazyInits(called.code).find(
    init => init.fn === called.fn && !hasPause(called.code, called.fn, init.value)
  )
  if (shared)
    return `\`${name}\` shares what it makes through \`${shared.place.text}\` at ${called.code.at(shared.write)}`
  const again = askedUnderLock(called)
  if (again) return `\`${name}\` looks for what is there at ${called.code.at(again)}, under a lock`
  return depth > 1 ? onceBehind(context, called, depth - 1) : undefined
}

/** `Store.open` of a class that the module imports or declares. */
function staticMethod(context: DetectorContext, code: Code, call: CallExpression): Located | undefined {
  const owner = receiverOf(call)
  if (owner?.type !== 'Identifier' || !/^[A-Z]/.test(owner.name)) return undefined
  return methodsOfClass(context, code, owner.name, callName(call) ?? '')
}

function methodsOfClass(
  context: DetectorContext,
  code: Code,
  local: string,
  method: string
): Located | undefined {
  const edge = context.facts.imports.find(
    one => one.from === code.path && one.names.some(name => name.local === local)
  )
  const imported = edge?.names.find(name => name.local === local)?.imported
  const symbol = edge
    ? context.facts.module(edge.to)?.exports.find(one => one.name === imported)?.symbol
    : `${code.path}#${local}`
  return symbol === undefined ? undefined : memberOf(context, `${symbol}.${method}`)
}

/** A method whose name of several words one class alone has. */
function onlyMethod(context: DetectorContext, call: CallExpression): Located | undefined {
  const name = callName(call) ?? ''
  if (!/^[a-z]+[A-Z]/.test(name) || !receiverOf(call)) return undefined
  const [only, second] = methodsNamed(context, name)
  return second ? undefined : only
}

/** The same of the one call that makes what a function returns. */
function onceBehind(context: DetectorContext, {code, fn}: Located, depth: number): string | undefined {
  const calls = code.nodes('ReturnStatement').flatMap(one => {
    if (code.functionOf(one) !== fn || !one.argument) return []
    const made = initialValue(code, one.argument)
    return [made.type === 'AwaitExpression' ? unwrap(made.argument) : made]
  })
  const [only, second] = calls
  return only && !second && isCall(only) ? onceByItself(context, code, only, depth) : undefined
}

/** A look into a collection that leaves the function with what it finds, after a lock was waited for. */
function askedUnderLock({code, fn}: Located): Node | undefined {
  const lock = pausesOf(fn).find(pause => pause.type === 'AwaitExpression' && isLock(code, pause.argument))
  if (!lock) return undefined
  return code.nodes('IfStatement').find(statement => {
    if (statement.start < lock.end || code.functionOf(statement) !== fn || !isExit(statement.consequent))
      return false
    const found = initialValue(code, statement.test)
    const receiver =
      isCall(found) && /^(?:get|has|peek)$/.test(callName(found) ?? '') ? receiverOf(found) : undefined
    const place = receiver && placeOf(code, receiver)
    return place !== undefined && place.lifetime !== 'local'
  })
}

/** `lock.acquire()`, `queue.wait()` of a queue that a map of locks holds. */
function isLock(code: Code, awaited: Node): boolean {
  const call = unwrap(awaited)
  const receiver = isCall(call) ? receiverOf(call) : undefined
  if (!receiver || !isCall(call) || !/^(?:acquire|lock|wait|enter|take)/.test(callName(call) ?? ''))
    return false
  return /lock|mutex|semaphore/i.test(`${code.text(receiver)} ${code.text(initialValue(code, receiver))}`)
}

/** The function behind a call: by its name, or the one method of that name that references know on the line. */
export function resolveCall(context: DetectorContext, code: Code, call: CallExpression): Located | undefined {
  const named = resolveFunction(context, code, call.callee)
  const name = callName(call)
  if (named || name === undefined) return named
  const line = code.line(call.callee)
  const last = code.ast.lineOf(call.callee.end)
  const targets = context.references.list.filter(
    one =>
      one.call &&
      one.from.startsWith(`${code.path}#`) &&
      one.line >= line &&
      one.line <= last &&
      one.to.endsWith(`.${name}`)
  )
  const [target, second] = targets
  return target && !second ? memberOf(context, target.to) : undefined
}

function memberOf(context: DetectorContext, id: string): Located | undefined {
  const at = id.indexOf('#')
  const ast = context.ast(id.slice(0, at))
  const code = ast && codeOf(ast)
  const symbol = id.slice(at + 1)
  const members: readonly Node[] = code
    ? [...code.nodes('MethodDefinition'), ...code.nodes('PropertyDefinition')]
    : []
  for (const member of members) {
    const {value} = member as {value?: Node | null}
    if (!code || !value || !isFunction(value) || !symbol.endsWith(`.${propertyName(member)}`)) continue
    if (code.symbolOf(value) === symbol) return {code, fn: value}
  }
  return undefined
}

/** A test of a state that outlives the call, before anything is waited for, that leaves the function. */
function earlyReturn({code, fn}: Located): Node | undefined {
  const [first] = pausesOf(fn)
  return code.nodes('IfStatement').find(statement => {
    if (code.functionOf(statement) !== fn || !isExit(statement.consequent)) return false
    if (code.parentOf(statement) !== fn.body || (first && statement.start > first.start)) return false
    if (endsInThrow(statement.consequent) || refuses(statement.consequent)) return false
    return emptinessTests(code, statement.test).some(({target, empty}) => {
      const place = empty ? undefined : placeOf(code, target)
      return place !== undefined && place.lifetime !== 'local'
    })
  })
}

/** Whether it leaves with what a call gives, such as `Promise.reject(…)`: that is no "already done". */
function refuses(node: Node): boolean {
  if (node.type === 'BlockStatement') return (node.body as readonly Node[]).some(refuses)
  const value = node.type === 'ReturnStatement' && node.argument ? unwrap(node.argument) : undefined
  return isCall(value) && memberPath(value.callee) !== 'Promise.resolve'
}

function hasPause(code: Code, fn: FunctionNode, node: Node): boolean {
  return pausesOf(fn).some(
    pause => pause.start >= node.start && pause.end <= node.end && code.functionOf(pause) === fn
  )
}
