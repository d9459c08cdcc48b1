import {createWorld} from '../../../../src/claims/world.ts'
import {readFacts} from '../../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../../src/repo/memory.ts'
import {createTestReach, type TestReach} from '../../../../src/stages/triage/reach/test-reach.ts'

/** What the tests of a repository in memory reach. */
export function reachOf(files: Record<string, string>): TestReach {
  const repo = createMemoryRepo(files)
  return createTestReach(createWorld({repo, facts: readFacts(repo)}))
}

/** `path:line` of each test that reaches the symbol. */
export function testsOf(id: string, files: Record<string, string>): string[] {
  const repo = createMemoryRepo(files)
  const facts = readFacts(repo)
  const symbol = facts.symbol(id)
  if (!symbol) throw new Error(`Expected a symbol ${id}`)
  return createTestReach(createWorld({repo, facts}))
    .ofSymbol(symbol)
    .map(({path, line}) => `${path}:${line}`)
}

/** The same for a command line. */
export function commandTestsOf(words: string[], files: Record<string, string>): string[] {
  return reachOf(files)
    .ofCommand(words)
    .map(({path, line}) => `${path}:${line}`)
}
