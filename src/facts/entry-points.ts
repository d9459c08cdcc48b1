import {compareBy} from '../base/compare.ts'
import type {Layout} from '../repo/layout.ts'
import type {Repo} from '../repo/repo.ts'
import {commandFiles} from './entry-points/command-files.ts'
import {dockerfileEntries} from './entry-points/dockerfile.ts'
import {createEntryContext, type ReadEntries} from './entry-points/entry-context.ts'
import {fileRoutes} from './entry-points/file-routes.ts'
import {folderHandlers} from './entry-points/function-folders.ts'
import {manifestEntries} from './entry-points/manifest-entries.ts'
import {registeredEntries} from './entry-points/registered.ts'
import {configuredHandlers} from './entry-points/serverless.ts'
import {workflowEntries} from './entry-points/workflow.ts'
import type {EntryPoint, EntryPointKind, ModuleId, Registration} from './facts.ts'

const readers: readonly ReadEntries[] = [
  manifestEntries,
  dockerfileEntries,
  workflowEntries,
  configuredHandlers,
  folderHandlers,
  fileRoutes,
  commandFiles
]
/** The first is kept when the same name leads to the same module twice. */
const ranks: readonly EntryPointKind[] = ['bin', 'exports', 'main', 'script']

/**
 * What starts the code from outside: commands, exports and scripts of manifests, what Dockerfiles, workflows and serverless
 * configurations run, routes by file, and what code registers. Build outputs are given as their source; tests and fixtures are
 * left out but for what a manifest names. A name that leads to a module counts once. Sorted by path, kind, name.
 */
export function entryPointsOf(
  repo: Repo,
  layout: Layout,
  isModule: (id: ModuleId) => boolean,
  registrations: readonly Registration[] = []
): EntryPoint[] {
  const context = createEntryContext(repo, layout, isModule)
  const found = [...readers.flatMap(read => read(context)), ...registeredEntries(registrations, layout)].sort(
    compareBy(
      rankOf,
      ({namedIn}) => namedIn ?? '',
      ({line}) => line
    )
  )
  const kept = new Map<string, EntryPoint>()
  for (const entry of found) {
    const key = keyOf(entry)
    if (!kept.has(key)) kept.set(key, entry)
  }
  return [...kept.values()].sort(
    compareBy(
      ({path}) => path,
      ({kind}) => kind,
      ({name}) => name
    )
  )
}

function rankOf({kind, name}: EntryPoint): number {
  const rank = ranks.indexOf(kind)
  return rank < 0 || (kind === 'main' && name !== '.') ? ranks.length : rank
}

/** What counts once: the fields beside `main` say no more than it when they lead to the same module. */
function keyOf({kind, name, path}: EntryPoint): string {
  if (kind === 'main') return `${path}\n\n.`
  return `${path}\n${kind === 'exports' ? '' : kind}\n${name}`
}
