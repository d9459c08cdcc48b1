import {once} from '../base/once.ts'
import type {Facts} from '../facts/facts.ts'
import type {History} from '../repo/history.ts'
import type {Package} from '../repo/layout.ts'
import type {Repo} from '../repo/repo.ts'
import {type Aliases, readAliases} from './aliases.ts'
import {type Anchor, anchorsOf} from './anchors.ts'
import {type Absence, createIgnored} from './ignored.ts'
import {readManifests} from './manifests.ts'
import {createPathIndex, type PathIndex} from './path-index.ts'
import {createSymbolIndex, type SymbolIndex} from './symbol-index.ts'
import {createWordIndex, type WordIndex} from './word-index.ts'

/** What claims are judged against: the repository, what is known of it, and indexes built when first asked for. */
export interface World {
  readonly repo: Repo
  readonly facts: Facts
  readonly history: History | undefined
  readonly paths: PathIndex
  readonly symbols: SymbolIndex
  readonly words: WordIndex
  readonly aliases: Aliases
  /** Every package.json, workspace or not, sorted by path. */
  readonly manifests: readonly Package[]
  /** The headings and ids of a Markdown text, each text read once. */
  anchors(text: string): readonly Anchor[]
  /** Why a path that is not listed may be there all the same. */
  whyAbsent(path: string): Absence | undefined
}

/** `history` may be a getter: only a claim about a path that is not there asks for it. */
export function createWorld(input: {repo: Repo; facts: Facts; history?: History | undefined}): World {
  const {repo, facts} = input
  const paths = once(() => createPathIndex(repo))
  const symbols = once(() => createSymbolIndex(facts))
  const words = once(() => createWordIndex(repo, facts))
  const aliases = once(() => readAliases(repo, facts.layout.tsconfigs))
  const anchors = new Map<string, readonly Anchor[]>()
  const manifests = once(() => readManifests(repo))
  const ignored = once(() => createIgnored(repo))
  return {
    repo,
    facts,
    get history() {
      return input.history
    },
    get paths() {
      return paths()
    },
    get symbols() {
      return symbols()
    },
    get words() {
      return words()
    },
    get aliases() {
      return aliases()
    },
    get manifests() {
      return manifests()
    },
    anchors(text) {
      const known = anchors.get(text) ?? anchorsOf(text)
      anchors.set(text, known)
      return known
    },
    whyAbsent: path => ignored()(path)
  }
}
