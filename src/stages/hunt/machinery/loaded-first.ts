import type {EntryPoint, EntryPointKind, Facts} from '../../../facts/facts.ts'

/** What code registers while it runs: something else has loaded the module by then. */
const registered: ReadonlySet<EntryPointKind> = new Set(['route', 'command', 'worker', 'schedule', 'handler'])

/** Entry points at which something outside of the repository loads a module before any other of it. */
export function loadedFirst({entryPoints}: Pick<Facts, 'entryPoints'>): EntryPoint[] {
  return entryPoints.filter(({kind, namedIn}) => !registered.has(kind) || namedIn !== undefined)
}
