import type {Proof} from '../artifacts/proof.ts'
import type {Facts} from '../facts/facts.ts'
import type {Repo} from '../repo/repo.ts'
import {copyRepository} from './disk-copy.ts'
import type {InstalledStryker} from './disk-installed.ts'
import {type Ended, runProgram} from './disk-run.ts'
import {readWritten, writeConfig} from './disk-written.ts'
import {failureReason} from './failure-reason.ts'
import type {FoundGuard, Guard} from './guard.ts'
import {notProven, readReport, type Surroundings} from './read-report.ts'
import {builtTests, relatedTests} from './related-tests.ts'
import {findRunner, type Runner} from './runner.ts'
import {spawningTests} from './spawning-tests.ts'
import {strykerConfig} from './stryker-config.ts'

/** What is about to happen: code of the analysed repository will run. */
export interface ProofStart {
  readonly guard: Guard
  readonly runner: Runner
  /** Test files that will run, root-relative, sorted. */
  readonly tests: readonly string[]
  /** Absolute folder of the copy. */
  readonly copy: string
}

export interface ProveOptions {
  /** All that git does not ignore, whatever the settings leave out. */
  readonly repo: Repo
  readonly facts: Facts
  readonly stryker: InstalledStryker
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeLimitMs: number
  readonly signal: AbortSignal
  onStart(start: ProofStart): void
}

/** A guard and the test files that are known to reach it. */
export interface ProofSubject {
  readonly found: FoundGuard
  readonly reaching: readonly string[]
}

/**
 * Runs the tests of a repository with one guard removed, in a copy that is gone when the promise settles. Gives why when
 * nothing could be proven; rejects only for faults of our own.
 */
export async function proveGuard({found, reaching}: ProofSubject, options: ProveOptions): Promise<Proof> {
  if (!('guard' in found)) return notProven(undefined, found.reason)
  const {guard} = found
  const {repo, facts, stryker} = options
  const runner = findRunner(guard.path, repo)
  if (!runner) return notProven(guard, `no runner is known here: ${knownRunners}`)
  const plugin = stryker.pluginOf(runner.name)
  if (plugin === undefined)
    return notProven(
      guard,
      `${runner.name} needs a plugin: npm install --save-dev @stryker-mutator/${runner.name}-runner@${stryker.version}`
    )
  const tests = [...new Set([...relatedTests(guard.path, facts), ...reaching])].sort()
  if (tests.length === 0) return notProven(guard, 'no test imports the module')
  if (options.timeLimitMs <= 0) return notProven(guard, timeOver)
  const surroundings = {
    runner,
    files: tests,
    reaching,
    unseeing: [...spawningTests(tests, facts), ...builtTests(guard.path, facts)]
  }
  return runInCopy(guard, plugin, surroundings, options)
}

const knownRunners = 'vitest, jest, mocha, node --test, tsx --test and ava are, by scripts or configuration'
const timeOver = 'the time limit is over; allow more with --prove-timeout'

async function runInCopy(
  guard: Guard,
  plugin: string,
  surroundings: Surroundings,
  options: ProveOptions
): Promise<Proof> {
  const {repo, stryker, env, timeLimitMs, signal} = options
  const {runner, files: tests} = surroundings
  if (repo.absoluteRoot === undefined) return notProven(guard, 'the repository does not lie on disk')
  const copy = copyRepository(repo.absoluteRoot, repo.files)
  try {
    options.onStart({guard, runner, tests, copy: copy.folder})
    const files = writeConfig(copy.folder, paths =>
      strykerConfig({guard, runner, tests, plugin: plugin === '' ? undefined : plugin, timeLimitMs, ...paths})
    )
    const cwd = `${copy.root}/${runner.folder}`
    const argv = [stryker.program, 'run', files.configFile]
    const ended = await runProgram(argv, {cwd, env: environment(env, cwd, copy.root), timeLimitMs, signal})
    return toProof(ended, readWritten(files.reportFile), guard, surroundings, copy.root)
  } finally {
    copy.remove()
  }
}

function toProof(
  {how, output}: Ended,
  report: string | undefined,
  guard: Guard,
  surroundings: Surroundings,
  copy: string
): Proof {
  if (how === 'time over') return notProven(guard, timeOver)
  if (how === 'interrupted') return notProven(guard, 'interrupted')
  if (report === undefined) return notProven(guard, failureReason(output, copy))
  return readReport(report, guard, surroundings)
}

/** Programs of the packages are found by name, as `npm test` finds them; nothing waits for a key or paints. */
function environment(env: ProveOptions['env'], ...folders: readonly string[]): ProveOptions['env'] {
  const programs = folders.map(folder => `${folder}/node_modules/.bin`)
  return {...env, PATH: [...programs, env.PATH ?? ''].join(':'), CI: '1', NO_COLOR: '1', FORCE_COLOR: '0'}
}
