import type {InvariantRow} from '../../../artifacts/detailed-design.ts'
import type {Facts} from '../../../facts/facts.ts'
import type {Component, Dependency} from '../component.ts'

export interface InvariantInput {
  readonly facts: Facts
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
}

/** Finds absences of one kind that hold today, those that say most first. */
export type InvariantRule = (input: InvariantInput) => InvariantRow[]

/** Import statements that make an absence worth stating: with fewer it may be chance. */
export const enoughEvidence = 5

/** `a`, `b` or `c`. */
export function alternatives(names: readonly string[], word: 'and' | 'or'): string {
  const spans = names.map(name => `\`${name}\``)
  return spans.length < 2 ? spans.join('') : `${spans.slice(0, -1).join(', ')} ${word} ${spans.at(-1)}`
}
