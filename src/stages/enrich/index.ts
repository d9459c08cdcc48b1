import type {Architecture, RefutedRow} from '../../artifacts/architecture.ts'
import type {ComponentReach, DetailedDesign} from '../../artifacts/detailed-design.ts'
import {compareBy} from '../../base/compare.ts'
import type {JudgedClaim} from '../../claims/claim.ts'
import type {Facts, ModuleId, References} from '../../facts/facts.ts'
import type {ImpactIndex} from '../../facts/impact.ts'
import type {History} from '../../repo/history.ts'
import type {StageResult} from '../result.ts'
import {rankBlastRadius} from './blast-radius.ts'
import {describeHistory} from './change-history.ts'
import {describeConfidence, type Part} from './confidence.ts'
import {findFlows} from './flows.ts'
import {measureTestReach, type TestReach} from './test-reach.ts'
import {shares, withinShare} from './within-share.ts'

export interface EnrichInput {
  readonly facts: Facts
  readonly references: References
  /** Over the same references, tests left out. */
  readonly impact: ImpactIndex
  /** The rows of the code map with their modules. */
  readonly components: readonly {readonly path: string; readonly modules: readonly ModuleId[]}[]
  /** Judged claims of ARCHITECTURE.md, with map's regions as they will be written. */
  readonly judged: readonly JudgedClaim[]
  readonly history?: History
}

export interface EnrichValue {
  /** Only the parts that enrich owns. */
  readonly architecture: Pick<Architecture, 'flows' | 'confidence' | 'refuted'>
  readonly details: Pick<DetailedDesign, 'reach'>
}

const maximumRefuted = 10

/** Adds what needs references, tests, history and the document's own claims. */
export function enrich(input: EnrichInput): StageResult<EnrichValue> {
  const {facts, references, components, judged} = input
  const tests = measureTestReach(facts)
  return {
    value: {
      architecture: {
        flows: withinShare(findFlows(facts, references), shares.flows, flow => flow),
        confidence: overallConfidence(input, tests),
        refuted: listRefuted(judged)
      },
      details: {reach: describeReach(input, components, tests)}
    },
    problems: []
  }
}

/** The refuted ones of judged claims, at most ten and what fits the document's budget, in their order. */
export function listRefuted(judged: readonly JudgedClaim[]): RefutedRow[] {
  const rows = judged
    .filter(({verdict}) => verdict === 'refuted')
    .slice(0, maximumRefuted)
    .map(toRefuted)
  return withinShare(rows, shares.refuted, row => Object.values(row).join('  '))
}

function toRefuted({doc, heading, subject, object, reason}: JudgedClaim): RefutedRow {
  return {doc, heading, name: object === undefined ? subject : `${subject} → ${object}`, reason}
}

function describeReach(
  {facts, impact, history}: EnrichInput,
  components: EnrichInput['components'],
  tests: TestReach
): ComponentReach[] {
  return components
    .map(({path, modules}) => ({
      path,
      blast: rankBlastRadius(modules, facts, impact),
      tests: describeTests(modules, tests),
      history: history ? describeHistory(modules, history) : '',
      confidence: describeConfidence(partsOf(modules, facts, tests))
    }))
    .sort(compareBy(({path}) => path))
}

const namedTests = 3

function describeTests(modules: readonly ModuleId[], tests: TestReach): string {
  // Said once for the whole tree, in ARCHITECTURE.md.
  if (tests.tests === 0) return ''
  const direct = tests.direct(modules)
  if (direct.length === 0)
    return modules.some(tests.reaches)
      ? 'reached through other modules only'
      : 'no test reaches it through imports'
  const shown = direct.slice(0, namedTests).map(path => `\`${path}\``)
  return `imported by ${shown.join(', ')}${direct.length > shown.length ? ' and others' : ''}`
}

function partsOf(modules: readonly ModuleId[], facts: Facts, tests: TestReach): Part[] {
  const own = new Set(modules)
  const parsed = modules.filter(id => (facts.module(id)?.syntaxErrors ?? 0) === 0).length
  const unresolved = facts.unresolved.filter(({from}) => own.has(from)).length
  const resolved =
    facts.imports.filter(({from}) => own.has(from)).length +
    facts.externals.filter(({from}) => own.has(from)).length
  return [
    {name: 'syntax', share: share(parsed, modules.length)},
    {name: 'imports', share: share(resolved, resolved + unresolved)},
    {
      name: 'tests',
      share: tests.tests === 0 ? undefined : share(modules.filter(tests.reaches).length, modules.length)
    }
  ]
}

function overallConfidence(input: EnrichInput, tests: TestReach): string[] {
  const {facts, references, history} = input
  const sources = facts.modules.filter(({role}) => role === 'source').map(({id}) => id)
  const parts = [
    ...partsOf(sources, facts, tests),
    {name: 'calls', share: share(references.calls.resolved, references.calls.seen)}
  ]
  return [
    `Overall, lowest part first: ${describeConfidence(parts)}. By the share that is known: stubbed below 0.3, shallow below 0.6, local below 0.8, solid below 0.95, else converged.`,
    references.source === 'types'
      ? 'References: from the compiler, members included; direct dependents are lower bounds.'
      : 'References: from syntax alone, top-level names only; direct dependents are lower bounds.',
    `History: ${history ? (history.shallow ? 'shallow clone' : 'read from git') : 'none'}.`
  ]
}

/** Of nothing, all is known. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
