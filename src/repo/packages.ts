import picomatch from 'picomatch'
import {parse as parseYaml} from 'yaml'
import {compareBy} from '../base/compare.ts'
import type {Problem} from '../errors.ts'
import {isCodeFile} from './code-file.ts'
import {isFixturePath, isTestFolderName, isVendoredPath} from './file-name.ts'
import {isObject, parseJsonObject, textsOf} from './json.ts'
import type {Package} from './layout.ts'
import {baseOf, folderOf, foldersAbove, isWithin, joinPath} from './posix-path.ts'
import type {Repo} from './repo.ts'

/**
 * The root package, then its workspaces by path. Without a workspaces manifest every nested package.json that
 * has sources and dependencies or scripts counts, other than among tests, so that `frontend/` beside `backend/` are seen. A folder that another
 * package depends on by its path (`file:`, `link:`, `portal:`) is a package as well.
 */
export function readPackages(repo: Repo): {packages: Package[]; problems: Problem[]} {
  const problems: Problem[] = []
  const manifests = repo.files.filter(path => baseOf(path) === 'package.json')
  const root = manifests.includes('package.json') ? readPackage(repo, 'package.json', problems) : undefined
  const globs = workspaceGlobs(repo, root, problems)
  const nested = manifests.filter(path => path !== 'package.json')
  const packages = globs
    ? nested.filter(path => globs(folderOf(path))).map(path => readPackage(repo, path, problems))
    : readUndeclared(repo, nested, problems)
  packages.push(...readLinked(repo, [...(root ? [root] : []), ...packages], problems))
  packages.sort(compareBy(({path}) => path))
  return {packages: root ? [root, ...packages] : packages, problems}
}

function readPackage(repo: Repo, manifestPath: string, problems: Problem[]): Package {
  const {value, error} = parseJsonObject(repo.read(manifestPath) ?? '')
  if (error) problems.push({kind: 'manifest', path: manifestPath, message: error})
  const name = typeof value.name === 'string' && value.name !== '' ? value.name : undefined
  return {name, path: folderOf(manifestPath), manifestPath, manifest: value}
}

function readUndeclared(repo: Repo, manifests: readonly string[], problems: Problem[]): Package[] {
  const candidates = manifests.filter(
    path => !isFixturePath(path) && !isVendoredPath(path) && !isInTests(path)
  )
  return candidates
    .filter(path => repo.files.some(file => isCodeFile(file) && isWithin(file, folderOf(path))))
    .map(path => readPackage(repo, path, problems))
    .filter(({manifest}) =>
      [manifest.dependencies, manifest.devDependencies, manifest.scripts].some(isObject)
    )
}

/** A manifest among tests is there for them; the tests of a repository are no package beside it. */
function isInTests(manifestPath: string): boolean {
  return foldersAbove(manifestPath).some(folder => isTestFolderName(baseOf(folder)))
}

/** What the packages depend on by its path, and what that depends on, other than fixtures. */
function readLinked(repo: Repo, known: readonly Package[], problems: Problem[]): Package[] {
  const seen = new Set(known.map(({path}) => path))
  const found: Package[] = []
  const queue = [...known]
  for (let pack = queue.pop(); pack !== undefined; pack = queue.pop()) {
    for (const manifestPath of linkedManifests(pack)) {
      if (seen.has(folderOf(manifestPath)) || !repo.has(manifestPath) || isFixturePath(manifestPath)) continue
      const linked = readPackage(repo, manifestPath, problems)
      seen.add(linked.path)
      found.push(linked)
      queue.push(linked)
    }
  }
  return found
}

function linkedManifests({manifest, path}: Package): string[] {
  const {dependencies, devDependencies, optionalDependencies} = manifest
  const versions = [dependencies, devDependencies, optionalDependencies].flatMap(list =>
    isObject(list) ? textsOf(Object.values(list)) : []
  )
  return versions.flatMap(version => {
    const folder = /^(?:file|link|portal):(.+)$/.exec(version)?.[1]
    return folder === undefined ? [] : (joinPath(path, folder, 'package.json') ?? [])
  })
}

/** Whether a folder is a workspace; undefined when no manifest declares any. */
function workspaceGlobs(
  repo: Repo,
  root: Package | undefined,
  problems: Problem[]
): ((folder: string) => boolean) | undefined {
  const workspaces = root?.manifest.workspaces
  const declared = [
    ...textsOf(isObject(workspaces) ? workspaces.packages : workspaces),
    ...pnpmGlobs(repo, problems)
  ].map(glob => glob.replace(/^(!?)\.?\/+/, '$1').replace(/\/+$/, ''))
  if (declared.length === 0) return undefined
  const wanted = picomatch(declared.filter(glob => !glob.startsWith('!')))
  const unwanted = picomatch(declared.filter(glob => glob.startsWith('!')).map(glob => glob.slice(1)))
  return folder => wanted(folder) && !unwanted(folder)
}

function pnpmGlobs(repo: Repo, problems: Problem[]): string[] {
  const path = 'pnpm-workspace.yaml'
  const text = repo.read(path)
  if (text === undefined) return []
  try {
    const value: unknown = parseYaml(text)
    return textsOf(isObject(value) ? value.packages : undefined)
  } catch {
    problems.push({kind: 'manifest', path, message: 'not valid YAML'})
    return []
  }
}
