import {toKeyType} from '../../artifacts/architecture/key-types.ts'
import type {Architecture, ComponentRow} from '../../artifacts/architecture.ts'
import type {ComponentDetail, DetailedDesign, InvariantRow} from '../../artifacts/detailed-design.ts'
import type {Facts} from '../../facts/facts.ts'
import type {StageResult} from '../result.ts'
import {type Component, type Dependency, splitComponents} from './component.ts'
import {describeComponent} from './component-detail.ts'
import {type ComponentMeasures, measureComponents} from './component-measures.ts'
import {describeCoverage} from './coverage.ts'
import {findCrossCutting, findMostImported, listEnvironment} from './cross-cutting.ts'
import {type Cycle, findCycles} from './cycles.ts'
import {bindsAtRunTime, findDependencies} from './dependencies.ts'
import {describeCycles, listCycles} from './describe-cycles.ts'
import {describeLayers} from './describe-layers.ts'
import {drawDiagram} from './diagram.ts'
import {listEntryPoints} from './entry-points.ts'
import {byUse, listExports} from './export-list.ts'
import {findExtensionPoints} from './extension-points/index.ts'
import type {ExtensionPoint} from './extension-points/point.ts'
import {toSentence} from './extension-points/sentence.ts'
import {fitBudget} from './fit-budget.ts'
import {offerInvariants} from './invariants.ts'
import {findKeyTypes, type KeyType, toKeyTypeRows, toKeyTypeUses} from './key-types.ts'
import {findLayers, type Layer} from './layers.ts'
import {withoutDecided} from './meant-invariants.ts'
import {findOverview} from './overview.ts'
import {createSizeOf, type SizeOf} from './size-of.ts'

export interface MapInput {
  readonly facts: Facts
  /** Text of a listed file; README files are asked for. */
  readText(path: string): string | undefined
  /** ARCHITECTURE.md as it lay before: its split into components is kept while it fits. */
  readonly previous?: Architecture
  /** The same file as text: invariants that a person has decided on outside of the regions are not offered again. */
  readonly document?: string
  /** Whether the engine that `check` uses refutes nothing in a sentence: an offered invariant must pass it. */
  holds?(sentence: string): boolean
  /** Whether that engine finds a claim in a sentence and verifies it: an invariant that it cannot judge is not offered. */
  confirms?(sentence: string): boolean
  /** Name for the titles when no package.json gives one. */
  readonly fallbackName: string
}

export interface MapValue {
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
  readonly architecture: Architecture
  readonly details: DetailedDesign
  /** Sorted by first member. */
  readonly cycles: readonly Cycle[]
  /** From the bottom up. */
  readonly layers: readonly Layer[]
  /** As offered, the strongest first. */
  readonly invariants: readonly InvariantRow[]
  /** What could be seen of each component, by id. */
  readonly measures: ReadonlyMap<string, ComponentMeasures>
  readonly extensionPoints: readonly ExtensionPoint[]
}

const heldNames = 4

/** Reads the structure off the facts: components, imports between them, ways in, and what holds across them. */
export function map(input: MapInput): StageResult<MapValue> {
  const {facts, previous} = input
  const sources = facts.modules.filter(({role}) => role === 'source')
  const components = splitComponents(
    sources.length > 0 ? sources : facts.modules,
    facts.layout.packages,
    previous?.components?.map(({path}) => path)
  )
  const dependencies = findDependencies(components, facts.imports)
  const details = components.map(component => describeComponent(component, components, input))
  const measures = measureComponents(components, facts)
  const keyTypes = findKeyTypes(facts)
  const extensionPoints = findExtensionPoints(
    components.flatMap(({modules}) => modules),
    facts
  )
  const cycles = findCycles(facts)
  const layers = findLayers(dependencies)
  const invariants = findInvariants(input, components, dependencies)
  const name = nameOf(input)
  return {
    value: {
      components,
      dependencies,
      architecture: fitBudget(
        describeArchitecture(input, name, {
          components,
          dependencies,
          details,
          measures,
          keyTypes,
          extensionPoints,
          cycles,
          layers,
          invariants,
          sizeOf: createSizeOf(facts)
        })
      ),
      details: {
        title: `Detailed design of ${name}`,
        keyTypes: toKeyTypeUses(keyTypes),
        cycles: listCycles(cycles),
        invariants,
        details
      },
      cycles,
      layers,
      invariants,
      measures,
      extensionPoints
    },
    problems: facts.problems
  }
}

