import {artifactFolders} from './artifact-folder.ts'
import {componentExtension, isCodeFile} from './code-file.ts'
import {baseOf, folderOf} from './posix-path.ts'

const artifactNames = [
  'ARCHITECTURE.md',
  'DETAILED_DESIGN.md',
  'DANGER-ZONES.md',
  'NEXT-ACTIONS.md',
  'TRIAGE.md'
]
const artifactPaths = new Set(
  artifactFolders.flatMap(folder => artifactNames.map(name => (folder === '' ? name : `${folder}/${name}`)))
)
const designFolders = new Set(
  artifactFolders.map(folder => (folder === '' ? 'docs/design' : `${folder}/design`))
)
designFolders.add('design')

const vendorFolders = new Set([
  'node_modules',
  'vendor',
  'vendors',
  'vendored',
  'third_party',
  'third-party',
  '.yarn'
])
const fixtureFolders = new Set([
  'fixtures',
  'fixture',
  '__fixtures__',
  'examples',
  'example',
  'demo',
  'demos',
  'samples',
  'sample',
  '__mocks__'
])
const testFolders = new Set(['__tests__', '__test__', 'test', 'tests', 'e2e'])
/** Outside of the sources only: `src/spec` is often code about specifications. */
const specFolders = new Set(['spec', 'specs'])
const sourceFolders = new Set(['src', 'app', 'lib', 'source', 'server', 'client'])

const testName = /\.(?:test|spec|e2e|e2e-spec|cy|test-d)\.[cm]?[jt]sx?$/
const configName =
  /(?:\.config\.[cm]?[jt]sx?|\.conf\.[cm]?js|\.workspace\.[cm]?[jt]s|^(?:gulpfile|gruntfile|jakefile)\.[cm]?[jt]s)$/i
/** `.dependency-cruiser.mjs`, `.eslintrc.cjs`. */
const dotName = /^\.[^/]+\.[cm]?[jt]sx?$/
const rcName = /^\.[^/]*rc(?:\.(?:[cm]?[jt]s|json5?|ya?ml|toml))?$/
const dataConfigName =
  /^(?:package(?:-lock)?|tsconfig.*|jsconfig.*|.*\.config|lerna|turbo|nx|biome|deno|renovate|vercel)\.jsonc?$|^(?:pnpm-workspace|pnpm-lock|docker-compose.*|compose)\.ya?ml$|^\.(?:editorconfig|npmrc|nvmrc|gitignore|gitattributes|npmignore)$/
const documentName = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i

/** One of the five documents, where groundtruth keeps them by itself. */
export function isArtifactPath(path: string): boolean {
  return artifactPaths.has(path)
}

/** A place where a long DETAILED_DESIGN.md is split to; people may keep documents of their own there. */
export function isDesignPath(path: string): boolean {
  return path.endsWith('.md') && designFolders.has(folderOf(path))
}

export function isVendoredPath(path: string): boolean {
  return (
    foldersIn(path).some(folder => vendorFolders.has(folder)) || /^\.pnp\.[\w.]*[cm]js$/.test(baseOf(path))
  )
}

/** Fixtures, examples and mocks, by a folder above. */
export function isFixturePath(path: string): boolean {
  return foldersIn(path).some(folder => fixtureFolders.has(folder))
}

/**
 * A test by its name or a folder above, seen from its package: a workspace called `test` is no test for its name.
 * `path` is relative to the package.
 */
export function isTestPath(path: string): boolean {
  if (!isCodeFile(path) && componentExtension(path) === undefined) return false
  if (isTestName(path)) return true
  return foldersIn(path).some(
    (folder, index, folders) =>
      testFolders.has(folder) || (specFolders.has(folder) && !folders.slice(0, index).includes('src'))
  )
}

/** A test by its own name: `x.test.ts`, or `test.js` at the root of its package. */
export function isTestName(path: string): boolean {
  return testName.test(path) || /^test\.[cm]?[jt]sx?$/.test(path)
}

/** Whether a folder's own name says that it holds tests. */
export function isTestFolderName(name: string): boolean {
  return testFolders.has(name) || specFolders.has(name)
}

/** Configuration by its name. `app.config.ts` below a source folder is code. `path` is relative to the package. */
export function isConfigPath(path: string): boolean {
  const name = baseOf(path)
  if (dotName.test(name) || rcName.test(name) || dataConfigName.test(name)) return true
  return configName.test(name) && !foldersIn(path).some(folder => sourceFolders.has(folder))
}

export function isDocumentPath(path: string): boolean {
  return documentName.test(path)
}

function foldersIn(path: string): string[] {
  return path.split('/').slice(0, -1)
}
