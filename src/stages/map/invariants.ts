import type {InvariantRow} from '../../artifacts/detailed-design.ts'
import type {InvariantInput, InvariantRule} from './invariants/input.ts'
import {noRings} from './invariants/no-rings.ts'
import {oneWay} from './invariants/one-way.ts'
import {selfContained} from './invariants/self-contained.ts'
import {siblings} from './invariants/siblings.ts'
import {soleEnvironment} from './invariants/sole-environment.ts'
import {soleEffects, solePackages} from './invariants/sole-importers.ts'
import {typesOnly} from './invariants/types-only.ts'

/** At most this many are offered: a reader must be able to decide on each. */
const maximumOffered = 10

/** The strongest first. */
const rules: readonly InvariantRule[] = [
  noRings,
  siblings,
  oneWay,
  selfContained,
  soleEffects,
  soleEnvironment,
  typesOnly,
  solePackages
]

/**
 * Absences that hold today and say something, each with what it was counted over: no ring between files, peers that do not know
 * each other, folders that never import what imports them or anything else, effects, the environment and packages in one place.
 * Worded so that `check` can judge them once a person has moved them out of the region; `holds` is that judgement.
 */
export function offerInvariants(
  input: InvariantInput,
  holds: (sentence: string) => boolean = () => true
): InvariantRow[] {
  return rules.flatMap(rule => rule(input).filter(({text}) => holds(text))).slice(0, maximumOffered)
}
