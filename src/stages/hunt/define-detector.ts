import type {Category, Challenge, Confidence, Evidence} from '../../artifacts/danger-zone.ts'
import type {ModuleId} from '../../facts/facts.ts'
import type {DetectorContext} from './detector-context.ts'
import type {Code} from './machinery/code.ts'

export type {DetectorContext} from './detector-context.ts'

/** A suspicion that survived its kills. All texts are single-line Markdown made from the code at hand. */
export interface Candidate {
  readonly path: ModuleId
  readonly startLine: number
  readonly endLine: number
  /** `acquire`, `Lock.acquire`, or `module` at top level. */
  readonly symbol: string
  /** The thing the duty hangs on: a field, a variable, an event. No slash, no line. */
  readonly resource: string
  readonly title: string
  readonly failureMode: string
  readonly precondition: string
  /** Step by step, each with its line in backticks where it has one. */
  readonly failurePath: readonly string[]
  readonly silence: string
  /** Whether the failing path neither throws to the caller, logs, nor exits. */
  readonly silent: boolean
  readonly evidence: readonly Evidence[]
  readonly challenged: readonly Challenge[]
  /** 3: plain use; 2: overlapping calls, a failing dependency or a restart; 1: rare input or double fault. */
  readonly likelihood: 1 | 2 | 3
  /** 3: process-wide; 2: one module or connection; 1: one call. */
  readonly spread: 1 | 2 | 3
  readonly confidence: Confidence
  readonly fix: string
  readonly falsifiedBy: string
  /** Candidates of one module with the same cause become one finding, by {@link Detector.join}. */
  readonly cause?: string
}

/** A suspicion that a kill removed; `--show-dropped` prints it. */
export interface DroppedCandidate {
  readonly path: ModuleId
  readonly line: number
  readonly kill: string
  readonly reason: string
}

export type Judged = Candidate | DroppedCandidate

/**
 * One kind of incident. A detector is one file beside its page: `lazy-init-race.ts` and `lazy-init-race.md`.
 * It judges, and never prints, sorts or numbers.
 */
export interface Detector<Kill extends string = string> {
  /** Kebab-case, the file's name. */
  readonly id: string
  /** The catalogue's code, e.g. `C1`. */
  readonly code: string
  readonly category: Category
  /** A: over 90 % right by construction; B: 70 to 90 % with the kills; C: a guess. */
  readonly precision: 'A' | 'B' | 'C'
  /** Shown with `--all` alone: too few of its findings were judged to be true (`bench/precision.md`). */
  readonly onlyOnRequest?: true
  /** Each disproof by name, with the question it asks. */
  readonly kills: Readonly<Record<Kill, string>>
  /** Judges a module; what it calls in others may be looked up. */
  judge?(code: Code, context: DetectorContext): readonly Judged[]
  /** Judges the repository at once, where no module shows it. */
  judgeWhole?(context: DetectorContext): readonly Judged[]
  /** The texts of several candidates with one cause, sorted by resource; those of the first when it is absent. */
  join?(same: readonly [Candidate, Candidate, ...Candidate[]]): Candidate
}

/** Types a detector: a kill that is not declared does not compile. */
export function defineDetector<Kill extends string>(detector: Detector<Kill>): Detector<Kill> {
  return detector
}
