import type {Problem} from '../errors.ts'

/** What every stage gives: a value, even for broken input, and what was odd. */
export interface StageResult<T> {
  readonly value: T
  readonly problems: readonly Problem[]
}
