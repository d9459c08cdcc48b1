import type {Proof} from '../../artifacts/proof.ts'
import {GroundtruthError} from '../../errors.ts'
import {type InstalledStryker, installedStryker} from '../../prove/disk-installed.ts'
import {type ProofStart, type ProofSubject, proveGuard} from '../../prove/prove-guard.ts'
import {openDiskRepo} from '../../repo/disk.ts'
import {countOf} from '../../report/text/count.ts'
import type {CliContext} from '../context.ts'
import {createPrinter} from '../printer.ts'
import type {View} from '../stage-command.ts'
import {interruptible} from './interruptible.ts'

/** What proofs need besides their subjects. */
export type Proving = Pick<View, 'session' | 'root' | 'options'>

/** Throws `prove/no-stryker` when it is not installed beside groundtruth. */
export function requireStryker(installed = installedStryker()): InstalledStryker {
  if (installed) return installed
  throw new GroundtruthError(
    'prove/no-stryker',
    'Expected @stryker-mutator/core to be installed beside groundtruth for --prove, got none',
    {
      hint: 'npm install --save-dev @stryker-mutator/core@9.6.1, and @stryker-mutator/vitest-runner@9.6.1, jest-runner or mocha-runner'
    }
  )
}

const defaultTimeLimitMs = 120_000

/**
 * Proves guards one after the other within one time limit, and says on stderr before each that tests run, which and where,
 * also under `--quiet`.
 */
export async function proveAll(
  subjects: readonly ProofSubject[],
  stryker: InstalledStryker,
  {session, root, options}: Proving,
  context: CliContext
): Promise<Proof[]> {
  const {error} = createPrinter(options, context)
  const timeLimitMs = options.proveTimeout ?? defaultTimeLimitMs
  const known = subjects.filter(({found}) => 'guard' in found).length
  if (known > 0)
    error(
      `--prove runs this repository's tests, in a copy, for ${countOf(known, 'guard')} and at most ${timeLimitMs / 1000} s in all\n`
    )
  const end = performance.now() + timeLimitMs
  // Tests may need what the settings leave out.
  const repo = openDiskRepo(root)
  return interruptible(async signal => {
    const proofs: Proof[] = []
    for (const subject of subjects)
      proofs.push(
        await proveGuard(subject, {
          repo,
          facts: session.facts(),
          stryker,
          env: context.env,
          timeLimitMs: end - performance.now(),
          signal,
          onStart: start => error(startLine(start))
        })
      )
    return proofs
  })
}

const namedTests = 3

function startLine({guard, runner, tests, copy}: ProofStart): string {
  const more = tests.length > namedTests ? ` and ${tests.length - namedTests} more` : ''
  const files = `${tests.slice(0, namedTests).join(', ')}${more}`
  const by = runner.command?.[0] ?? runner.name
  return `${guard.path}:${guard.line} without its guard, by ${by} in ${copy}: ${files}\n`
}
