import {levelsFrom, toGraph} from '../../../base/graph.ts'
import type {EntryPointKind, Facts, ModuleId} from '../../../facts/facts.ts'

/** Ways in for those who use the program; scripts and workflows are for those who build it. */
const forUsers: ReadonlySet<EntryPointKind> = new Set([
  'bin',
  'main',
  'exports',
  'dockerfile',
  'route',
  'command',
  'worker',
  'schedule',
  'handler'
])

/** Modules that the entry points of the program reach by imports, of types too; every module when it names none. */
export function findServed(facts: Facts): ModuleId[] {
  const starts = facts.entryPoints.filter(({kind}) => forUsers.has(kind)).map(({path}) => path)
  if (starts.length === 0) return facts.modules.map(({id}) => id)
  const root = ''
  const graph = toGraph(
    [],
    [
      ...facts.imports.filter(({test}) => !test).map(({from, to}) => [from, to] as const),
      ...starts.map(path => [root, path] as const)
    ]
  )
  return levelsFrom(graph, root, facts.modules.length + 1).flat()
}
