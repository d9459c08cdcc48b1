import {sortedUnique} from '../base/compare.ts'
import type {ArtifactStore, Repo} from '../repo/repo.ts'

/** Every document that `groundtruth run` writes beside the parts of the detailed design. */
export const artifactNames = [
  'ARCHITECTURE.md',
  'DETAILED_DESIGN.md',
  'DANGER-ZONES.md',
  'NEXT-ACTIONS.md',
  'TRIAGE.md'
] as const

/**
 * The repository as it will be once the staged artifacts are written, so that a claim about one of them is judged
 * the same in the first run and in the second. `folder` is undefined when the artifacts lie outside; `announced` are
 * artifacts that a later stage will write for certain.
 */
export function withArtifacts(
  repo: Repo,
  folder: string | undefined,
  store: ArtifactStore,
  announced: readonly string[] = []
): Repo {
  if (folder === undefined) return repo
  const names = [...artifactNames, ...store.list(designFolder(folder))].filter(
    name => announced.includes(name) || store.read(name) !== undefined
  )
  const artifactOf = new Map(names.map(name => [folder === '' ? name : `${folder}/${name}`, name]))
  const files = sortedUnique([...repo.files, ...artifactOf.keys()])
  return {
    ...repo,
    files,
    has: path => artifactOf.has(path) || repo.has(path),
    hasFolder: path => repo.hasFolder(path) || files.some(file => file.startsWith(`${path}/`)),
    exists: path =>
      artifactOf.has(path) || repo.exists(path) || files.some(file => file.startsWith(`${path}/`)),
    read(path) {
      const artifact = artifactOf.get(path)
      return artifact === undefined ? repo.read(path) : store.read(artifact)
    },
    derive(path, name, work) {
      const artifact = artifactOf.get(path)
      if (artifact === undefined) return repo.derive(path, name, work)
      const text = store.read(artifact)
      return text === undefined ? undefined : work(text)
    }
  }
}

/** Folder of the parts of a long detailed design, in the store: `docs/design` when the artifacts lie in the root. */
export function designFolder(folder: string | undefined): string {
  return folder === '' ? 'docs/design' : 'design'
}
