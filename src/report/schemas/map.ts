import {z} from 'zod'
import {count, envelope, line, path, writing} from './common.ts'

const importKind = z.enum(['value', 'type', 'dynamic', 'reexport', 'require'])

const entryPointKinds = [
  'bin',
  'main',
  'exports',
  'script',
  'config',
  'workflow',
  'dockerfile',
  'route',
  'command',
  'worker',
  'schedule',
  'handler'
] as const

const share = z.number().min(0).max(1)

export const component = z.strictObject({
  id: z.string(),
  path,
  purpose: z.strictObject({text: z.string(), source: z.string()}).optional(),
  dependsOn: z.array(z.strictObject({to: z.string(), kinds: z.array(importKind), weight: count})),
  files: count,
  /** Shares, 0 to 1. */
  coverage: z.strictObject({parsed: share, resolved: share}),
  /** Modules, and those of them that a test file imports; absent when the tree holds no test. */
  tests: z.strictObject({modules: count, tested: count}).optional(),
  confidence: z.enum(['stubbed', 'shallow', 'local', 'solid', 'converged'])
})

const importEdge = z.strictObject({
  from: path,
  to: path,
  kind: importKind,
  typeOnly: z.boolean(),
  line,
  test: z.boolean(),
  inferred: z.boolean()
})

const unresolved = z.strictObject({from: path, specifier: z.string(), line, cause: z.string()})
/** `line` is of `namedIn`, the manifest or configuration that names it, where that is given, else of `path`. */
const entryPoint = z.strictObject({
  kind: z.enum(entryPointKinds),
  name: z.string(),
  path,
  line,
  namedIn: path.optional()
})

/** Files that import each other while they load; `loop`: each imports the next, the last the first. */
const cycle = z.strictObject({
  members: z.array(path),
  loop: z.array(path),
  cut: z.strictObject({from: path, to: path, line, names: z.array(z.string()), reason: z.string()})
})

/** `rank` counts from the bottom, 1 imports no other component. */
const layer = z.strictObject({rank: z.int().min(1), components: z.array(z.string())})
/** `text`: Markdown; `holds` of `of` imports, files or reads obey it. */
const invariant = z.strictObject({text: z.string(), holds: count, of: count})

/** `modules`: at least so many modules import it by name. */
const keyType = z.strictObject({name: z.string(), path, line, modules: count})
const extensionPoint = z.strictObject({
  path,
  members: z.array(z.string()),
  listedIn: path.optional(),
  kinship: z
    .strictObject({relation: z.enum(['extends', 'implements', 'type', 'made by']), name: z.string(), path})
    .optional(),
  list: z.string().optional(),
  registers: z.string().optional()
})

export const mapFields = {
  components: z.array(component),
  imports: z.array(importEdge),
  unresolved: z.array(unresolved),
  entryPoints: z.array(entryPoint),
  cycles: z.array(cycle),
  layers: z.array(layer),
  invariants: z.array(invariant),
  keyTypes: z.array(keyType),
  extensionPoints: z.array(extensionPoint),
  skipped: z.array(z.strictObject({extension: z.string(), files: count}))
}

export const mapSchema = z.strictObject({...envelope('map'), ...mapFields, ...writing})
