import {compareBy} from '../base/compare.ts'
import {createBuildOutput} from './build-output.ts'
import {type ComponentExtension, componentExtension, isCodeFile, isDeclarationFile} from './code-file.ts'
import {isGenerated, isMinified} from './content-role.ts'
import {
  isArtifactPath,
  isConfigPath,
  isDesignPath,
  isDocumentPath,
  isFixturePath,
  isTestFolderName,
  isTestPath,
  isVendoredPath
} from './file-name.ts'
import type {FileRole, Layout, Package} from './layout.ts'
import {readPackages} from './packages.ts'
import {baseOf, foldersAbove} from './posix-path.ts'
import type {Repo} from './repo.ts'
import {exportTargets} from './targets.ts'
import {readTsconfig} from './tsconfig.ts'

/**
 * Reads manifests and tsconfigs, and says of each file what it is. Roles by name and place are cheap; whether a script
 * is minified or generated is seen in its text, read when its role is asked for. `components` holds the extensions of
 * component files that can be read; the others are no code.
 */
export function layoutOf(repo: Repo, components: Pick<Set<ComponentExtension>, 'has'> = new Set()): Layout {
  const {packages, problems} = readPackages(repo)
  const tsconfigs = repo.files.filter(path => /^(?:tsconfig.*|jsconfig)\.json$/.test(baseOf(path)))
  const byFolder = new Map(packages.map(pack => [pack.path, pack]))
  const packageOf = (path: string) => nearest(byFolder, path)
  const build = createBuildOutput({
    repo,
    packages,
    packageOf,
    tsconfigs: tsconfigs.map(path => readTsconfig(repo, path, problems))
  })
  const roles = new Map<string, FileRole>()
  const onlyFixtures = holdsOnlyFixtures()

  return {
    packages,
    tsconfigs,
    problems: problems.sort(compareBy(({path}) => path ?? '')),
    packageOf,
    sourceOf: build.sourceOf,
    isCode,
    roleOf(path) {
      const role = roles.get(path) ?? judge(path)
      roles.set(path, role)
      return role
    }
  }

  function isCode(path: string): boolean {
    const extension = componentExtension(path)
    return extension === undefined ? isCodeFile(path) : components.has(extension)
  }

  function judge(path: string): FileRole {
    return roleByPlace(path) ?? (isCode(path) ? roleOfCode(path) : roleOfOther(path))
  }

  function roleByPlace(path: string): FileRole | undefined {
    if (isArtifactPath(path) || (isDesignPath(path) && isOwnText(path))) return 'artifact'
    if (build.isBuilt(path)) return 'build'
    if (isVendoredPath(path)) return 'vendored'
    return undefined
  }

  function roleOfCode(path: string): FileRole {
    const role = roleByText(path)
    if (role) return role
    if (isDeclarationFile(path)) return 'declaration'
    if (isFixturePath(path) && !onlyFixtures) return 'fixture'
    const pack = packageOf(path)
    const local = pack?.path ? path.slice(pack.path.length + 1) : path
    if (isTestPath(local) || (pack && isTestPackage(pack))) return 'test'
    return isConfigPath(local) ? 'config' : 'source'
  }

  function roleByText(path: string): FileRole | undefined {
    if (/\.min\.[cm]?js$/.test(path)) return 'minified'
    const look = repo.has(path) ? repo.derive(path, 'look', text => lookOf(path, text)) : undefined
    return look === 'minified' || look === 'generated' ? look : undefined
  }

  function roleOfOther(path: string): FileRole {
    if (isConfigPath(path)) return 'config'
    if (isFixturePath(path)) return 'fixture'
    return isDocumentPath(path) ? 'document' : 'other'
  }

  function isOwnText(path: string): boolean {
    return repo.read(path)?.includes('<!-- groundtruth:') ?? false
  }

  /** A repository of examples has nothing but them to read. */
  function holdsOnlyFixtures(): boolean {
    return !repo.files.some(
      path => isCode(path) && !isDeclarationFile(path) && !isFixturePath(path) && !isVendoredPath(path)
    )
  }
}

function lookOf(path: string, text: string): 'minified' | 'generated' | '' {
  if (/\.[cm]?js$/.test(path) && isMinified(text)) return 'minified'
  return isGenerated(text) ? 'generated' : ''
}

/** A workspace in a folder called `e2e` or `tests` that offers nothing to others is made of tests. */
function isTestPackage(pack: Package): boolean {
  const {main, module, bin} = pack.manifest
  return isTestFolderName(baseOf(pack.path)) && !(main ?? module ?? bin) && exportTargets(pack).length === 0
}

function nearest(packages: ReadonlyMap<string, Package>, path: string): Package | undefined {
  const folder = foldersAbove(path).find(candidate => packages.has(candidate))
  return folder === undefined ? undefined : packages.get(folder)
}
