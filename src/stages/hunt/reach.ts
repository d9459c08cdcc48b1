import type {Facts, ModuleId} from '../../facts/facts.ts'

/** What reaches a module through imports that exist at run time. */
export interface Reach {
  /** Share of entry points that load the module, 0 to 1. */
  entryShare(path: ModuleId): number
  /** The test modules that load the module, sorted, at most ten: the first are as good as the rest. */
  testsOf(path: ModuleId): readonly ModuleId[]
  /** Number of test modules in the tree. */
  readonly tests: number
  /** Number of distinct modules that are entry points. */
  readonly entryPoints: number
}

/** Follows value imports, re-exports, `require` and `import()` outwards from entry points and tests. */
export function readReach(facts: Facts): Reach {
  const next = runTimeImports(facts)
  const entries = [...new Set(facts.entryPoints.filter(isProgram).map(one => one.path))].sort()
  const loads = new Map<ModuleId, number>()
  for (const entry of entries)
    for (const path of closure(entry, next)) loads.set(path, (loads.get(path) ?? 0) + 1)
  const tests = facts.modules
    .filter(
      one => one.role === 'test' && /\.(?:test|spec)\.|(?:^|\/)(?:__tests__|tests?|e2e|spec)\//.test(one.id)
    )
    .map(one => one.id)
  const tested = new Map<ModuleId, ModuleId[]>()
  for (const test of tests) for (const path of closure(test, next)) addTest(tested, path, test)
  return {
    entryShare: path => (entries.length === 0 ? 0 : (loads.get(path) ?? 0) / entries.length),
    testsOf: path => tested.get(path) ?? [],
    tests: tests.length,
    entryPoints: entries.length
  }
}

const MOST_TESTS = 10

function addTest(tested: Map<ModuleId, ModuleId[]>, path: ModuleId, test: ModuleId): void {
  const known = tested.get(path)
  if (!known) tested.set(path, [test])
  else if (known.length < MOST_TESTS) known.push(test)
}

function isProgram(entry: Facts['entryPoints'][number]): boolean {
  return entry.kind === 'bin' || entry.kind === 'main' || entry.kind === 'exports' || entry.kind === 'script'
}

function runTimeImports(facts: Facts): ReadonlyMap<ModuleId, readonly ModuleId[]> {
  const next = new Map<ModuleId, ModuleId[]>()
  for (const edge of facts.imports) {
    if (edge.typeOnly) continue
    const targets = next.get(edge.from)
    if (targets) targets.push(edge.to)
    else next.set(edge.from, [edge.to])
  }
  return next
}

function closure(start: ModuleId, next: ReadonlyMap<ModuleId, readonly ModuleId[]>): ReadonlySet<ModuleId> {
  const seen = new Set([start])
  for (const path of seen) for (const target of next.get(path) ?? []) seen.add(target)
  return seen
}
