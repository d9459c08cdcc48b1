export type ActionKind = 'refactor' | 'test' | 'doc' | 'escalate' | 'accept'
export type Effort = 'S' | 'M' | 'L'
export type ActionSection = 'now' | 'next' | 'later' | 'done'

/** What an action is done by that only needs its owners to agree. */
export const agreement = 'this action has an `Owner:` and a tick'

/** One step of the fix plan. Texts are single-line Markdown. */
export interface Action {
  /** The n of `NA-n`. */
  readonly number: number
  /** Kind + zone keys (`refactor/KEY`), kind + task file + text hash, or kind + claim. */
  readonly key: string
  readonly kind: ActionKind
  /** Why it is of this kind, one clause of Markdown; `''` in a file of an older version. */
  readonly rule: string
  readonly effort: Effort
  readonly title: string
  /** Zone labels, `DZ-7` or a foreign label. */
  readonly zones: readonly string[]
  /** Fragment in DANGER-ZONES.md by label, for labels that are not their own fragment in lower case; `''` for none. */
  readonly zoneAnchors?: Readonly<Record<string, string>>
  readonly tasks: readonly {readonly file: string; readonly text: string}[]
  /** Refuted claims, `ARCHITECTURE.md "Code map": src/old.ts`. */
  readonly claims: readonly string[]
  readonly whyNow: string
  /** The stated inputs of the effort. */
  readonly effortFrom: string
  readonly steps: readonly string[]
  readonly doneWhen: string
  /** Numbers of actions that come first, ascending. */
  readonly after: readonly number[]
  readonly section: ActionSection
  /** The person's. */
  readonly ticked: boolean
  readonly owner?: string
  readonly due?: string
  readonly notes?: string
  /** For done actions: what shows it. */
  readonly evidence?: string
}

export interface AcceptedZone {
  readonly zone: string
  readonly rationale: string
  /** As {@link Action.zoneAnchors}. */
  readonly anchor?: string
}

export interface NextActions {
  /** In order: Now, Next, Later, Done. */
  readonly actions: readonly Action[]
  readonly accepted: readonly AcceptedZone[]
  readonly next: number
  /** Numbers in the order that was generated, where a person has put `actions` in another one. */
  readonly planned?: readonly number[]
}
