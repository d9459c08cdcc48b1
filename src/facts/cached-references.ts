import {sealText, unsealText} from '../base/sealed-text.ts'
import type {CacheFolder, Repo} from '../repo/repo.ts'
import {answersTheSame, type RepoTrace, traceRepo} from '../repo/trace.ts'
import type {Facts, References} from './facts.ts'
import {fromStored, type StoredReferences, toStored} from './references/stored-references.ts'

const fileName = 'references'

interface Stored {
  readonly trace: RepoTrace
  readonly references: StoredReferences
}

/**
 * The references of an earlier run when the whole program is the same: every file, every setting and every installed
 * declaration that the compiler saw or looked for in vain. Else they are read, and kept by `save`.
 */
export function createCachedReferences(
  folder: CacheFolder,
  engine: string,
  read: (repo: Repo, facts: Facts) => References
): {read(repo: Repo, facts: Facts): References; save(): void} {
  let fresh: Stored | undefined
  return {
    read(repo, facts) {
      const known = parse(unsealText(engine, folder.read(fileName) ?? ''))
      const hashOf = (path: string) => facts.module(path)?.contentHash
      if (known && answersTheSame(known.trace, repo, hashOf)) return fromStored(known.references)
      const traced = traceRepo(repo)
      const references = read(traced.repo, facts)
      for (const path of repo.files) if (isSetting(path)) traced.repo.read(path)
      fresh = {trace: withModules(traced.trace(), facts), references: toStored(references)}
      return references
    },
    save() {
      if (fresh) folder.write(fileName, sealText(engine, JSON.stringify(fresh)))
    }
  }
}

function parse(text: string | undefined): Stored | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Stored)
}

/** What the facts may have read beside the modules: manifests, workspaces and tsconfigs, whatever they are called. */
function isSetting(path: string): boolean {
  return /\.(?:jsonc?|ya?ml)$/.test(path)
}

/** The facts themselves come from every module, whether the compiler read it or not. */
function withModules({listing, answers}: RepoTrace, facts: Facts): RepoTrace {
  const asked = new Set(answers.map(([question, path]) => `${question} ${path}`))
  const others = facts.modules
    .filter(({id}) => !asked.has(`read ${id}`))
    .map(({id, contentHash}) => ['read', id, contentHash] as const)
  return {listing, answers: [...answers, ...others]}
}
