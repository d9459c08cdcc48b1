import type {EffectKind} from '../../../../effects/effect-kind.ts'
import {outsideCalls} from '../../../../effects/outside-calls.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {type Call, callSearch, type FoundCall} from './call-search.ts'

const search = callSearch<EffectKind>((context, code, call) =>
  outsideCalls(context.facts).effectOf(code.ast, call)
)

/**
 * The way by which a call leads out of the program: itself, or through at most three functions of the repository.
 * A lower bound, as of `outsideCalls`.
 */
export function reachesOutside(
  context: DetectorContext,
  code: Code,
  call: Call
): FoundCall<EffectKind> | undefined {
  return search.from(context, code, call)
}
