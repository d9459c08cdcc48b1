import type {CallExpression} from '@oxc-project/types'
import type {Facts} from '../../../facts/facts.ts'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {allCode, type Code} from './code.ts'
import {fateOf} from './promise-flow.ts'

/** How the calls of one name in the repository are treated. */
export interface AwaitHabit {
  /** `store.save`. */
  readonly callee: string
  readonly awaited: number
  readonly total: number
  /** The first call that is awaited. */
  readonly example: {readonly code: Code; readonly call: CallExpression}
}

const MINIMUM = 5
const SHARE = 0.8

/**
 * The habit of awaiting what a call is a call of, where at least 80 % of at least five calls are awaited or returned;
 * undefined otherwise. Calls belong together by the last two names of what they call.
 */
export function awaitHabit(
  context: DetectorContext,
  code: Code,
  call: CallExpression
): AwaitHabit | undefined {
  const name = calleeName(code, call)
  const habits = known.get(context.facts) ?? gather(context)
  known.set(context.facts, habits)
  const habit = name === undefined ? undefined : habits.get(name)
  if (!habit?.example || habit.total < MINIMUM || habit.awaited / habit.total < SHARE) return undefined
  return {
    callee: (name as string).replace(/^.*#/, ''),
    awaited: habit.awaited,
    total: habit.total,
    example: habit.example
  }
}

interface Count {
  awaited: number
  total: number
  example: AwaitHabit['example'] | undefined
}

const known = new WeakMap<Facts, ReadonlyMap<string, Count>>()

function gather(context: DetectorContext): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>()
  for (const code of allCode(context))
    for (const call of code.nodes('CallExpression')) {
      const name = calleeName(code, call)
      if (name === undefined) continue
      const count = counts.get(name) ?? {awaited: 0, total: 0, example: undefined}
      counts.set(name, count)
      count.total++
      if (!isWaitedFor(code, call)) continue
      count.awaited++
      if (code.parentOf(call)?.type === 'AwaitExpression') count.example ??= {code, call}
    }
  return counts
}

/** Whether a call is awaited, returned, or one of several that are waited for together. */
function isWaitedFor(code: Code, call: CallExpression): boolean {
  const {kind, whole} = fateOf(code, call)
  if (kind === 'awaited' || kind === 'returned') return true
  return kind === 'kept' && code.parentOf(whole)?.type === 'ArrayExpression'
}

/** `store.save` of `this.store.save()`, `save` of `save()`. A method of the object itself belongs to its module. */
function calleeName(code: Code, call: CallExpression): string | undefined {
  const name = callName(call)
  const receiver = receiverOf(call)
  if (name === undefined || /^(?:then|catch|finally)$/.test(name)) return undefined
  if (!receiver) return unwrap(call.callee).type === 'Identifier' ? name : undefined
  const owner = memberPath(unwrap(receiver))?.split('.').at(-1)
  if (owner === undefined || owner === 'super') return undefined
  return owner === 'this' ? `${code.path}#this.${name}` : `${owner}.${name}`
}
