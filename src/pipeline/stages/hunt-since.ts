import {moveKeys} from '../../artifacts/danger-zones/moved.ts'
import {GroundtruthError} from '../../errors.ts'
import {createImpact} from '../../facts/impact.ts'
import {readFacts} from '../../facts/read-facts.ts'
import {withoutTests} from '../../facts/without-tests.ts'
import {readTree} from '../../repo/git-tree.ts'
import {createMemoryRepo} from '../../repo/memory.ts'
import type {Finding, Hunt} from '../../stages/hunt/index.ts'
import {hunt} from '../../stages/hunt/index.ts'
import {addEntryPoints} from '../entry-points.ts'
import type {Session, SessionInput} from '../session.ts'

/** What has changed since a revision, over the budget or not. A zone that was moved or whose names changed is unchanged. */
export interface SinceRevision {
  readonly revision: string
  /** In report order of now. */
  readonly introduced: readonly Finding[]
  /** In report order of then. */
  readonly resolved: readonly Finding[]
  readonly unchanged: readonly Finding[]
}

/**
 * Hunts in the tree of a revision too, with the packages that are installed now, and compares by key.
 * Throws `git/unknown-revision`.
 */
export function huntSince(
  session: Session,
  now: Hunt,
  revision: string,
  ignoredDetectors: readonly string[],
  readReferences: SessionInput['readReferences']
): SinceRevision {
  const then = huntIn(session, revision, ignoredDetectors, readReferences)
  return compare(revision, now.findings, then)
}

function huntIn(
  {repo, config}: Session,
  revision: string,
  ignoredDetectors: readonly string[],
  readReferences: SessionInput['readReferences']
): readonly Finding[] {
  const files = repo.absoluteRoot === undefined ? undefined : readTree(repo.absoluteRoot, revision)
  if (!files)
    throw new GroundtruthError(
      'git/unknown-revision',
      `Expected a revision that git knows here, got ${revision}`,
      {
        hint: 'name a commit, a branch or a tag; in a shallow clone fetch it first'
      }
    )
  const old = {...createMemoryRepo(files), installed: repo.installed}
  const facts = addEntryPoints(readFacts(old, {keepsTrees: true}), config.entryPoints).value
  const references = readReferences(old, facts)
  const impact = createImpact(withoutTests(references, facts))
  return hunt({facts, references, impactOf: impact.of, ignoredDetectors}).value.findings
}

function compare(revision: string, now: readonly Finding[], then: readonly Finding[]): SinceRevision {
  const current = new Set(now.map(({key}) => key))
  const earlier = new Set(then.map(({key}) => key))
  const moved = moveKeys(
    [...earlier].filter(key => !current.has(key)),
    [...current].filter(key => !earlier.has(key))
  )
  const known = new Set([...earlier, ...moved.values()])
  return {
    revision,
    introduced: now.filter(({key}) => !known.has(key)),
    resolved: then.filter(({key}) => !current.has(key) && !moved.has(key)),
    unchanged: now.filter(({key}) => known.has(key))
  }
}
