import type {Facts, ModuleId} from '../../../facts/facts.ts'

/** Where a repository puts the test of a module. */
type Habit = (folder: string) => string

interface Place {
  readonly habit: string
  readonly folderOf: Habit
}

const named = /^(.*)\.(test|spec)\.[cm]?[jt]sx?$/

/**
 * The file for a test of a module: the one that imports it and has its name, else the first that imports it, else the
 * place where most tests of the repository lie from what they are named after.
 */
export function testFileFor(path: ModuleId, facts: Facts): string {
  const importing = facts.imports
    .filter(edge => edge.to === path && edge.test && !edge.typeOnly && named.test(edge.from))
    .map(edge => edge.from)
  const own = importing.find(test => stemOf(test) === stemOf(path))
  return own ?? importing[0] ?? byHabit(path, facts)
}

function byHabit(path: ModuleId, facts: Facts): string {
  const root = facts.layout.packageOf(path)?.path ?? ''
  const sources = new Map<string, string[]>()
  for (const {id, role} of facts.modules)
    if (role === 'source') sources.set(stemOf(id), [...(sources.get(stemOf(id)) ?? []), folderOf(id)])
  const votes = new Map<string, {place: Place; count: number}>()
  const suffixes = {test: 0, spec: 0}
  for (const {id, role} of facts.modules) {
    const suffix = named.exec(id)?.[2]
    if (role !== 'test' || (suffix !== 'test' && suffix !== 'spec')) continue
    suffixes[suffix]++
    for (const folder of sources.get(stemOf(id)) ?? []) {
      const place = placeOf(folderOf(id), folder, root)
      if (place) votes.set(place.habit, {place, count: (votes.get(place.habit)?.count ?? 0) + 1})
    }
  }
  const [best] = [...votes.values()].sort((left, right) => right.count - left.count)
  const folder = best ? best.place.folderOf(folderOf(path)) : folderOf(path)
  const suffix = suffixes.spec > suffixes.test ? 'spec' : 'test'
  return `${folder === '' ? '' : `${folder}/`}${stemOf(path)}.${suffix}${/\.[cm]?[jt]sx?$/.exec(path)?.[0] ?? '.ts'}`
}

/** How the folder of a test follows from that of its source. */
function placeOf(test: string, source: string, root: string): Place | undefined {
  if (test === source) return {habit: 'beside', folderOf: folder => folder}
  if (test === `${source}/__tests__`) return {habit: 'below', folderOf: folder => `${folder}/__tests__`}
  const [top = '', ...rest] = within(root, test).split('/')
  if (!/^(?:tests?|spec|__tests__)$/.test(top)) return undefined
  const home = root === '' ? top : `${root}/${top}`
  if (rest.join('/') === withoutSources(within(root, source)))
    return {habit: `mirror ${home}`, folderOf: folder => joined(home, withoutSources(within(root, folder)))}
  return rest.length === 0 ? {habit: `flat ${home}`, folderOf: () => home} : undefined
}

function within(root: string, path: string): string {
  return root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

function withoutSources(path: string): string {
  return path.replace(/^(?:src|lib)(?:\/|$)/, '')
}

function joined(folder: string, below: string): string {
  return below === '' ? folder : `${folder}/${below}`
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return named.exec(name)?.[1] ?? name.replace(/\.[^.]*$/, '')
}