function nameOf({facts, fallbackName}: MapInput): string {
  const root = facts.layout.packages.find(({path}) => path === '')
  return `\`${typeof root?.manifest.name === 'string' ? root.manifest.name : fallbackName}\``
}

interface Parts {
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
  readonly details: readonly ComponentDetail[]
  readonly measures: ReadonlyMap<string, ComponentMeasures>
  readonly cycles: readonly Cycle[]
  readonly layers: readonly Layer[]
  readonly invariants: readonly InvariantRow[]
  readonly keyTypes: readonly KeyType[]
  readonly extensionPoints: readonly ExtensionPoint[]
  readonly sizeOf: SizeOf
}

function describeArchitecture(input: MapInput, name: string, parts: Parts): Architecture {
  const {facts} = input
  const {components} = parts
  const holds = input.holds ?? (() => true)
  const entries = listEntryPoints(input)
  return {
    title: `Architecture of ${name}`,
    overview: findOverview(input),
    diagram: drawDiagram(parts.dependencies, parts.cycles.length > 0),
    ...layersPart(parts),
    ...describeCycles(parts.cycles),
    components: components.map((component, index) => toRow(component, parts.details[index], parts, facts)),
    mostImported: findMostImported(facts),
    ...keyTypeParts(parts.keyTypes, input),
    entryPoints: entries.rows,
    entryPatterns: entries.patterns,
    moreEntryPoints: entries.more,
    invariants: parts.invariants.map(({text}) => text),
    extensionPoints: parts.extensionPoints.map(toSentence).filter(holds),
    crossCutting: findCrossCutting(input, components).filter(holds),
    environment: listEnvironment(facts),
    coverage: describeCoverage(facts, components, parts.measures)
  }
}

/** A summary that reads as a statement which does not hold is left out. */
function keyTypeParts(
  types: readonly KeyType[],
  {holds = () => true}: MapInput
): Pick<Architecture, 'keyTypes' | 'cut'> {
  const rows = toKeyTypeRows(types).map(row =>
    holds(toKeyType(row)) ? row : {name: row.name, path: row.path}
  )
  return {keyTypes: rows, ...(types.length > rows.length ? {cut: ['key-types']} : {})}
}

function findInvariants(
  {facts, document = '', confirms = () => true}: MapInput,
  components: readonly Component[],
  dependencies: readonly Dependency[]
): InvariantRow[] {
  const isOffered = (text: string) => confirms(text) && withoutDecided([text], document).length > 0
  return offerInvariants({facts, components, dependencies}, isOffered)
}

function layersPart({layers, components}: Parts): Pick<Architecture, 'layers'> {
  const described = describeLayers(layers, components)
  return described ? {layers: described} : {}
}

function toRow(
  component: Component,
  detail: ComponentDetail | undefined,
  {dependencies, sizeOf}: Parts,
  facts: Facts
): ComponentRow {
  const {id, path, partial, modules} = component
  const outward = dependencies.filter(({from}) => from === id)
  return {
    path,
    partial,
    ...(detail?.purpose ? {purpose: detail.purpose} : {}),
    holds: listExports(modules, facts)
      .sort(byUse)
      .slice(0, heldNames)
      .map(each => each.name),
    size: sizeOf(modules),
    dependsOn: outward.filter(bindsAtRunTime).map(({to}) => to),
    typesOf: outward.filter(dependency => !bindsAtRunTime(dependency)).map(({to}) => to)
  }
}
