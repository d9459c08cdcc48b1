import {isCodeFile} from '../../repo/code-file.ts'
import {isObject} from '../../repo/json.ts'
import type {Package} from '../../repo/layout.ts'
import {joinPath} from '../../repo/posix-path.ts'
import {targetsOf} from '../../repo/targets.ts'
import type {EntryPoint, ModuleId} from '../facts.ts'
import type {EntryContext, ReadEntries} from './entry-context.ts'
import {createJsonLines} from './json-lines.ts'

/** Commands, exports and `main` of every package.json, and its scripts that name a file of the repository. */
export const manifestEntries: ReadEntries = context =>
  context.layout.packages.flatMap(pack => [...targetEntries(pack, context), ...scriptEntries(pack, context)])

/** A pattern (`./internal/*`) leads to many modules, none of which stands for it. */
function targetEntries(pack: Package, {repo, moduleOf}: EntryContext): EntryPoint[] {
  const lineOf = createJsonLines(repo.read(pack.manifestPath) ?? '')
  return targetsOf(pack).flatMap(({field, name, path, jsonPath}) => {
    const module = name.includes('*') ? undefined : moduleOf(path)
    if (module === undefined) return []
    const own = field === 'main' ? mainName(jsonPath) : name
    return [{kind: field, name: own, path: module, line: lineOf(jsonPath), namedIn: pack.manifestPath}]
  })
}

/** A script's command may name a file: `node scripts/x.mjs`, `tsx src/x.ts`. */
function scriptEntries({manifest, manifestPath, path: folder}: Package, context: EntryContext): EntryPoint[] {
  if (!isObject(manifest.scripts)) return []
  const lineOf = createJsonLines(context.repo.read(manifestPath) ?? '')
  return Object.entries(manifest.scripts).flatMap(([name, command]) =>
    filesIn(command, folder, context).map(path => ({
      kind: 'script',
      name,
      path,
      line: lineOf(['scripts', name]),
      namedIn: manifestPath
    }))
  )
}

function filesIn(command: unknown, folder: string, {sourceAt}: EntryContext): ModuleId[] {
  if (typeof command !== 'string') return []
  return command
    .split(/[\s;&|()'"=]+/)
    .flatMap(word => (isCodeFile(word) ? (sourceAt(joinPath(folder, word)) ?? []) : []))
}

/** `.` for the field `main`; its kin (`browser`, `module`, `types`) go by their own name. */
function mainName([field]: readonly (string | number)[]): string {
  return field === 'main' ? '.' : String(field)
}
