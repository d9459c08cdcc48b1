import {compareBy} from '../../../base/compare.ts'
import type {Facts, ImportEdge, ModuleId} from '../../../facts/facts.ts'
import {declaringModules} from './declaring-modules.ts'
import {enoughEvidence, type InvariantRule} from './input.ts'
import {isProduct} from './is-product.ts'

const maximumOffered = 2
const fewest = {folders: 4, files: 5}
/** Of the source files that a family holds. */
const smallestShare = 0.03

interface Family {
  readonly what: 'folders' | 'files'
  readonly folder: string
  /** Which child holds a module: all below a child folder, or the file alone. The index file is no child. */
  readonly childOf: ReadonlyMap<ModuleId, string>
  /** Name of the index file beside the files, where there is one. */
  readonly index: string | undefined
}

/**
 * Folders whose child folders, or whose files, are peers: several, none of which imports another, while they do import other
 * code and most of them are used from elsewhere. The largest families first.
 */
export const siblings: InvariantRule = input => {
  const {facts} = input
  const edges = facts.imports.filter(({test, from, to}) => !test && from !== to)
  return familiesOf(facts)
    .filter(family => isLarge(family, facts) && isProduct(family.folder, input))
    .map(family => ({family, leaving: leavingOf(family, edges)}))
    .filter(({family, leaving}) => arePeers(family, leaving, facts) && areUsed(family, edges, facts))
    .sort(
      compareBy(
        ({family}) => (family.what === 'folders' ? 0 : 1),
        ({family}) => -childrenOf(family).size,
        ({family}) => family.folder
      )
    )
    .slice(0, maximumOffered)
    .map(({family, leaving}) => toRow(family, leaving.length))
}

function toRow({what, folder, index}: Family, count: number) {
  const apart = index === undefined ? '' : `, \`${index}\` apart`
  return {
    text: `The ${what} in \`${folder}\` never import each other${apart}.`,
    holds: count,
    of: count,
    counted: `imports that leave one of its ${what}`
  }
}

/** Every folder below the root with its child folders, and every folder with its files. */
function familiesOf({modules}: Facts): Family[] {
  const folders = new Map<string, Map<ModuleId, string>>()
  const files = new Map<string, Map<ModuleId, string>>()
  const put = (families: typeof folders, folder: string, id: ModuleId, child: string) =>
    families.set(folder, (families.get(folder) ?? new Map<ModuleId, string>()).set(id, child))
  for (const {id, role} of modules) {
    if (role !== 'source') continue
    const parts = id.split('/')
    for (let depth = 1; depth < parts.length - 1; depth++)
      put(folders, parts.slice(0, depth).join('/'), id, parts[depth] ?? '')
    if (parts.length > 1) put(files, parts.slice(0, -1).join('/'), id, parts.at(-1) ?? '')
  }
  return [
    ...[...folders].map(([folder, childOf]) => ({
      what: 'folders' as const,
      folder,
      childOf,
      index: undefined
    })),
    ...[...files].map(([folder, childOf]) => withoutIndex(folder, childOf))
  ]
}

function withoutIndex(folder: string, childOf: Map<ModuleId, string>): Family {
  const index = [...childOf.values()].find(name => /^(?:index|mod)\.[cm]?[jt]sx?$/.test(name))
  if (index !== undefined) childOf.delete(`${folder}/${index}`)
  return {what: 'files', folder, childOf, index}
}

function childrenOf({childOf}: Family): Set<string> {
  return new Set(childOf.values())
}

/** Enough children, and not lost in a large repository. */
function isLarge(family: Family, {modules}: Facts): boolean {
  const sources = modules.filter(({role}) => role === 'source').length
  return childrenOf(family).size >= fewest[family.what] && family.childOf.size >= sources * smallestShare
}

/** Imports in one of the children of something outside of that child. */
function leavingOf({childOf}: Family, edges: readonly ImportEdge[]): ImportEdge[] {
  return edges.filter(({from, to}) => childOf.has(from) && childOf.get(from) !== childOf.get(to))
}

/** None imports another, neither as written nor through what hands it on or leads to it from beside them. */
function arePeers({folder, childOf}: Family, leaving: readonly ImportEdge[], facts: Facts): boolean {
  if (leaving.length < enoughEvidence || leaving.some(({to}) => childOf.has(to))) return false
  const targets = new Set(leaving.map(({to}) => to))
  const beside = (id: ModuleId) => targets.has(id) && id.slice(0, id.lastIndexOf('/')) === folder
  if (facts.imports.some(({from, to, test}) => !test && childOf.has(to) && beside(from))) return false
  return leaving.every(edge => {
    const whole = edge.names.some(({imported}) => imported === '*') && handsOn(edge.to, childOf, facts)
    return !whole && !declaringModules(edge, facts).some(id => isOther(id, edge.from, childOf))
  })
}

function handsOn(module: ModuleId, childOf: Family['childOf'], facts: Facts): boolean {
  return facts.imports.some(({from, to, kind}) => from === module && kind === 'reexport' && childOf.has(to))
}

function isOther(id: ModuleId, from: ModuleId, childOf: Family['childOf']): boolean {
  return childOf.has(id) && childOf.get(id) !== childOf.get(from)
}

/** Whether half of the children or more are imported from elsewhere or are ways into the program. */
function areUsed(family: Family, edges: readonly ImportEdge[], {entryPoints}: Facts): boolean {
  const {childOf} = family
  const used = [
    ...edges
      .filter(({from, to}) => childOf.has(to) && childOf.get(from) !== childOf.get(to))
      .map(({to}) => to),
    ...entryPoints.map(({path}) => path)
  ].flatMap(id => childOf.get(id) ?? [])
  return new Set(used).size * 2 >= childrenOf(family).size
}
