import {compareBy} from '../base/compare.ts'
import type {ArtifactStore} from '../repo/repo.ts'

/** A difference between what a run wants and what lies in the store. `after` is undefined for a removal. */
export interface StagedChange {
  readonly artifact: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * A store in front of another: later stages read what earlier ones wrote, and nothing reaches the store below before
 * {@link StagedStore.flush}. So `--check` and `--dry-run` run the same code as a real run.
 */
export interface StagedStore extends ArtifactStore {
  /** Artifacts that differ, or were written with the text they had; sorted by name. Held ones are left out. */
  changes(): readonly StagedChange[]
  /** Keeps the file as it lies in the store below, whatever was or will be written. `diff` shows what would be lost. */
  hold(artifact: string, diff: string): void
  /** Diffs of the held artifacts by name. */
  held(): ReadonlyMap<string, string>
  /** Writes what differs. */
  flush(): void
}

export function createStagedStore(below: ArtifactStore): StagedStore {
  const staged = new Map<string, string | undefined>()
  const held = new Map<string, string>()

  function changes(): StagedChange[] {
    return [...staged]
      .filter(([artifact]) => !held.has(artifact))
      .map(([artifact, after]) => ({artifact, before: below.read(artifact), after}))
      .filter(({before, after}) => before !== undefined || after !== undefined)
      .sort(compareBy(({artifact}) => artifact))
  }

  return {
    nameOf: artifact => below.nameOf(artifact),
    read: artifact => (staged.has(artifact) ? staged.get(artifact) : below.read(artifact)),
    write: (artifact, text) => void staged.set(artifact, text),
    remove: artifact => void staged.set(artifact, undefined),
    list(folder) {
      const names = new Set([
        ...below.list(folder),
        ...[...staged.keys()].filter(name => name.startsWith(folder))
      ])
      return [...names]
        .filter(name => !staged.has(name) || staged.get(name) !== undefined)
        .sort(compareBy(name => name))
    },
    changes,
    hold: (artifact, diff) => void held.set(artifact, diff),
    held: () => held,
    flush() {
      for (const {artifact, before, after} of changes()) {
        if (after === undefined) below.remove(artifact)
        else if (after !== before) below.write(artifact, after)
      }
    }
  }
}
