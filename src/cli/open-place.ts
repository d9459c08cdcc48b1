import {basename, join, relative, resolve} from 'node:path'
import {compareText} from '../base/compare.ts'
import {contentHashOf} from '../base/content-hash.ts'
import {once} from '../base/once.ts'
import type {Problem} from '../errors.ts'
import type {Baseline} from '../pipeline/baseline.ts'
import type {Config} from '../pipeline/config.ts'
import {artifactFolder} from '../repo/artifact-folder.ts'
import {openDiskRepo} from '../repo/disk.ts'
import {openDiskCache} from '../repo/disk-cache.ts'
import {type KnownTexts, openKnownTexts} from '../repo/disk-known-texts.ts'
import {createDiskStore} from '../repo/disk-store.ts'
import {type Revision, readRevision} from '../repo/git-revision.ts'
import type {ArtifactStore, CacheFolder, Repo} from '../repo/repo.ts'
import type {CliContext} from './context.ts'
import {readersOf} from './engine.ts'
import {type Location, locate, toPosix} from './location.ts'
import type {Invocation, Options} from './options.ts'
import {readBaseline, readConfig} from './settings.ts'

/** What an invocation is about, as it lies on disk. Nothing is parsed yet. */
export interface Place {
  readonly location: Location
  readonly config: Config
  readonly baseline: Baseline
  readonly repo: Repo
  readonly store: ArtifactStore
  /** Folder of the artifacts relative to the root, `''` for the root; undefined when it lies outside. */
  readonly folder: string | undefined
  /** Name of the root's own folder. */
  readonly rootName: string
  readonly cacheFolder: CacheFolder & {problems(): readonly Problem[]}
  /** What was odd on the way. */
  readonly problems: readonly Problem[]
  /** Where git stands; asked for at most once. */
  revision(): Revision | undefined
  /** Keeps what this run learned of texts, for the next one. */
  saveTexts(): void
}

/** Opens what an invocation is about. `dir` is its DIR argument, if the command takes one and it was given. */
export async function openPlace(
  {options}: Pick<Invocation, 'options'>,
  dir: string | undefined,
  context: CliContext
): Promise<Place> {
  const location = locate(options, dir, context)
  const {root, cwd} = location
  const config = await readConfig(root, options.config, cwd)
  const cacheFolder = openDiskCache(options.out === undefined ? root : resolve(cwd, options.out))
  const known = openTexts(root, cacheFolder, options)
  const repo = openDiskRepo(root, {ignore: config.ignore, known})
  const {absolute, folder, display, problems} = findArtifacts(options, location, artifactFolder(repo))
  return {
    location,
    config,
    baseline: await readBaseline(root),
    repo,
    store: createDiskStore(absolute, display),
    folder,
    rootName: basename(root),
    cacheFolder,
    problems,
    revision: once(() => readRevision(root)),
    saveTexts: () => known?.save(repo.has)
  }
}

/** Without caches, and when it runs from its sources, nothing is known. */
function openTexts(root: string, folder: CacheFolder, {cache}: Options): KnownTexts | undefined {
  const engine = readersOf('')
  if (engine === undefined || cache === false) return undefined
  // Several roots may share a folder, with --out.
  const writer = `${engine} ${contentHashOf(root)}`
  return openKnownTexts({folder, engine: writer, absoluteOf: path => join(root, path), now: Date.now})
}

/** Where the artifacts lie: the folder of `--out`, else the one that holds ARCHITECTURE.md, else the root. */
function findArtifacts(
  {out}: Options,
  {root, cwd}: Location,
  found: {readonly folder: string; readonly problems: readonly Problem[]}
) {
  if (out === undefined)
    return {
      absolute: resolve(root, found.folder),
      folder: found.folder,
      display: found.folder,
      problems: [...found.problems].sort((a, b) => compareText(a.path ?? '', b.path ?? ''))
    }
  const absolute = resolve(cwd, out)
  const inside = toPosix(relative(root, absolute))
  const isInside = inside !== '..' && !inside.startsWith('../') && !/^[a-zA-Z]:/.test(inside)
  return {
    absolute,
    folder: isInside ? inside : undefined,
    display: isInside ? inside : toPosix(out).replace(/\/+$/, ''),
    problems: []
  }
}
