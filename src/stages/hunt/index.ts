import type {Impact} from '../../artifacts/danger-zone.ts'
import {compareBy} from '../../base/compare.ts'
import {createRecentValues} from '../../base/recent-values.ts'
import type {Problem} from '../../errors.ts'
import type {Facts, ModuleAst, ModuleId, References, SymbolId} from '../../facts/facts.ts'
import type {StageResult} from '../result.ts'
import {asideModules} from './aside.ts'
import {withinBudget} from './budget.ts'
import {challenge} from './challenges/challenge.ts'
import type {Candidate, Detector, DetectorContext} from './define-detector.ts'
import {detectors as allDetectors} from './detectors/index.ts'
import {readFailureTests} from './failure-tests.ts'
import type {Dropped, Finding} from './finding.ts'
import {type Detection, judgeAll} from './judge-all.ts'
import {rank} from './rank.ts'
import {readReach} from './reach.ts'
import {
  ignored,
  readSuppressions,
  type Suppression,
  suppressionOf,
  suppressionProblems
} from './suppressions.ts'
import {toFindings, type World} from './to-findings.ts'
import {listUnanalyzed} from './unanalyzed.ts'

export type {Dropped, Finding} from './finding.ts'

export interface HuntInput {
  readonly facts: Facts
  readonly references: References
  /** Ids of detectors that are switched off. */
  readonly ignoredDetectors?: readonly string[]
  /** Whether `shown` holds everything. */
  readonly all?: boolean
  /** Figures of the blast radius; from `references` when it is absent. */
  impactOf(symbol: SymbolId): Impact
  /** How many earlier commits repaired a file, as far as their subjects say so; none when it is absent. */
  repairsOf?(path: ModuleId): number
  /** The detectors to run; all of them when it is absent. */
  readonly detectors?: readonly Detector[]
}

export interface Hunt {
  /** Everything that was found, in report order. */
  readonly findings: readonly Finding[]
  /** What is printed by default: a part of `findings` in the same order, or all of it. */
  readonly shown: readonly Finding[]
  /** What is printed by default of a part of the tree, with a budget of its own. */
  shownIn(shows: (path: ModuleId) => boolean): readonly Finding[]
  /** How many of `findings` are over the budget, whether or not all are shown. */
  readonly hidden: number
  /** Sorted by path, line, detector. */
  readonly dropped: readonly Dropped[]
  /** What was not hunted and why, one Markdown sentence each. */
  readonly unanalyzed: readonly string[]
}

/** Looks for incidents that the code can be shown to allow, challenges each, and ranks what is left. */
export function hunt(input: HuntInput): StageResult<Hunt> {
  const {facts, references} = input
  const context = contextOf(facts, references)
  const suppressions = readSuppressions(context)
  const used = new Set<Suppression>()
  const reach = readReach(facts)
  const world: World = {
    facts,
    reach,
    failureTests: readFailureTests(facts, reach),
    impactOf: input.impactOf
  }
  const off = new Set(input.ignoredDetectors)
  const active = (input.detectors ?? allDetectors).filter(one => !off.has(one.id))
  const results = judgeAll(active, context).map(detection => silence(detection, suppressions, used))
  const found = results.flatMap(({detector, candidates}) =>
    toFindings(
      detector,
      candidates.map(one => challenge(one, context)),
      world
    )
  )
  const findings = rank(found, active, input.repairsOf ?? (() => 0))
  const onRequest = new Set(active.filter(one => one.onlyOnRequest).map(({id}) => id))
  const shownIn: Hunt['shownIn'] = shows =>
    withinBudget(
      findings.filter(({path, detector}) => shows(path) && !onRequest.has(detector)),
      huntedLines(facts, context, shows)
    )
  const budgeted = shownIn(() => true)
  const dropped = results.flatMap(({detector, dropped}) =>
    dropped.map(one => ({detector: detector.id, ...one}))
  )
  return {
    value: {
      findings,
      shown: input.all ? findings : budgeted,
      shownIn,
      hidden: findings.length - budgeted.length,
      dropped: dropped.sort(
        compareBy(
          one => one.path,
          one => one.line,
          one => one.detector,
          one => one.kill,
          one => one.reason
        )
      ),
      unanalyzed: listUnanalyzed(facts)
    },
    problems: problemsOf(suppressions, used, off)
  }
}

/** Hunt reads sources that are no tests, fixtures, configuration, generated or vendored files, nor set aside. */
function contextOf(facts: Facts, references: References): DetectorContext {
  const aside = asideModules(facts)
  return {
    facts,
    references,
    modules: facts.modules.filter(one => one.role === 'source' && !aside.has(one.id)).map(one => one.id),
    ast: keepTrees(facts)
  }
}

/** Characters of source whose trees are held, about 240 MB: what is called in other modules is looked up again and again. */
const KEPT_CHARACTERS = 8_000_000

function keepTrees(facts: Facts): (id: ModuleId) => ModuleAst | undefined {
  const kept = createRecentValues<ModuleId, ModuleAst>(KEPT_CHARACTERS, tree => tree.text.length)
  return id => {
    const known = kept.get(id)
    if (known) return known
    const tree = facts.ast(id)
    if (tree) kept.add(id, tree)
    return tree
  }
}

/** Takes out what a comment in the code silences, and notes which comments did. */
function silence(
  detection: Detection,
  suppressions: readonly Suppression[],
  used: Set<Suppression>
): Detection {
  const silenced = new Map<Candidate, Suppression>()
  for (const candidate of detection.candidates) {
    const suppression = suppressionOf(detection.detector.id, candidate, suppressions)
    if (!suppression) continue
    used.add(suppression)
    silenced.set(candidate, suppression)
  }
  return {
    ...detection,
    candidates: detection.candidates.filter(one => !silenced.has(one)),
    dropped: [
      ...detection.dropped,
      ...[...silenced].map(([candidate, suppression]) => ignored(candidate, suppression))
    ]
  }
}

/** A suppression of a detector that is switched off is not stale: nobody looked. */
function problemsOf(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  off: ReadonlySet<string>
): Problem[] {
  const known = new Set(allDetectors.map(one => one.id))
  return suppressionProblems(
    suppressions.filter(one => !off.has(one.detector)),
    used,
    known
  )
}

function huntedLines(facts: Facts, context: DetectorContext, shows: (path: ModuleId) => boolean): number {
  const hunted = new Set(context.modules)
  return facts.modules
    .filter(one => hunted.has(one.id) && shows(one.id))
    .reduce((sum, one) => sum + one.lines, 0)
}
