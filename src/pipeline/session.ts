import type {EditPolicy} from '../artifacts/block.ts'
import {once} from '../base/once.ts'
import {createWorld, type World} from '../claims/world.ts'
import {GroundtruthError, type Problem} from '../errors.ts'
import type {Facts, References} from '../facts/facts.ts'
import {createImpact, type ImpactIndex} from '../facts/impact.ts'
import {type FactsOptions, readFacts} from '../facts/read-facts.ts'
import {withoutTests} from '../facts/without-tests.ts'
import type {History} from '../repo/history.ts'
import type {ArtifactStore, Repo} from '../repo/repo.ts'
import {withWorkTreeLines} from '../repo/work-tree-blame.ts'
import type {Baseline} from './baseline.ts'
import type {Config} from './config.ts'
import {addEntryPoints} from './entry-points.ts'
import {createStagedStore, type StagedStore} from './staged-store.ts'
import {withArtifacts} from './with-artifacts.ts'

/** What a command works on. */
export interface SessionInput {
  readonly repo: Repo
  readonly store: ArtifactStore
  /** Folder of the artifacts relative to the root, `''` for the root; undefined when it lies outside. */
  readonly folder: string | undefined
  /** Name for titles when no manifest gives one. */
  readonly fallbackName: string
  readonly config: Config
  readonly baseline: Baseline
  readonly policy: EditPolicy
  /** What is known of files from earlier runs, and whether their trees will be asked for. */
  readonly facts?: FactsOptions
  /** Asked at most once. */
  readHistory(): History | undefined
  /** Asked at most once, and only by stages that need it: it brings in the TypeScript compiler. */
  readReferences(repo: Repo, facts: Facts): References
}

/**
 * One command's view of a repository. Facts, references and history are read when first asked for, and then kept;
 * writes are staged, so that later stages read what earlier ones will write.
 */
export interface Session extends Omit<SessionInput, 'store' | 'facts' | 'readHistory' | 'readReferences'> {
  readonly store: StagedStore
  /** Throws `repo/no-sources` when there is no module at all. */
  facts(): Facts
  references(): References
  /** Who depends on what, tests left out: the one source of every such figure. */
  impact(): ImpactIndex
  history(): History | undefined
  /** Against which claims are judged: the repository with the artifacts as they will lie in it. */
  world(): World
  /** Says that these artifacts will be written by the end: to a claim about one it is there already. */
  announce(artifacts: readonly string[]): void
  /** Of the settings, and of files that could not be read, as far as they were asked for. */
  problems(): readonly Problem[]
  /** Root-relative path of an artifact; as if it lay in the root when it lies outside. */
  pathOf(artifact: string): string
  /** Texts that an artifact had in recent commits. */
  versionsOf(artifact: string): readonly string[]
}

export function createSession(sessionInput: SessionInput): Session {
  const {store: below, facts: options, readHistory, readReferences, ...input} = sessionInput
  const {repo, folder, config} = input
  const store = createStagedStore(below)
  const history = once(() => {
    const found = readHistory()
    return found && withWorkTreeLines(found, repo.read)
  })
  const remarks: Problem[] = []
  const announced: string[] = []
  const found = once(() => {
    const {value, problems} = addEntryPoints(readFacts(repo, options), config.entryPoints)
    remarks.push(...problems)
    return value
  })
  const facts = () => withSources(found())
  const references = once(() => readReferences(repo, facts()))
  return {
    ...input,
    store,
    facts,
    references,
    impact: once(() => createImpact(withoutTests(references(), facts()))),
    history,
    world: () =>
      createWorld({
        repo: withArtifacts(repo, folder, store, announced),
        facts: found(),
        get history() {
          return history()
        }
      }),
    announce: artifacts => void announced.push(...artifacts),
    problems: () => [...repo.problems(), ...remarks],
    pathOf: artifact => joinPath(folder ?? '', artifact),
    versionsOf: artifact =>
      folder === undefined ? [] : (history()?.versions(joinPath(folder, artifact)) ?? [])
  }
}

function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function withSources(facts: Facts): Facts {
  if (facts.modules.length > 0) return facts
  const skipped = facts.skipped.map(({extension}) => extension).join(', ')
  throw new GroundtruthError(
    'repo/no-sources',
    `Expected TypeScript or JavaScript sources, got none${skipped === '' ? '' : ` (not read: ${skipped})`}`,
    {hint: 'run it in a folder that holds sources, or see that .gitignore and "ignore" do not hide them'}
  )
}
