import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {pausesOf} from './awaits.ts'
import {type Code, codeOf} from './code.ts'
import {emptinessTests} from './emptiness.ts'
import {endsInThrow, findLazyInits} from './lazy-init.ts'
import {placeOf} from './place.ts'
import {type Located, resolveFunction} from './resolve.ts'

/** Why a second call of a function of the repository does nothing new, as a clause; undefined when that is not seen. */
export function onceByItself(context: DetectorContext, code: Code, call: CallExpression): string | undefined {
  const called = resolveCall(context, code, call)
  if (!called) return undefined
  const name = callName(call) ?? 'it'
  const early = earlyReturn(called)
  if (early) return `\`${name}\` leaves early at ${called.code.at(early)} when its own state says so`
  const shared = findLazyInits(called.code).find(
    init => init.fn === called.fn && !hasPause(called.code, called.fn, init.value)
  )
  return (
    shared &&
    `\`${name}\` shares what it makes through \`${shared.place.text}\` at ${called.code.at(shared.write)}`
  )
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
