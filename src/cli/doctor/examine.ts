import {existsSync} from 'node:fs'
import {join} from 'node:path'
import process from 'node:process'
import {installedScriptParsers} from '../../facts/script-blocks/installed-parsers.ts'
import {parserPackages} from '../../facts/script-blocks/parser-packages.ts'
import type {ScriptParsers} from '../../facts/script-blocks/script-block.ts'
import type {ComponentExtension} from '../../repo/code-file.ts'
import {openDiskRepo} from '../../repo/disk.ts'
import {readHistory} from '../../repo/git.ts'
import type {Layout} from '../../repo/layout.ts'
import {layoutOf} from '../../repo/layout-of.ts'
import type {Repo} from '../../repo/repo.ts'
import type {Check} from '../../report/checks.ts'
import {countOf} from '../../report/text/count.ts'
import type {Location} from '../location.ts'
import type {Options} from '../options.ts'
import {readBaseline, readConfig} from '../settings.ts'
import {gitVersion} from './git-version.ts'

/** Looks at everything that decides how much groundtruth sees, in a fixed order. Throws for what makes every command fail. */
export async function examine({root, cwd}: Location, {config: named}: Options): Promise<Check[]> {
  const config = await readConfig(root, named, cwd)
  await readBaseline(root)
  const repo = openDiskRepo(root, {ignore: config.ignore})
  const parsers = installedScriptParsers()
  const layout = layoutOf(repo, parsers)
  return [
    checkNode(process.versions.node),
    checkSources(repo, layout),
    ...checkGit(root),
    checkTsconfigs(layout),
    checkInstalled(root, layout),
    ...componentExtensions.map(extension => checkPeer(extension, parsers, repo))
  ]
}

/** Source: `engines` of package.json. */
const oldestNode = [20, 19, 0] as const

function checkNode(version: string): Check {
  const parts = version.split('.').map(Number)
  const order = oldestNode.map((part, index) => (parts[index] ?? 0) - part).find(each => each !== 0) ?? 0
  const name = 'Node.js'
  if (order >= 0) return {name, state: 'ok', found: version}
  return {name, state: 'failed', found: version, next: `install Node.js ${oldestNode.join('.')} or newer`}
}

function checkSources({files}: Repo, layout: Layout): Check {
  const sources = files.filter(path => layout.roleOf(path) === 'source')
  if (sources.length > 0) return {name: 'sources', state: 'ok', found: countOf(sources.length, 'source file')}
  return {
    name: 'sources',
    state: 'failed',
    found: 'no TypeScript or JavaScript sources',
    next: 'run it in a folder that holds sources, or see that .gitignore and "ignore" do not hide them'
  }
}

function checkGit(root: string): Check[] {
  const version = gitVersion()
  if (version === undefined)
    return [
      {
        name: 'git',
        state: 'limited',
        found: 'not installed',
        next: 'install git for hotspots, coupling and renames'
      }
    ]
  return [{name: 'git', state: 'ok', found: version}, checkHistory(root)]
}

function checkHistory(root: string): Check {
  const history = readHistory(root)
  const name = 'history'
  if (!history)
    return {
      name,
      state: 'limited',
      found: 'none',
      next: 'commit the sources for hotspots, coupling and renames'
    }
  const commits = countOf(history.commits.length, 'commit')
  if (!history.shallow) return {name, state: 'ok', found: commits}
  return {
    name,
    state: 'limited',
    found: `shallow clone, ${commits}`,
    next: 'run `git fetch --unshallow`; in CI, fetch with depth 0'
  }
}

function checkTsconfigs({tsconfigs}: Layout): Check {
  if (tsconfigs.length > 0) return {name: 'tsconfig', state: 'ok', found: tsconfigs.join(', ')}
  return {
    name: 'tsconfig',
    state: 'limited',
    found: 'none',
    next: 'add a tsconfig.json (with "allowJs" for JavaScript) where path aliases and types should count'
  }
}

function checkInstalled(root: string, {packages}: Layout): Check {
  const name = 'dependencies'
  const wanted = packages.some(
    ({manifest}) => hasEntries(manifest.dependencies) || hasEntries(manifest.devDependencies)
  )
  if (!wanted) return {name, state: 'ok', found: 'none listed'}
  const installed = ['', ...packages.map(({path}) => path)].some(path =>
    existsSync(join(root, path, 'node_modules'))
  )
  if (installed) return {name, state: 'ok', found: 'installed'}
  return {
    name,
    state: 'limited',
    found: 'not installed',
    next: 'install them, so that calls into packages have types'
  }
}

function hasEntries(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

const componentExtensions: readonly ComponentExtension[] = ['.vue', '.svelte', '.astro']

/** Looked for from our own installation: nothing of the analysed repository is run. */
function checkPeer(extension: ComponentExtension, parsers: ScriptParsers, {files}: Repo): Check {
  const name = parserPackages[extension]
  const parser = parsers.get(extension)
  const count = files.filter(path => path.endsWith(extension)).length
  const found = `${parser?.version ?? 'absent'}; ${countOf(count, `${extension} file`)} here`
  if (count === 0 || parser) return {name, state: 'ok', found}
  return {
    name,
    state: 'limited',
    found,
    next: `install ${name} beside groundtruth, so that the scripts of ${extension} files are read`
  }
}
