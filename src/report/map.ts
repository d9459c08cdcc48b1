import type {ComponentRow} from '../artifacts/architecture.ts'
import {compareText} from '../base/compare.ts'
import type {Facts} from '../facts/facts.ts'
import type {Component, Dependency} from '../stages/map/component.ts'

export interface MapReport {
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
  /** Rows of the code map, for their purposes. */
  readonly rows: readonly ComponentRow[]
  readonly confidence: ReadonlyMap<string, string>
  readonly facts: Facts
  /** Whether a path is asked for. */
  shows(path: string): boolean
}

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
      .map(({kind, name, path, line}) => ({kind, name, path, line})),
    skipped: facts.skipped.map(({extension, files}) => ({extension, files}))
  }
}

function component({id, path, modules}: Component, {rows, dependencies, confidence}: MapReport) {
  const purpose = rows.find(row => row.path === path)?.purpose
  return {
    id,
    path,
    ...(purpose ? {purpose: {text: purpose.text, source: purpose.source ?? ''}} : {}),
    dependsOn: dependencies
      .filter(({from}) => from === id)
      .map(({to, kinds, weight}) => ({to, kinds: [...kinds].sort(compareText), weight})),
    files: modules.length,
    confidence: confidence.get(id) ?? 'stubbed'
  }
}

function importEdge({from, to, kind, typeOnly, line, test, inferred}: Facts['imports'][number]) {
  return {from, to, kind, typeOnly, line, test, inferred}
}
