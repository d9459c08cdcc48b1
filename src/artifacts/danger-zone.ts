export type Category =
  | 'concurrency'
  | 'ordering'
  | 'cache-staleness'
  | 'fan-out'
  | 'lifecycle'
  | 'error-handling'
  | 'scaling'
  | 'idempotency'
  | 'state-machine'

export type Tier = 'critical' | 'elevated'
export type Confidence = 'high' | 'medium' | 'low'

/** Each part 1 to 3; `total` is their sum, 3 to 9. */
export interface Score {
  readonly likelihood: number
  readonly blastRadius: number
  readonly detectionGap: number
  readonly total: number
}

export interface Evidence {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** What stands there, a few words of Markdown. */
  readonly note: string
}

/** How many declarations depend on the symbol, by distance; lower bounds. */
export interface Impact {
  readonly d1: number
  readonly d2: number
  readonly d3: number
  /** Call sites whose target stayed unknown and that may add to d1. */
  readonly unresolved: number
}

export interface Challenge {
  /** Name of the kill, e.g. `guarded`. */
  readonly kill: string
  /** `survived`: the kill was tried and does not hold; `undecided`: it could not be decided. */
  readonly verdict: 'survived' | 'undecided'
  readonly evidence: string
}

/** One incident hypothesis, as DANGER-ZONES.md holds it. Texts are single-line Markdown. */
export interface DangerZone {
  /** The n of `DZ-n`. */
  readonly number: number
  /** `DETECTOR/PATH/SYMBOL/RESOURCE`; no line, no offset. */
  readonly key: string
  readonly detector: string
  readonly tier: Tier
  /** The person's: `open`, `accepted: reason`, `false positive: reason`, `fixed`, `open (was fixed)`. */
  readonly status: string
  readonly category: Category
  readonly confidence: Confidence
  readonly score: Score
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly symbol: string
  /** Without the path: `two processes can both hold the lock`. */
  readonly title: string
  readonly failureMode: string
  readonly precondition: string
  readonly failurePath: readonly string[]
  readonly silence: string
  readonly impact: Impact
  readonly detectionGap: string
  readonly evidence: readonly Evidence[]
  readonly challenged: readonly Challenge[]
  readonly fix: string
  readonly falsifiedBy: string
  /** An earlier number, when two branches had taken the same one. */
  readonly formerly?: number
  /** The person's `**Notes**`, Markdown. */
  readonly notes?: string
}

/** A zone that is no longer found; its number is retired. */
export interface ResolvedZone {
  readonly number: number
  readonly key: string
  readonly title: string
  readonly path: string
  /** The person's `accepted: reason` or `false positive: reason`, which comes back with the zone. */
  readonly status?: string
}

/** A zone written by a person or another tool: read, left as it is, prescribed for under `label`. */
export interface ForeignZone {
  /** Its own label (`DZ-H3`, `3`) or `heading-slug-n`. */
  readonly label: string
  readonly title: string
  readonly text: string
  readonly tier?: Tier
  readonly status: string
  readonly path?: string
  readonly line: number
  /** Fragment of the heading it stands at or below, by GitHub's rules; absent without a heading. */
  readonly anchor?: string
  /** Of a zone that gives one in our form. */
  readonly score?: Score
  /** What it names as its fix (`Suggested fix`, `Mitigation`, …), one line. */
  readonly fix?: string
  /** Advice that is no fix (`Modification advice`), one line. */
  readonly advice?: string
  /** The risk as its writer calls it; `tier` follows from it. */
  readonly risk?: ForeignRisk
  readonly category?: Category
  readonly confidence?: Confidence
  readonly symbol?: string
  /** Files and folders that it names anywhere, sorted, without lines. */
  readonly paths?: readonly string[]
  /** Direct dependents (importers, callers, consumers) as its blast radius counts them. */
  readonly dependents?: number
  /** Its blast radius as written, one line. */
  readonly blastRadius?: string
  /** Whether it says that a test covers it (`Detection gap`, `Tests`): undefined when it says nothing. */
  readonly tested?: boolean
  /** Names that its `Owner` field gives, in order. */
  readonly owners?: readonly string[]
  /** Labels of zones that it says come first (`After`, `Depends on`, `Blocked by`), in order. */
  readonly after?: readonly string[]
}

export type ForeignRisk = 'critical' | 'high' | 'medium' | 'low'

export interface DangerZones {
  /** In report order: critical, elevated; those with an accepted status last. */
  readonly zones: readonly DangerZone[]
  readonly resolved: readonly ResolvedZone[]
  readonly foreign: readonly ForeignZone[]
  /** Findings over the budget, not shown. */
  readonly hidden: number
  /** What was not hunted and why, one Markdown sentence each. */
  readonly unanalyzed: readonly string[]
  /** The next free number. */
  readonly next: number
}
