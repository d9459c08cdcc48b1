import type {Problem} from '../errors.ts'

/** What a file is to the analysis. */
export type FileRole =
  | 'source'
  | 'test'
  /** Fixtures and examples: read for structure, left out by hunt, triage and check unless asked. */
  | 'fixture'
  | 'declaration'
  | 'config'
  | 'build'
  | 'generated'
  | 'vendored'
  | 'minified'
  /** One of groundtruth's own documents. */
  | 'artifact'
  | 'document'
  | 'other'

/** A package of the repository: the root's own manifest and each workspace. */
export interface Package {
  readonly name: string | undefined
  /** Folder, `''` for the root. */
  readonly path: string
  /** Path of its package.json. */
  readonly manifestPath: string
  readonly manifest: Manifest
}

/** The parts of package.json that are read, as found; shapes are not guaranteed. */
export interface Manifest {
  readonly name?: unknown
  readonly version?: unknown
  readonly description?: unknown
  readonly type?: unknown
  readonly main?: unknown
  readonly module?: unknown
  readonly source?: unknown
  readonly types?: unknown
  readonly typings?: unknown
  readonly browser?: unknown
  readonly unpkg?: unknown
  readonly jsdelivr?: unknown
  readonly bin?: unknown
  readonly exports?: unknown
  readonly imports?: unknown
  readonly scripts?: unknown
  readonly engines?: unknown
  readonly dependencies?: unknown
  readonly devDependencies?: unknown
  readonly peerDependencies?: unknown
  readonly peerDependenciesMeta?: unknown
  readonly optionalDependencies?: unknown
  readonly workspaces?: unknown
  readonly tsconfig?: unknown
}

/** How the repository is laid out. */
export interface Layout {
  /** The root package first, then workspaces by path. Empty when there is no manifest. */
  readonly packages: readonly Package[]
  /** Every tsconfig*.json and jsconfig.json, sorted. */
  readonly tsconfigs: readonly string[]
  /** Manifests and configurations that do not parse, sorted by path. */
  readonly problems: readonly Problem[]
  /** Whether the file is read as code: JavaScript, TypeScript, and components for which there is a parser. */
  isCode(path: string): boolean
  roleOf(path: string): FileRole
  /** For a build output whose source lies beside it: that source (`dist/index.js` to `src/index.ts`). */
  sourceOf(path: string): string | undefined
  /** The nearest package that holds the path. */
  packageOf(path: string): Package | undefined
}
