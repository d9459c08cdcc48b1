import type {ComponentDetail, UseRow} from '../../artifacts/detailed-design.ts'
import {compareText, sortedUnique} from '../../base/compare.ts'
import type {Facts, ImportEdge} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {homes} from './dependencies.ts'
import {listExports} from './export-list.ts'
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
  const exported = listExports(component.modules, facts).map(({name}) => name)
  const state = findModuleState(component, facts)
  const registrations = findRegistrations(component, facts)
  return {
    path: component.path,
    partial: component.partial,
    ...(purpose ? {purpose} : {}),
    exports: exported.slice(0, maximumExports),
    moreExports: Math.max(0, exported.length - maximumExports),
    ...useRows(component, components, facts.imports),
    ...packagesOf(component, facts),
    state: state.slice(0, maximumRows),
    moreState: Math.max(0, state.length - maximumRows),
    registrations: registrations.slice(0, maximumRows),
    moreRegistrations: Math.max(0, registrations.length - maximumRows)
  }
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

/** Names by how many statements bring them; a whole module goes by its file's name. */
function takenNames(edges: readonly ImportEdge[]): string[] {
  const counts = new Map<string, number>()
  for (const {to, kind, names} of edges) {
    const whole = names.length === 0 && (kind === 'dynamic' || kind === 'require')
    for (const name of whole ? ['*'] : names.map(({imported}) => imported)) {
      const shown = name === '*' ? `* of ${to.split('/').at(-1)}` : name
      counts.set(shown, (counts.get(shown) ?? 0) + 1)
    }
  }
  return [...counts].sort(([a, left], [b, right]) => right - left || compareText(a, b)).map(([name]) => name)
}

/** Packages and built-ins, those of which only types are taken apart. */
function packagesOf({modules}: Component, facts: Facts): Pick<ComponentDetail, 'packages' | 'typePackages'> {
  const own = new Set(modules)
  const uses = facts.externals.filter(({from, test}) => own.has(from) && !test)
  const packages = sortedUnique(uses.filter(({typeOnly}) => !typeOnly).map(({name}) => name))
  const all = sortedUnique(uses.map(({name}) => name))
  return {packages, typePackages: all.filter(name => !packages.includes(name))}
}
