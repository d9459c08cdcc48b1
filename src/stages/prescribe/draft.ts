import type {ActionKind, Effort} from '../../artifacts/action.ts'

/** How big an action is, and the inputs that say so. */
export interface EffortEstimate {
  readonly effort: Effort
  /** `S from 1 file to touch, 3 direct dependents, …`. */
  readonly from: string
}

/** The texts of an action, once the numbers of others are known. */
export interface DraftTexts {
  readonly title: string
  readonly whyNow: string
  readonly steps: readonly string[]
  readonly doneWhen: string
}

/** An action before it has a number and a place. */
export interface Draft {
  readonly key: string
  readonly kind: ActionKind
  /** Why it is of this kind, one clause of Markdown: see `rules.ts`. */
  readonly rule: string
  readonly zones: readonly string[]
  readonly zoneAnchors?: Readonly<Record<string, string>>
  readonly tasks: readonly {readonly file: string; readonly text: string}[]
  readonly claims: readonly string[]
  readonly estimate: EffortEstimate
  /** Keys of drafts that must come first: a test before the change, an answer before both. */
  readonly after: readonly string[]
  /** Labels of zones whose actions come first because the zone says so. */
  readonly afterZones: readonly string[]
  /** Risk that its chain removes per effort: see `risk.ts`. */
  readonly worth: number
  /** Not for now: an open question, what waits for one, or a low score. */
  readonly late: boolean
  /** The number of its first zone; ties of `worth` go by it. Infinity without a zone. */
  readonly rank: number
  /** Module that it changes. */
  readonly path?: string
  /** What it changes or tests, `path#symbol`; sorted. */
  readonly symbols: readonly string[]
  /** Texts, with `NA-3` for the key of another draft. */
  write(idOf: (key: string) => string): DraftTexts
}
