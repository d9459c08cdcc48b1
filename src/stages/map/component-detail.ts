import type {ComponentDetail, EffectRow, UseRow} from '../../artifacts/detailed-design.ts'
import {compareBy, compareText, sortedUnique} from '../../base/compare.ts'
import {groupBy} from '../../base/group-by.ts'
import type {Facts, ImportEdge, ModuleId} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {listComponentEntries} from './component-entries.ts'
import {homes} from './dependencies.ts'
import {type DirectEffect, findEffects} from './effects.ts'
import {listExports, nameOf} from './export-list.ts'
import {findPurpose, type PurposeSources} from './purpose.ts'
import {findRegistrations} from './registrations.ts'
import {countTested, testedShare} from './tested-modules.ts'

const maximumExports = 20
const maximumTaken = 6
const maximumRows = 15

/** Everything map knows of one component. */
export function describeComponent(
  component: Component,
  components: readonly Component[],
  sources: PurposeSources
): ComponentDetail {
  const {facts} = sources
  const purpose = findPurpose(component, sources)
  const exported = listExports(component.modules, facts).map(({name}) => name)
  const own = new Set(component.modules)
  const state = facts.state.filter(({path}) => own.has(path))
  const environment = facts.environment.filter(({path, test}) => own.has(path) && !test)
  const tested = countTested(component.modules, facts)
  const entries = listComponentEntries(component, facts)
  const registrations = findRegistrations(component, facts)
  return {
    path: component.path,
    partial: component.partial,
    ...(purpose ? {purpose} : {}),
    exports: exported.slice(0, maximumExports),
    moreExports: Math.max(0, exported.length - maximumExports),
    ...useRows(component, components, facts),
    ...packagesOf(component, facts),
    state: state.slice(0, maximumRows),
    moreState: Math.max(0, state.length - maximumRows),
    entries: entries.slice(0, maximumRows),
    moreEntries: Math.max(0, entries.length - maximumRows),
    registrations: registrations.slice(0, maximumRows),
    moreRegistrations: Math.max(0, registrations.length - maximumRows),
    effects: effectRows(findEffects(component.modules, facts)),
    environment: environment
      .slice(0, maximumRows)
      .map(({name, path, line, hasDefault}) => ({name, path, line, hasDefault})),
    moreEnvironment: Math.max(0, environment.length - maximumRows),
    ...(tested ? {tests: testedShare(tested)} : {})
  }
}

function effectRows(effects: readonly DirectEffect[]): EffectRow[] {
  return [...groupBy(effects, ({effect}) => effect)]
    .sort(compareBy(([effect]) => effect))
    .map(([effect, uses]) => ({
      effect,
      places: uses.slice(0, maximumTaken).map(({path, line}) => ({path, line})),
      more: Math.max(0, uses.length - maximumTaken)
    }))
}

function useRows(component: Component, components: readonly Component[], facts: Facts) {
  const homeOf = homes(components)
  const crossing = facts.imports.filter(edge => !edge.test && homeOf.get(edge.from) !== homeOf.get(edge.to))
  const inward = crossing.filter(edge => homeOf.get(edge.to) === component.id && homeOf.has(edge.from))
  const outward = crossing.filter(edge => homeOf.get(edge.from) === component.id && homeOf.has(edge.to))
  return {
    usedBy: groupUses(inward, facts, edge => homeOf.get(edge.from) ?? ''),
    dependsOn: groupUses(outward, facts, edge => homeOf.get(edge.to) ?? '')
  }
}

function groupUses(
  edges: readonly ImportEdge[],
  facts: Facts,
  otherOf: (edge: ImportEdge) => string
): UseRow[] {
  return sortedUnique(edges.map(otherOf)).map(other => {
    const own = edges.filter(edge => otherOf(edge) === other)
    const taken = takenNames(own, facts)
    return {
      component: other,
      kinds: sortedUnique(own.map(({kind, typeOnly}) => (typeOnly ? 'type' : kind))),
      takes: taken.slice(0, maximumTaken),
      more: Math.max(0, taken.length - maximumTaken)
    }
  })
}

/** Names by how many statements bring them; a whole module goes by its file's name, a default export by its own. */
function takenNames(edges: readonly ImportEdge[], facts: Facts): string[] {
  const counts = new Map<string, number>()
  for (const edge of edges)
    for (const name of namesOf(edge, facts)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort(([a, left], [b, right]) => right - left || compareText(a, b)).map(([name]) => name)
}

function namesOf({to, kind, names}: ImportEdge, facts: Facts): string[] {
  const whole = names.length === 0 && (kind === 'dynamic' || kind === 'require')
  return (whole ? ['*'] : names.map(({imported}) => imported)).map(name => {
    if (name === '*') return `* of ${to.split('/').at(-1)}`
    return name === 'default' ? (defaultName(to, facts) ?? name) : name
  })
}

function defaultName(module: ModuleId, facts: Facts): string | undefined {
  const symbol = facts.module(module)?.exports.find(({name}) => name === 'default')?.symbol
  return symbol === undefined ? undefined : nameOf(facts.symbol(symbol))
}

/** Packages and built-ins, those of which only types are taken apart. */
function packagesOf({modules}: Component, facts: Facts): Pick<ComponentDetail, 'packages' | 'typePackages'> {
  const own = new Set(modules)
  const uses = facts.externals.filter(({from, test}) => own.has(from) && !test)
  const packages = sortedUnique(uses.filter(({typeOnly}) => !typeOnly).map(({name}) => name))
  const all = sortedUnique(uses.map(({name}) => name))
  return {packages, typePackages: all.filter(name => !packages.includes(name))}
}
