import {existsSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import process from 'node:process'
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
export function examine({root, cwd}: Location, {config: named}: Options): Check[] {
  const config = readConfig(root, named, cwd)
  readBaseline(root)
  const repo = openDiskRepo(root, {ignore: config.ignore})
  const layout = layoutOf(repo)
  return [
    checkNode(process.versions.node),
    checkSources(repo, layout),
    ...checkGit(root),
    checkTsconfigs(layout),
    checkInstalled(root, layout),
    ...optionalPeers.map(peer => checkPeer(peer, repo))
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

/** Parsers of component files by extension. */
const optionalPeers = [
  {name: '@vue/compiler-sfc', extension: '.vue'},
  {name: 'svelte', extension: '.svelte'},
  {name: '@astrojs/compiler', extension: '.astro'}
] as const

/** Looked for in our own installation, never in the analysed repository: nothing of that is run. Presence is no promise. */
function checkPeer({name, extension}: (typeof optionalPeers)[number], {files}: Repo): Check {
  const count = files.filter(path => path.endsWith(extension)).length
  const found = `${isPresent(name) ? 'present' : 'absent'}; ${countOf(count, `${extension} file`)} here`
  if (count === 0) return {name, state: 'ok', found}
  return {
    name,
    state: 'limited',
    found,
    next: `expect ${extension} files to be named in coverage, and not to be read`
  }
}

function isPresent(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`)
    return true
  } catch {
    // Not installed, or it hides its manifest: both mean that it cannot be relied on.
    return false
  }
}
