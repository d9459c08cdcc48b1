import {compareBy, sortedUnique} from '../../../base/compare.ts'
import {groupBy} from '../../../base/group-by.ts'
import type {DeclaredSymbol, Facts, ImportEdge, Module, ModuleId} from '../../../facts/facts.ts'
import {nameOf} from '../export-list.ts'
import {findExport} from '../exported-name.ts'
import {entriesOf, namesByFolder} from './folders.ts'
import {type ExtensionPoint, fewestAlike, type Kinship, shareOfFolder} from './point.ts'

/** An import of a declaration by a module that may be one of its kind. */
interface Use {
  readonly module: ModuleId
  readonly symbol: DeclaredSymbol
  readonly local: string
  readonly folder: string
  readonly entry: string
}

const kinKinds: ReadonlySet<string> = new Set(['class', 'interface', 'type', 'function'])

/**
 * Folders most entries of which export a class of one base, a value of one declared type, or what one function of the repository
 * makes; three entries at least.
 */
export function findKinships(modules: readonly ModuleId[], facts: Facts): ExtensionPoint[] {
  const names = namesByFolder(modules)
  const groups = groupBy(usesOf(modules, facts), ({folder, symbol}) => `${folder}\n${symbol.id}`)
  const points = [...groups.values()].flatMap(uses => toPoint(uses, names, facts))
  const best = [...groupBy(points, ({path}) => path).values()].map(([first, ...others]) =>
    others.reduce((a, b) => (isBetter(b, a) ? b : a), first as ExtensionPoint)
  )
  return best.sort(compareBy(({path}) => path))
}

/** More members, then a type before a function. */
function isBetter(point: ExtensionPoint, other: ExtensionPoint): boolean {
  const rank = ({kinship}: ExtensionPoint) => (kinship?.relation === 'made by' ? 1 : 0)
  const more = point.members.length - other.members.length
  return more > 0 || (more === 0 && rank(point) < rank(other))
}

function usesOf(modules: readonly ModuleId[], facts: Facts): Use[] {
  const sources = new Set(modules.filter(id => mayBeKin(id, facts)))
  return facts.imports
    .filter(({from, kind}) => sources.has(from) && kind !== 'reexport')
    .flatMap(edge => namedSymbols(edge, facts))
    .flatMap(use => entriesOf(use.module).map(({folder, name}) => ({...use, folder, entry: name})))
}

/** Functions that a module exports are kin of nothing. */
function mayBeKin(module: ModuleId, facts: Facts): boolean {
  const own = facts.module(module)?.exports.filter(({reexported}) => !reexported) ?? []
  return own.some(({symbol}) => {
    const kind = symbol === undefined ? undefined : facts.symbol(symbol)?.kind
    return kind === 'class' || kind === 'variable'
  })
}

function namedSymbols(
  {from, to, names}: ImportEdge,
  facts: Facts
): Pick<Use, 'module' | 'symbol' | 'local'>[] {
  return names.flatMap(({imported, local}) => {
    const id = findExport(to, imported, facts)?.symbol
    const symbol = id === undefined ? undefined : facts.symbol(id)
    return symbol && kinKinds.has(symbol.kind) ? [{module: from, symbol, local}] : []
  })
}

function toPoint(
  uses: readonly Use[],
  names: ReadonlyMap<string, ReadonlySet<string>>,
  facts: Facts
): ExtensionPoint[] {
  const [{folder, symbol}] = uses as [Use]
  const all = names.get(folder)?.size ?? 0
  if (!isMost(new Set(uses.map(({entry}) => entry)).size, all)) return []
  const found = uses.flatMap(use => {
    const relation = relationOf(facts.module(use.module), use.local, symbol.kind)
    return relation ? [{entry: use.entry, relation}] : []
  })
  const [largest] = [...groupBy(found, ({relation}) => relation)]
    .map(([relation, group]) => ({relation, members: sortedUnique(group.map(({entry}) => entry))}))
    .sort((a, b) => b.members.length - a.members.length)
  const name = nameOf(symbol)
  if (!largest || name === undefined || !isMost(largest.members.length, all)) return []
  const kinship: Kinship = {relation: largest.relation, name, path: symbol.path}
  return [{members: largest.members, path: folder || '.', kinship}]
}

function isMost(part: number, all: number): boolean {
  return part >= fewestAlike && part >= shareOfFolder * all
}

/** How an exported declaration of the module relates to a name that it imports. */
function relationOf(
  module: Module | undefined,
  local: string,
  kind: string
): Kinship['relation'] | undefined {
  const isMade = kind === 'function'
  return module?.relations.find(({name, relation}) => name === local && (relation === 'made by') === isMade)
    ?.relation
}
