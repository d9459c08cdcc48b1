import type {Category, ForeignRisk} from '../../../artifacts/danger-zone.ts'

/** A question that a zone leaves open. */
export interface Doubt {
  readonly kill: string
  /** `is it called once?`; undefined in a zone that an older version or another tool wrote. */
  readonly question: string | undefined
  /** What is known about it. */
  readonly known: string
}

/**
 * What the zones of one cause say, whoever wrote them: all that the rules, the effort and the texts go by. What a zone
 * does not say is undefined or empty, never guessed.
 */
export interface Cause {
  /** Labels of its zones, in the order of the document; the first leads. */
  readonly labels: readonly string[]
  /** As `Action.zoneAnchors`. */
  readonly anchors: Readonly<Record<string, string>>
  /** Keys of its zones, sorted, joined by `+`; of a foreign zone the label. */
  readonly key: string
  /** Whether a person or another tool wrote it: hunt will never say that it is gone. */
  readonly foreign: boolean
  /** Of the leading zone, without the path. */
  readonly title: string
  readonly path: string | undefined
  /** Of the leading zone, as code; `''` when it names none. */
  readonly symbol: string
  /** The distinct symbols of all zones, as code, that of the leading zone first. */
  readonly callees: readonly string[]
  /** `path#symbol` of all zones, sorted. */
  readonly symbols: readonly string[]
  /** Where a change is made, as code with lines where they are known. */
  readonly places: readonly string[]
  /** Evidence outside of the zones' own lines, as code. */
  readonly beside: readonly string[]
  /** Modules to look at or change, sorted; undefined when none is named. */
  readonly files: readonly string[] | undefined
  readonly category: Category | undefined
  /** The highest score, 3 to 9. */
  readonly score: number | undefined
  /** The risk as its writer calls it. */
  readonly risk: ForeignRisk | undefined
  /** The largest detection gap: 1 loud or tested, 2 reached by a test but not its failure path, 3 neither. */
  readonly gap: 1 | 2 | 3 | undefined
  /** Whether the failure is loud by the words of every zone. */
  readonly loud: boolean
  /** The most direct dependents that one of the zones has; a lower bound. */
  readonly dependents: number | undefined
  /** The distinct owners of its files, each as written; empty when none is known. */
  readonly owners: readonly string[]
  /** Components that depend on the one it lies in; undefined when no code map tells. */
  readonly usedBy: number | undefined
  /** The distinct fixes, that of the leading zone first. */
  readonly fixes: readonly string[]
  /** How to change it with care, where it names no fix. */
  readonly advice: string
  readonly lowConfidence: boolean
  /** Whether a person has answered in the notes that it can happen. */
  readonly confirmed: boolean
  readonly doubts: readonly Doubt[]
  readonly precondition: string
  readonly failurePath: readonly string[]
  readonly falsifiedBy: string
  /** Labels of zones that it says come first. */
  readonly afterZones: readonly string[]
  /** Ties of the order go by it, ascending. */
  readonly rank: number
}

/** The surroundings that ARCHITECTURE.md and DETAILED_DESIGN.md tell of a module. */
export interface Surroundings {
  /** As written, of the component that holds the module; empty when unknown or when its modules have several. */
  ownersOf(path: string): readonly string[]
  /** Components that import the one that holds the module; undefined outside of the code map. */
  usedBy(path: string): number | undefined
}
