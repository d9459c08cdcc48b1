import type {Facts} from '../../facts/facts.ts'
import type {Component} from '../../stages/map/component.ts'
import type {GraphComponent, GraphContainer} from './component-graph.ts'
import {descriptionOf} from './description.ts'
import {distinctNames} from './distinct-names.ts'

type Package = NonNullable<ReturnType<Facts['layout']['packageOf']>>

interface Home {
  /** Equal for components of one container. */
  readonly key: string
  readonly name: string
  readonly description?: string
}

interface Repository {
  readonly name: string
  packageOf(path: string): Package | undefined
}

const namedPackages = 6

/**
 * The components by the package that holds all of their modules. One that reaches over several packages is a container
 * of its own: to call it a part of either would be wrong.
 */
export function groupByContainer(
  components: readonly Component[],
  toComponent: (component: Component) => GraphComponent,
  repository: Repository
): GraphContainer[] {
  const groups = new Map<string, {home: Home; components: GraphComponent[]}>()
  for (const component of components) {
    const home = homeOf(component, repository)
    const group = groups.get(home.key) ?? {home, components: []}
    group.components.push(toComponent(component))
    groups.set(home.key, group)
  }
  const found = [...groups.values()]
  const names = distinctNames(labelsOf(found.map(({home}) => home)), {ignoreCase: false, separator: ' '})
  return found.map(({home: {key, name, ...home}, components}, index) => ({
    ...home,
    name: names[index] ?? name,
    components
  }))
}

function homeOf({path, modules}: Component, {name, packageOf}: Repository): Home {
  const holders = new Map(modules.map(id => packageOf(id)).map(holder => [holder?.path ?? '', holder]))
  const [only] = holders.values()
  if (holders.size !== 1) return {key: `row ${path}`, name: path, description: spread([...holders.values()])}
  if (only === undefined) return {key: 'package ', name}
  return {key: `package ${only.path}`, name: nameOf(only, name), ...descriptionOf(only.manifest.description)}
}

function nameOf({name, path}: Package, repository: string): string {
  return name ?? (path === '' ? repository : path)
}

function spread(packages: readonly (Package | undefined)[]): string {
  const names = packages.flatMap(each => (each === undefined ? [] : [nameOf(each, 'the root')]))
  const parts = [
    ...names.slice(0, namedPackages),
    ...(names.length > namedPackages ? ['others'] : []),
    ...(names.length < packages.length ? ['no package'] : [])
  ]
  return `Holds modules of ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** Names of packages; where several packages have one name, it stands with the folder. */
function labelsOf(homes: readonly Home[]): string[] {
  return homes.map(({key, name}) => {
    const alone = homes.filter(home => home.name === name).length === 1
    return alone || !key.startsWith('package ') ? name : `${name} (${key.slice('package '.length) || '.'})`
  })
}
