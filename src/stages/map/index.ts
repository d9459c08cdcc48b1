import type {Architecture, ComponentRow} from '../../artifacts/architecture.ts'
import type {ComponentDetail, DetailedDesign} from '../../artifacts/detailed-design.ts'
import type {Facts, Module} from '../../facts/facts.ts'
import type {StageResult} from '../result.ts'
import {type Component, type Dependency, splitComponents} from './component.ts'
import {describeComponent} from './component-detail.ts'
import {describeCoverage} from './coverage.ts'
import {findCrossCutting, findMostImported, listEnvironment} from './cross-cutting.ts'
import {bindsAtRunTime, findDependencies} from './dependencies.ts'
import {drawDiagram} from './diagram.ts'
import {listEntryPoints} from './entry-points.ts'
import {byUse, listExports} from './export-list.ts'
import {fitBudget} from './fit-budget.ts'
import {fileRings, offerInvariants} from './invariants.ts'
import {withoutDecided} from './meant-invariants.ts'
import {findOverview} from './overview.ts'

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
  /** Name for the titles when no package.json gives one. */
  readonly fallbackName: string
}

export interface MapValue {
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
  readonly architecture: Architecture
  readonly details: DetailedDesign
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
  const name = nameOf(input)
  return {
    value: {
      components,
      dependencies,
      architecture: fitBudget(describeArchitecture(input, name, {components, dependencies, details})),
      details: {title: `Detailed design of ${name}`, details}
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
}

function describeArchitecture(input: MapInput, name: string, parts: Parts): Architecture {
  const {facts} = input
  const {components, dependencies} = parts
  const entries = listEntryPoints(facts)
  return {
    title: `Architecture of ${name}`,
    overview: findOverview(input),
    diagram: drawDiagram(dependencies, fileRings(facts)),
    components: components.map((component, index) => toRow(component, parts.details[index], parts, facts)),
    mostImported: findMostImported(facts),
    entryPoints: entries.rows,
    entryPatterns: entries.patterns,
    moreEntryPoints: entries.more,
    invariants: withoutDecided(
      offerInvariants({facts, components, dependencies}),
      input.document ?? ''
    ).filter(input.holds ?? (() => true)),
    crossCutting: findCrossCutting(facts, components),
    environment: listEnvironment(facts),
    coverage: describeCoverage(facts)
  }
}

function toRow(
  component: Component,
  detail: ComponentDetail | undefined,
  {dependencies}: Parts,
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
    size: sizeOf(modules.flatMap(module => facts.module(module) ?? [])),
    dependsOn: outward.filter(bindsAtRunTime).map(({to}) => to),
    typesOf: outward.filter(dependency => !bindsAtRunTime(dependency)).map(({to}) => to)
  }
}

function sizeOf(modules: readonly Module[]): 'S' | 'M' | 'L' {
  const lines = modules.reduce((sum, module) => sum + module.lines, 0)
  return lines < 500 ? 'S' : lines < 3000 ? 'M' : 'L'
}
