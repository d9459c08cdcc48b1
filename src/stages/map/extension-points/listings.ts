import {sortedUnique} from '../../../base/compare.ts'
import {groupBy} from '../../../base/group-by.ts'
import type {Facts, ImportEdge, ImportedName, ModuleId} from '../../../facts/facts.ts'
import {containersOf, namesIn, type UsedNames} from './containers.ts'
import {entriesOf, namesByFolder, stemOf} from './folders.ts'
import {type ExtensionPoint, fewestAlike, shareOfFolder} from './point.ts'

/** Files named after what they export are common: fewer need not be alike. */
const enoughNamesakes = 8

/** A name by which a module knows an entry of a folder. */
interface Binding {
  readonly local: string
  /** What it is called where it comes from; `*` for a whole module. */
  readonly imported: string
  readonly entry: string
}

/** The entries of one folder that one module imports. */
interface Candidate {
  readonly folder: string
  readonly bindings: readonly Binding[]
  readonly specifiers: ReadonlyMap<string, string>
  readonly handedOn: readonly Binding[]
}

/**
 * Modules that put three or more alike entries of one folder, and most of it, into one list, table or run of calls, or hand
 * them on one by one. Alike are names with a word in common, the same name of each, and names that repeat the file's.
 */
export function findListings(modules: readonly ModuleId[], facts: Facts): ExtensionPoint[] {
  const names = namesByFolder(modules)
  const sources = new Set(modules)
  const edges = groupBy(
    facts.imports.filter(({from, to, typeOnly}) => sources.has(from) && sources.has(to) && !typeOnly),
    ({from}) => from
  )
  return [...edges].flatMap(([module, own]) => {
    if (own.length < fewestAlike) return []
    const candidates = candidatesOf(own).filter(({folder, bindings, specifiers, handedOn}) => {
      const entries = new Set([...bindings, ...handedOn].map(({entry}) => entry))
      for (const entry of specifiers.values()) entries.add(entry)
      return isMostOf(entries, othersIn(folder, module, names))
    })
    return candidates.length === 0 ? [] : listedIn(module, candidates, names, facts)
  })
}

function candidatesOf(edges: readonly ImportEdge[]): Candidate[] {
  const folders = groupBy(
    edges.flatMap(edge => entriesOf(edge.to).map(entry => ({edge, entry}))),
    ({entry}) => entry.folder
  )
  return [...folders].map(([folder, uses]) => {
    const bindings = uses.flatMap(({edge, entry}) =>
      edge.names.filter(isNamed).map(name => ({...name, entry: entry.name, kind: edge.kind}))
    )
    const inPlace = uses.filter(({edge: {kind}}) => kind === 'dynamic' || kind === 'require')
    return {
      folder,
      bindings: bindings.filter(({kind}) => kind !== 'reexport'),
      specifiers: new Map(inPlace.map(({edge, entry}) => [edge.specifier, entry.name])),
      handedOn: bindings.filter(({kind}) => kind === 'reexport')
    }
  })
}

/** `export * from` hands on whatever is there, and names nothing. */
function isNamed({local, typeOnly}: ImportedName): boolean {
  return !typeOnly && local !== '*'
}

function listedIn(
  module: ModuleId,
  candidates: readonly Candidate[],
  names: ReadonlyMap<string, ReadonlySet<string>>,
  facts: Facts
): ExtensionPoint[] {
  const ast = candidates.some(({bindings, specifiers}) => bindings.length > 0 || specifiers.size > 0)
    ? facts.ast(module)
    : undefined
  const containers = ast ? containersOf(ast).map(elements => elements.map(namesIn)) : []
  return candidates.flatMap(candidate => {
    const others = othersIn(candidate.folder, module, names)
    const lists = [
      ...containers.map(container => membersOf(container, candidate)),
      alikeEntries(candidate.handedOn)
    ].filter(entries => isMostOf(entries, others))
    const [members] = lists.sort((a, b) => b.size - a.size)
    if (!members) return []
    return [{members: sortedUnique(members), path: candidate.folder || '.', listedIn: module}]
  })
}

/** Each element must speak of one entry: one that joins two is no registration of either. */
function membersOf(container: readonly UsedNames[], {bindings, specifiers}: Candidate): ReadonlySet<string> {
  const byLocal = new Map(bindings.map(binding => [binding.local, binding]))
  const found: Binding[] = []
  const inPlace = new Set<string>()
  for (const used of container) {
    const own = [...used.names].flatMap(name => byLocal.get(name) ?? [])
    const imported = [...used.specifiers].flatMap(specifier => specifiers.get(specifier) ?? [])
    if (sortedUnique([...own.map(({entry}) => entry), ...imported]).length !== 1) continue
    found.push(...own)
    for (const entry of imported) inPlace.add(entry)
  }
  return inPlace.size >= fewestAlike ? inPlace : alikeEntries(found)
}

/** The entries of the largest group of bindings that are alike. */
function alikeEntries(bindings: readonly Binding[]): ReadonlySet<string> {
  const nameOf = ({imported, local}: Binding) =>
    imported === '*' || imported === 'default' ? local : imported
  const namesakes = bindings.filter(binding => bare(nameOf(binding)) === bare(stemOf(binding.entry)))
  const groups = [
    ...groupBy(bindings, ({imported}) => imported).values(),
    namesakes.length < enoughNamesakes ? [] : namesakes,
    ...groupByWord(bindings, binding => wordsOf(nameOf(binding))[0]),
    ...groupByWord(bindings, binding => wordsOf(nameOf(binding)).at(-1))
  ]
  const [largest] = groups
    .map(group => new Set(group.map(({entry}) => entry)))
    .sort((a, b) => b.size - a.size)
  return largest ?? new Set()
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}

function groupByWord(
  bindings: readonly Binding[],
  wordOf: (binding: Binding) => string | undefined
): Binding[][] {
  return [...groupBy(bindings, wordOf)].flatMap(([word, group]) => (word === undefined ? [] : [group]))
}

/** The parts of a name of several: `build`, `command` for `buildCommand`; none of one that has a single part. */
function wordsOf(name: string): string[] {
  const words = name.match(/[A-Z]?[a-z\d]+|[A-Z]+(?![a-z])/g) ?? []
  return words.length > 1 ? words.map(word => word.toLowerCase()) : []
}

/** Whether some entries are most of what lies in a folder beside the module itself. */
function isMostOf(entries: ReadonlySet<string>, {names, own}: Others): boolean {
  const held = [...entries].filter(name => name !== own && names.has(name)).length
  const all = names.size - (own !== undefined && names.has(own) ? 1 : 0)
  return held >= fewestAlike && held >= shareOfFolder * all
}

interface Others {
  readonly names: ReadonlySet<string>
  /** What the module is in the folder. */
  readonly own: string | undefined
}

function othersIn(folder: string, module: ModuleId, names: ReadonlyMap<string, ReadonlySet<string>>): Others {
  const own = entriesOf(module).find(entry => entry.folder === folder)
  return {names: names.get(folder) ?? new Set(), own: own?.name}
}
