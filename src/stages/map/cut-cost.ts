import {sortedUnique} from '../../base/compare.ts'
import type {DeclaredSymbol, Facts, ImportEdge, ModuleId} from '../../facts/facts.ts'
import {nameOf} from './export-list.ts'
import {usesTypesOnly} from './uses-types-only.ts'

const namedInReason = 4

/** All imports of one member by another. */
export interface Link {
  readonly from: ModuleId
  readonly to: ModuleId
  readonly edges: readonly ImportEdge[]
  /** Values it takes, sorted; `*` for the whole module. */
  readonly names: readonly string[]
}

/** The imports of `to` by `from` among those of a ring. */
export function linkOf(
  from: ModuleId,
  to: ModuleId,
  {edges: all}: {readonly edges: readonly ImportEdge[]},
  facts: Facts
): Link {
  const edges = all.filter(edge => edge.from === from && edge.to === to)
  const imported = edges.flatMap(({names}) =>
    names.filter(({typeOnly}) => !typeOnly).map(name => name.imported)
  )
  return {from, to, edges, names: sortedUnique(imported.map(name => readable(name, to, facts)))}
}

/** 0 for a word, 1 for another path, 10 and more for the names that have to move; and the same in words. */
export function costOf(
  link: Link,
  homes: readonly ModuleId[],
  facts: Facts
): {readonly effort: number; readonly words: string} {
  const {names, edges} = link
  const taken = `what it takes, ${listNames(names)},`
  if (names.length > 0 && edges.every(edge => usesTypesOnly(edge, facts)))
    return {effort: 0, words: `${taken} is used as types only, so \`import type\` is enough`}
  if (homes.length > 0)
    return {
      effort: 1,
      words: `${taken} can be had from ${listNames(homes)}, ${homes.length === 1 ? 'which declares it' : 'which declare it'}`
    }
  if (names.length === 0)
    return {effort: 1000, words: 'it takes no name, and is there for what the module does at load'}
  if (names.includes('*')) return {effort: 900, words: 'it takes the whole module'}
  const handsOn = edges.every(({kind}) => kind === 'reexport') ? 'hands on' : 'takes'
  const count = names.length === 1 ? 'one name' : `${names.length} names`
  return {effort: 10 + names.length, words: `it ${handsOn} ${count}, ${listNames(names)}`}
}

/** Where the names are declared when all of them can be had from elsewhere than the barrel that hands them on. */
export function homesOf({from, to, edges}: Link, facts: Facts): ModuleId[] {
  const names = edges.flatMap(edge => edge.names).filter(({typeOnly}) => !typeOnly)
  const homes = names.map(({imported}) => homeOf(imported, to, facts))
  const elsewhere = homes.every(home => home !== undefined && home !== to && home !== from)
  // What another package keeps behind its door cannot be had past it.
  const own = homes.every(home => packageOf(home ?? '', facts) === packageOf(from, facts))
  return elsewhere && own && names.length > 0 ? sortedUnique(homes as ModuleId[]) : []
}

/** The module that declares and exports what another exports under a name. */
function homeOf(name: string, module: ModuleId, facts: Facts): ModuleId | undefined {
  const symbol = name === '*' ? undefined : declaredBehind(name, module, facts)
  return symbol && symbol.exportedAs.length > 0 ? symbol.path : undefined
}

function packageOf(id: ModuleId, {layout}: Facts): string {
  const holding = layout.packages.map(({path}) => path).filter(path => id.startsWith(`${path}/`))
  return holding.reduce((best, path) => (path.length > best.length ? path : best), '')
}

/** The name that a default export was declared under. */
function readable(name: string, module: ModuleId, facts: Facts): string {
  const symbol = name === 'default' ? declaredBehind(name, module, facts) : undefined
  return nameOf(symbol) ?? name
}

function declaredBehind(name: string, module: ModuleId, facts: Facts): DeclaredSymbol | undefined {
  const id = facts.module(module)?.exports.find(one => one.name === name)?.symbol
  return id === undefined ? undefined : facts.symbol(id)
}

/** `a`, `b` and `c`; the first four of many. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, namedInReason).map(name => `\`${name}\``)
  if (names.length > shown.length) return `${shown.join(', ')} and others`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
