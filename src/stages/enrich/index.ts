import type {Architecture} from '../../artifacts/architecture.ts'
import type {EnrichedParts} from '../../artifacts/detailed-design/enriched-bodies.ts'
import type {BlastRow, ComponentReach} from '../../artifacts/detailed-design.ts'
import {compareBy} from '../../base/compare.ts'
import type {JudgedClaim} from '../../claims/claim.ts'
import type {Facts, ModuleId, References} from '../../facts/facts.ts'
import type {ImpactIndex} from '../../facts/impact.ts'
import type {CodeOwners} from '../../repo/codeowners.ts'
import type {History} from '../../repo/history.ts'
import type {StageResult} from '../result.ts'
import {rankBlastRadius} from './blast-radius.ts'
import {type CoupledPair, findChangeCoupling, namedPairs} from './change-coupling.ts'
import {describeHistory} from './change-history.ts'
import {findMismatches, type Mismatch} from './clusters.ts'
import {describeConfidence} from './confidence.ts'
import {describeTests} from './describe-tests.ts'
import type {Flow} from './flow.ts'
import {flowText} from './flows/flow-text.ts'
import {createFlowsThrough} from './flows/flows-through.ts'
import {isForDevelopers} from './flows/for-developers.ts'
import {rankFlows} from './flows/rank-flows.ts'
import {toSequenceDiagram} from './flows/sequence-diagram.ts'
import {variedFlows} from './flows/varied-flows.ts'
import {listFlows} from './flows.ts'
import {findHotspots, type Hotspot} from './hotspots.ts'
import {overallConfidence, partsOf} from './measured-parts.ts'
import {describeOwners, groupByOwners, type Ownership} from './owners.ts'
import {splitRefuted} from './refuted.ts'
import {findRegistries, type Listing, type Registry} from './registries.ts'
import {couplingSentence, hotspotSentence, mismatchSentence, registrySentence} from './sentences.ts'
import {measureTestReach, type TestReach} from './test-reach.ts'
import {shares, withinShare} from './within-share.ts'

export interface EnrichInput {
  readonly facts: Facts
  readonly references: References
  /** Over the same references, tests left out. */
  readonly impact: ImpactIndex
  /** The rows of the code map with their modules. */
  readonly components: readonly Component[]
  /** Judged claims of ARCHITECTURE.md, with map's regions as they will be written. */
  readonly judged: readonly JudgedClaim[]
  /** Modules that list most of a folder. */
  readonly listings: readonly Listing[]
  readText(path: string): string | undefined
  readonly history?: History
  readonly owners?: CodeOwners
}

interface Component {
  readonly path: string
  readonly modules: readonly ModuleId[]
}

export interface EnrichValue {
  /** Only the parts that enrich owns. */
  readonly architecture: Pick<Architecture, 'flows' | 'confidence' | 'refuted'>
  readonly details: EnrichedParts
  readonly findings: EnrichFindings
}

/** What the documents say in words. */
export interface EnrichFindings {
  /** At most ten, those that cross most components first. */
  readonly flows: readonly Flow[]
  readonly registries: readonly Registry[]
  readonly mismatches: readonly Mismatch[]
  /** Undefined without a history that knows the past. */
  readonly hotspots?: readonly Hotspot[]
  readonly coupling?: readonly CoupledPair[]
  /** By component; undefined without a file of owners. */
  readonly owners?: readonly (Ownership & {readonly component: string})[]
  readonly reach: readonly {readonly path: string; readonly blast: readonly BlastRow[]}[]
}

const architectureFlows = 3

/** Adds what needs references, tests, history and the document's own claims. */
export function enrich(input: EnrichInput): StageResult<EnrichValue> {
  const {facts, judged} = input
  const tests = measureTestReach(facts)
  const findings = findAll(input, tests)
  const outer = findings.flows.filter(flow => !isForDevelopers(flow))
  const texts = variedFlows(outer.length > 0 ? outer : findings.flows, architectureFlows).map(flow =>
    flowText(flow, facts, {places: false})
  )
  return {
    value: {
      architecture: {
        flows: withinShare(texts, shares.flows, flow => flow),
        confidence: overallConfidence(input, tests),
        ...splitRefuted(judged).architecture
      },
      details: describeFindings(input, findings, tests),
      findings
    },
    problems: []
  }
}

function findAll(input: EnrichInput, tests: TestReach): EnrichFindings {
  const {facts, references, impact, components, listings, history, owners} = input
  const componentOf = homesOf(components)
  const all = listFlows(facts, references)
  const sources = {facts, impact, flowsThrough: createFlowsThrough(all, facts), isTested: tests.reaches}
  const modules = components.flatMap(each => each.modules)
  return {
    flows: rankFlows(all, componentOf),
    registries: findRegistries(listings, facts, input.readText),
    mismatches: findMismatches(modules, facts.imports, componentOf),
    ...(history && !history.shallow
      ? {hotspots: findHotspots(facts, history), coupling: findChangeCoupling(facts, history)}
      : {}),
    ...(owners
      ? {
          owners: components.flatMap(({path, modules: own}) =>
            groupByOwners(own, owners).map(each => ({component: path, ...each}))
          )
        }
      : {}),
    reach: components.map(({path, modules: own}) => ({path, blast: rankBlastRadius(own, sources)}))
  }
}

function homesOf(components: readonly Component[]): (path: ModuleId) => string | undefined {
  const homes = new Map(components.flatMap(({path, modules}) => modules.map(id => [id, path] as const)))
  return path => homes.get(path)
}

function describeFindings(input: EnrichInput, findings: EnrichFindings, tests: TestReach): EnrichedParts {
  const {facts, judged} = input
  const {flows, registries, mismatches, hotspots, coupling} = findings
  return {
    reach: describeReach(input, findings, tests),
    flows: flows.map(flow => ({
      text: flowText(flow, facts, {places: true}),
      mermaid: toSequenceDiagram(flow, facts)
    })),
    registries: registries.map(registrySentence),
    clusters: mismatches.map(mismatchSentence),
    ...(hotspots ? {hotspots: hotspots.map(hotspotSentence)} : {}),
    ...(coupling ? {coupling: namedPairs(coupling).map(couplingSentence)} : {}),
    ...splitRefuted(judged).details
  }
}

function describeReach(
  {facts, components, history, owners}: EnrichInput,
  {reach, hotspots = [], coupling = []}: EnrichFindings,
  tests: TestReach
): ComponentReach[] {
  const blastOf = new Map(reach.map(({path, blast}) => [path, blast]))
  return components
    .map(({path, modules}) => ({
      path,
      blast: blastOf.get(path) ?? [],
      tests: describeTests(modules, tests),
      owners: owners ? describeOwners(modules, owners) : '',
      history: history?.shallow
        ? 'the clone is shallow, so not measured'
        : describeHistory(modules, hotspots, coupling),
      confidence: describeConfidence(partsOf(modules, facts, tests))
    }))
    .sort(compareBy(({path}) => path))
}
