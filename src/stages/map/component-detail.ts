import type {ComponentDetail, UseRow} from '../../artifacts/detailed-design.ts'
import {compareText, sortedUnique} from '../../base/compare.ts'
import type {Facts, ImportEdge} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {homes} from './dependencies.ts'
import {findModuleState} from './module-state.ts'
import {findPurpose, type PurposeSources} from './purpose.ts'
import {findRegistrations} from './registrations.ts'

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
  const exported = exportNames(component, facts)
  const state = findModuleState(component, facts)
  const registrations = findRegistrations(component, facts)
  return {
    path: component.path,
    partial: component.partial,
    ...(purpose ? {purpose} : {}),
    exports: exported.slice(0, maximumExports),
    moreExports: Math.max(0, exported.length - maximumExports),
    ...useRows(component, components, facts.imports),
    packages: packagesOf(component, facts),
    state: state.slice(0, maximumRows),
    moreState: Math.max(0, state.length - maximumRows),
    registrations: registrations.slice(0, maximumRows),
    moreRegistrations: Math.max(0, registrations.length - maximumRows)
  }
}

/** Names of declarations of the component that its modules export; of a component of mere barrels, what they hand on. */
export function exportNames({modules}: Component, facts: Facts): string[] {
  const all = modules.flatMap(id => facts.module(id)?.exports ?? [])
  const own = all.filter(({reexported}) => !reexported)
  const names = sortedUnique((own.length > 0 ? own : all).map(({name}) => name))
  return names.filter(name => name !== 'default')
}

function useRows(component: Component, components: readonly Component[], imports: readonly ImportEdge[]) {
  const homeOf = homes(components)
  const crossing = imports.filter(edge => !edge.test && homeOf.get(edge.from) !== homeOf.get(edge.to))
  const inward = crossing.filter(edge => homeOf.get(edge.to) === component.id && homeOf.has(edge.from))
  const outward = crossing.filter(edge => homeOf.get(edge.from) === component.id && homeOf.has(edge.to))
  return {
    usedBy: groupUses(inward, edge => homeOf.get(edge.from) ?? ''),
    dependsOn: groupUses(outward, edge => homeOf.get(edge.to) ?? '')
  }
}

function groupUses(edges: readonly ImportEdge[], otherOf: (edge: ImportEdge) => string): UseRow[] {
  return sortedUnique(edges.map(otherOf)).map(other => {
    const own = edges.filter(edge => otherOf(edge) === other)
    const taken = takenNames(own)
    return {
      component: other,
      kinds: sortedUnique(own.map(({kind, typeOnly}) => (typeOnly ? 'type' : kind))),
      takes: taken.slice(0, maximumTaken),
      more: Math.max(0, taken.length - maximumTaken)
    }
  })
}

function takenNames(edges: readonly ImportEdge[]): string[] {
  const counts = new Map<string, number>()
  for (const {names} of edges)
    for (const {imported} of names) counts.set(imported, (counts.get(imported) ?? 0) + 1)
  return [...counts].sort(([a, left], [b, right]) => right - left || compareText(a, b)).map(([name]) => name)
}

function packagesOf({modules}: Component, facts: Facts): string[] {
  const own = new Set(modules)
  return sortedUnique(facts.externals.filter(({from}) => own.has(from)).map(({name}) => name))
}
