import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import type {Code} from './code.ts'
import {fateOf} from './promise-flow.ts'

interface Uses {
  /** Where a handler hangs on it, or it is awaited. */
  readonly waited: Node[]
  /** How many of these are chains, which only promises have. */
  chained: number
  dropped: number
}

const known = new WeakMap<Code, ReadonlyMap<string, Uses>>()

const QUIET = /log|track|report|emit|debug|notif|metric|telemetry|invalidate/i

/**
 * Another call of the same path in the module whose promise is waited for: such calls give promises.
 *
 * Undefined unless one has a handler or two are awaited, and as many are waited for as are dropped.
 */
export function waitedElsewhere(code: Code, call: CallExpression): Node | undefined {
  const path = pathOf(call)
  const uses = path === undefined ? undefined : usesIn(code).get(path)
  if (!uses || QUIET.test(callName(call) ?? '')) return undefined
  const isPromise = uses.chained > 0 || uses.waited.length > 1
  if (!isPromise || uses.waited.length < uses.dropped) return undefined
  // With one argument more it may be called in its callback form, which gives no promise.
  const alike = (one: Node) => isCall(one) && one.arguments.length >= call.arguments.length
  return uses.waited.find(alike)
}

/** `this.store.remove`; a bare name may be shadowed, and is resolved by others. */
function pathOf(call: CallExpression): string | undefined {
  const path = memberPath(call.callee)
  return path?.startsWith('this.') && !/(?:\bPromise\.\w+|\.(?:then|catch|finally))$/.test(path)
    ? path
    : undefined
}

function usesIn(code: Code): ReadonlyMap<string, Uses> {
  const found = known.get(code)
  if (found) return found
  const uses = new Map<string, Uses>()
  for (const call of code.nodes('CallExpression')) {
    const path = pathOf(call)
    if (path === undefined) continue
    const fate = fateOf(code, call)
    const use = uses.get(path) ?? {waited: [], chained: 0, dropped: 0}
    uses.set(path, use)
    if (fate.kind === 'handled' || fate.kind === 'awaited') use.waited.push(call)
    if (fate.kind === 'handled' || fate.links.length > 0) use.chained += 1
    if (fate.kind === 'returned' && fate.links.length > 0) use.waited.push(call)
    if (fate.kind === 'dropped') use.dropped += 1
  }
  known.set(code, uses)
  return uses
}
