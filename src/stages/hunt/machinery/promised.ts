import type {CallExpression} from '@oxc-project/types'
import {callName} from '../../../syntax/call-name.ts'
import type {DetectorContext} from '../define-detector.ts'
import {outsideFailure} from './can-reject.ts'
import type {Code} from './code.ts'
import {calleeOf} from './declared-type.ts'
import {promiseProof} from './promise.ts'
import type {Located} from './resolve.ts'

/** Why a call surely gives a promise. */
export interface Promised {
  /** A clause: `` `load` is async ``. */
  readonly reason: string
  /** The function that makes it, when it lies in the repository. */
  readonly made: Located | undefined
  /** Whether it may give nothing instead. */
  readonly optional?: boolean
}

/** Proves from syntax, declared types and models of built-ins that a call gives a promise; undefined when it may not. */
export function promised(context: DetectorContext, code: Code, call: CallExpression): Promised | undefined {
  const answered = known.get(call)
  if (answered) return answered.promised
  const found = prove(context, code, call)
  known.set(call, {promised: found})
  return found
}

const known = new WeakMap<CallExpression, {readonly promised: Promised | undefined}>()

function prove(context: DetectorContext, code: Code, call: CallExpression): Promised | undefined {
  const bySyntax = promiseProof(context, code, call)
  if (bySyntax) return bySyntax
  const callee = calleeOf(context, code, call)
  if (callee?.returns?.promise) {
    const {declared, located} = callee
    const name = callName(call) ?? 'it'
    const isAsync = located?.fn.async === true
    return {
      reason: isAsync
        ? `\`${name}\` is async (${declared.code.at(declared.node)})`
        : `\`${name}\` ${located && !located.fn.returnType ? 'returns' : 'is declared to return'} a promise (${declared.code.at(declared.node)})`,
      made: located,
      optional: callee.returns.optional === true
    }
  }
  return outsideFailure(context, code, call) === undefined
    ? undefined
    : {reason: `${code.show(call)} gives a promise`, made: undefined}
}
