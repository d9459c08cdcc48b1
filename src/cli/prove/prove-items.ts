import {existsSync} from 'node:fs'
import {resolve} from 'node:path'
import type {TriageItem} from '../../artifacts/triage-row.ts'
import {GroundtruthError} from '../../errors.ts'
import type {TriageOutcome} from '../../pipeline/stages/triage.ts'
import type {InstalledStryker} from '../../prove/disk-installed.ts'
import {guardOfItem} from '../../prove/find-guard.ts'
import type {CliContext} from '../context.ts'
import type {Invocation} from '../options.ts'
import {select} from '../triage/selection.ts'
import {type Proving, proveAll} from './prover.ts'

/** The flag may stand before a FILE, which is no item then: `triage --prove TASKS.md`. */
export function withoutFileAsItem(invocation: Invocation, {cwd}: CliContext): Invocation {
  const {prove, directory} = invocation.options
  if (typeof prove !== 'string' || !existsSync(resolve(cwd, directory ?? '.', prove))) return invocation
  return {
    ...invocation,
    arguments: [prove, ...invocation.arguments],
    options: {...invocation.options, prove: true}
  }
}

/**
 * The outcome with proofs: of the one item that is named, else of all implemented ones that are shown. The order is that of
 * the items. Throws `prove/unknown` when no item has that name.
 */
export async function proveItems(
  outcome: TriageOutcome,
  stryker: InstalledStryker,
  view: Proving,
  context: CliContext
): Promise<TriageOutcome> {
  const chosen = chooseItems(outcome, view)
  const facts = view.session.facts()
  const subjects = chosen.map(item => ({
    found: guardOfItem(item, facts),
    reaching: [...new Set(item.tests.map(({path}) => path))]
  }))
  const proofs = await proveAll(subjects, stryker, view, context)
  const proofOf = new Map(chosen.map((item, index) => [item, proofs[index]]))
  const items = outcome.items.map(item => {
    const proof = proofOf.get(item)
    return proof ? {...item, proof} : item
  })
  return {...outcome, items}
}

function chooseItems(outcome: TriageOutcome, {session, options}: Proving): TriageItem[] {
  const {prove} = options
  if (typeof prove === 'string') return namedItem(prove, outcome.items)
  return select(outcome, options.minAge, session.history)
    .judged.map(({item}) => item)
    .filter(({verdict, checked}) => /^implemented/.test(verdict) && (options.all || !checked))
}

function namedItem(name: string, items: readonly TriageItem[]): TriageItem[] {
  const found = items.filter(({id, file, line}) => id === name || `${file}:${line}` === name)
  if (found.length === 1) return found
  const got = found.length === 0 ? 'none' : `${found.length}`
  throw new GroundtruthError('prove/unknown', `Expected one item named '${name}', got ${got}`, {
    hint: 'name it by FILE:LINE, as triage prints it, or by an id that only one has; `explain DZ-7 --prove` takes zones'
  })
}
