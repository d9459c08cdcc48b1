import type {Purpose} from '../artifacts/architecture.ts'
import type {InvariantRow, KeyTypeUse} from '../artifacts/detailed-design.ts'
import {compareText, sortedUnique} from '../base/compare.ts'
import type {Facts} from '../facts/facts.ts'
import type {Component, Dependency} from '../stages/map/component.ts'
import type {ComponentMeasures} from '../stages/map/component-measures.ts'
import type {Cycle} from '../stages/map/cycles.ts'
import type {ExtensionPoint} from '../stages/map/extension-points/point.ts'
import type {Layer} from '../stages/map/layers.ts'

export interface MapReport {
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
  /** Purposes by component, also those that the budget of ARCHITECTURE.md leaves out. */
  readonly details: readonly {readonly path: string; readonly purpose?: Purpose}[]
  readonly measures: ReadonlyMap<string, ComponentMeasures>
  readonly keyTypes: readonly KeyTypeUse[]
  readonly extensionPoints: readonly ExtensionPoint[]
  readonly cycles: readonly Cycle[]
  readonly layers: readonly Layer[]
  readonly invariants: readonly InvariantRow[]
  readonly facts: Facts
  /** Whether a path is asked for. */
  shows(path: string): boolean
}

const unknown: ComponentMeasures = {coverage: {parsed: 0, resolved: 0}, confidence: 'stubbed'}

/** The fields of `map` in `--json`, in the order of the facts. */
export function mapFields(report: MapReport) {
  const {facts, shows} = report
  return {
    components: report.components
      .filter(({modules}) => modules.some(shows))
      .map(each => component(each, report)),
    imports: facts.imports.filter(({from}) => shows(from)).map(importEdge),
    unresolved: facts.unresolved
      .filter(({from}) => shows(from))
      .map(({from, specifier, line, cause}) => ({from, specifier, line, cause})),
    entryPoints: facts.entryPoints
      .filter(({path}) => shows(path))
      .map(({kind, name, path, line, namedIn}) => ({
        kind,
        name,
        path,
        line,
        ...(namedIn === undefined ? {} : {namedIn})
      })),
    cycles: report.cycles.filter(({members}) => members.some(shows)).map(cycle),
    layers: layers(report),
    invariants: report.invariants.map(({text, holds, of}) => ({text, holds, of})),
    keyTypes: report.keyTypes
      .filter(({path}) => shows(path))
      .map(({name, path, line, modules}) => ({name, path, line, modules})),
    extensionPoints: report.extensionPoints
      .filter(({path, listedIn}) => shows(path) || (listedIn !== undefined && shows(listedIn)))
      .map(extensionPoint),
    skipped: facts.skipped.map(({extension, files}) => ({extension, files}))
  }
}

function component({id, path, modules}: Component, {details, dependencies, measures}: MapReport) {
  const purpose = details.find(detail => detail.path === path)?.purpose
  const {coverage, confidence, tests} = measures.get(id) ?? unknown
  return {
    id,
    path,
    ...(purpose ? {purpose: {text: purpose.text, source: purpose.source ?? ''}} : {}),
    dependsOn: dependencies
      .filter(({from}) => from === id)
      .map(({to, kinds, weight}) => ({to, kinds: [...kinds].sort(compareText), weight})),
    files: modules.length,
    coverage: {parsed: coverage.parsed, resolved: coverage.resolved},
    ...(tests ? {tests: {modules: tests.modules, tested: tests.tested}} : {}),
    confidence
  }
}

function cycle({members, loop, cut: {from, to, line, names, reason}}: Cycle) {
  return {members: [...members], loop: [...loop], cut: {from, to, line, names: [...names], reason}}
}

/** Those of which something is asked for, each with the components of its rings in one list. */
function layers({layers, components, shows}: MapReport) {
  const shown = new Set(components.filter(({modules}) => modules.some(shows)).map(({id}) => id))
  return layers
    .map(({rank, groups}) => ({
      rank,
      components: sortedUnique(groups.flat()).filter(id => shown.has(id))
    }))
    .filter(({components}) => components.length > 0)
}

function extensionPoint({path, members, listedIn, kinship, list, registers}: ExtensionPoint) {
  return {
    path,
    members: [...members],
    ...(listedIn === undefined ? {} : {listedIn}),
    ...(kinship ? {kinship: {relation: kinship.relation, name: kinship.name, path: kinship.path}} : {}),
    ...(list === undefined ? {} : {list}),
    ...(registers === undefined ? {} : {registers})
  }
}

function importEdge({from, to, kind, typeOnly, line, test, inferred}: Facts['imports'][number]) {
  return {from, to, kind, typeOnly, line, test, inferred}
}
