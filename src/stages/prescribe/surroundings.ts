import type {Surroundings} from './causes/cause.ts'
import {type Component, holderOf} from './order/layers.ts'

/** Who owns a component, as DETAILED_DESIGN.md says it. */
export interface OwnedComponent {
  readonly path: string
  /** `` `@org/team` ``; where its modules differ, who owns what. */
  readonly owners: string
}

/** What the code map and the owners tell of a module. */
export function toSurroundings(
  components: readonly Component[],
  owned: readonly OwnedComponent[]
): Surroundings {
  const paths = components.map(({path}) => path)
  const ownerOf = new Map(owned.map(({path, owners}) => [path, toOwner(owners)]))
  const ownedPaths = [...ownerOf.keys()]
  const users = new Map(paths.map(path => [path, 0]))
  for (const {dependsOn} of components)
    for (const to of new Set(dependsOn)) users.set(to, (users.get(to) ?? 0) + 1)
  return {
    ownersOf: path => ownerOf.get(holderOf(path, ownedPaths) ?? '') ?? [],
    usedBy: path => {
      const holder = holderOf(path, paths)
      return holder === undefined ? undefined : users.get(holder)
    }
  }
}

/** Nothing where the modules of a component have several owners, or none. */
function toOwner(owners: string): string[] {
  const isOne = /^`[^`]+`(?:, `[^`]+`)*$/.test(owners)
  return isOne ? [owners] : []
}
