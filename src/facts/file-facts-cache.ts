import type {ModuleId} from './facts.ts'
import type {FileFacts} from './file-facts.ts'

/** Facts of single files as earlier runs read them. What it gives must be what reading the file anew would give. */
export interface FileFactsCache {
  get(path: ModuleId, contentHash: string): FileFacts | undefined
  set(path: ModuleId, facts: FileFacts): void
}

/** Remembers nothing. */
export const noFileFactsCache: FileFactsCache = {get: () => undefined, set: () => undefined}
