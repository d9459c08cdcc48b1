import {compareText} from '../base/compare.ts'
import {contentHashOf} from '../base/content-hash.ts'
import {sealText, unsealText} from '../base/sealed-text.ts'
import type {ArtifactStore, CacheFolder, Repo} from '../repo/repo.ts'
import {answersTheSame, type RepoTrace, traceRepo} from '../repo/trace.ts'

/** What a run depends on. */
export interface ReplayInput {
  readonly folder: CacheFolder
  /** Name of the file in it. */
  readonly name: string
  /** Whatever else decides on the outcome: the engine, the command, its options and settings. One line. */
  readonly key: string
  readonly repo: Repo
  readonly store: ArtifactStore
  /** What git's answers hang on, see `Revision`; for runs that may ask git. */
  revision?(): string | undefined
}

/** A change of an artifact that a run is about to make; `after` is undefined for a removal. */
export interface ArtifactWrite {
  readonly artifact: string
  /** Root-relative path, undefined outside of the root. */
  readonly path: string | undefined
  readonly after: string | undefined
}

/**
 * Spares a run whose inputs are all the same: a run is a function of them, so its outcome is the earlier one. Outcomes are
 * JSON values.
 */
export interface Replay<Outcome> {
  /** The outcome of the earlier run, if everything that it asked for is answered the same now. */
  find(): Outcome | undefined
  /** What the run has to look through. */
  readonly through: {readonly repo: Repo; readonly store: ArtifactStore}
  /** Keeps what the same run will come to once `writes` are done. `askedGit`: git's answers had a part in it. */
  keep(outcome: Outcome, writes: readonly ArtifactWrite[], askedGit?: boolean): void
}

type Texts = readonly (readonly [artifact: string, hash: string | null])[]
type Lists = readonly (readonly [folder: string, artifacts: readonly string[]])[]

interface Kept<Outcome> {
  readonly trace: RepoTrace
  readonly texts: Texts
  readonly lists: Lists
  /** Absent when git had no part in it; null for no repository. */
  readonly revision?: string | null
  readonly outcome: Outcome
}

export function createReplay<Outcome>(input: ReplayInput): Replay<Outcome> {
  const {folder, name, key, repo, store, revision = () => undefined} = input
  const traced = traceRepo(repo)
  const texts = new Map<string, string | null>()
  const lists = new Map<string, readonly string[]>()
  return {
    find() {
      const body = unsealText(key, folder.read(name) ?? '')
      const kept = body === undefined ? undefined : (JSON.parse(body) as Kept<Outcome>)
      if (!kept || (kept.revision !== undefined && kept.revision !== (revision() ?? null))) return undefined
      return holdsTheSame(kept, store) && answersTheSame(kept.trace, repo) ? kept.outcome : undefined
    },
    through: {repo: traced.repo, store: tracedStore()},
    keep(outcome, writes, askedGit = false) {
      const kept: Kept<Outcome> = {
        ...(askedGit ? {revision: revision() ?? null} : {}),
        trace: traced.trace(toWrittenFiles(writes)),
        texts: textsAfter([...texts], writes),
        lists: [...lists].map(([below, artifacts]) => [below, listAfter(below, artifacts, writes)]),
        outcome
      }
      folder.write(name, sealText(key, JSON.stringify(kept)))
    }
  }

  function tracedStore(): ArtifactStore {
    return {
      ...store,
      read(artifact) {
        const text = store.read(artifact)
        if (!texts.has(artifact)) texts.set(artifact, hashOf(text))
        return text
      },
      list(below) {
        const artifacts = store.list(below)
        if (!lists.has(below)) lists.set(below, artifacts)
        return artifacts
      }
    }
  }
}

function holdsTheSame({texts, lists}: Pick<Kept<unknown>, 'texts' | 'lists'>, store: ArtifactStore): boolean {
  return (
    texts.every(([artifact, hash]) => hashOf(store.read(artifact)) === hash) &&
    lists.every(([below, artifacts]) => store.list(below).join('\n') === artifacts.join('\n'))
  )
}

function toWrittenFiles(writes: readonly ArtifactWrite[]): Map<string, string | undefined> {
  return new Map(writes.flatMap(({path, after}) => (path === undefined ? [] : [[path, after] as const])))
}

function textsAfter(texts: Texts, writes: readonly ArtifactWrite[]): Texts {
  const written = new Map(writes.map(({artifact, after}) => [artifact, hashOf(after)]))
  return texts.map(([artifact, hash]) => [
    artifact,
    written.get(artifact) ?? (written.has(artifact) ? null : hash)
  ])
}

function listAfter(below: string, artifacts: readonly string[], writes: readonly ArtifactWrite[]): string[] {
  const written = new Map(writes.map(({artifact, after}) => [artifact, after]))
  const folder = below.replace(/\/$/, '')
  const made = writes.flatMap(({artifact, after}) =>
    after !== undefined && artifact.slice(0, artifact.lastIndexOf('/')) === folder ? [artifact] : []
  )
  return [...artifacts.filter(artifact => !written.has(artifact)), ...made].sort(compareText)
}

function hashOf(text: string | undefined): string | null {
  return text === undefined ? null : contentHashOf(text)
}
