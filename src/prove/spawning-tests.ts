import type {Facts} from '../facts/facts.ts'

const spawners = new Set([
  'node:child_process',
  'node:worker_threads',
  'execa',
  'zx',
  'tinyexec',
  'cross-spawn',
  'nano-spawn'
])

/**
 * Of some test files those that start programs or threads, themselves or through helpers of tests, in the given order: what
 * runs there is another load of the code.
 */
export function spawningTests(tests: readonly string[], facts: Facts): string[] {
  const direct = new Set(facts.externals.filter(isSpawner).map(({from}) => from))
  return tests.filter(test => direct.has(test) || helpersOf(test, facts).some(path => direct.has(path)))
}

function isSpawner({name, typeOnly}: Facts['externals'][number]): boolean {
  return !typeOnly && spawners.has(name)
}

function helpersOf(test: string, facts: Facts): string[] {
  const seen = new Set([test])
  for (const path of seen)
    for (const edge of facts.imports)
      if (edge.from === path && !edge.typeOnly && facts.module(edge.to)?.role !== 'source') seen.add(edge.to)
  return [...seen]
}
