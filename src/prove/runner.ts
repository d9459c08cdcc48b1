import {folderOf, foldersAbove} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'
import {testCommand} from './test-command.ts'

/** What runs the tests of a package. */
export interface Runner {
  readonly name: 'vitest' | 'jest' | 'mocha' | 'command'
  /** Root-relative folder in which it runs, `''` for the root. */
  readonly folder: string
  /** Of `command`: the program and its flags, without the files. */
  readonly command?: readonly string[]
}

/** The runner of the nearest folder, from a file upwards, whose scripts or configuration name one. */
export function findRunner(path: string, repo: Pick<Repo, 'files' | 'has' | 'read'>): Runner | undefined {
  for (const folder of foldersAbove(path)) {
    const found = runnerIn(folder, repo)
    if (found) return found
  }
  return undefined
}

/** What `npm test` runs comes first, then configuration, then what other scripts run. */
function runnerIn(folder: string, repo: Pick<Repo, 'files' | 'has' | 'read'>): Runner | undefined {
  const manifest = readManifest(folder, repo)
  const {test, ...others} = scriptsOf(manifest)
  return (
    scripted([test ?? ''], folder) ??
    configured(folder, manifest, repo) ??
    scripted(Object.values(others), folder)
  )
}

const plugins = ['vitest', 'jest', 'mocha'] as const

function scripted(scripts: readonly string[], folder: string): Runner | undefined {
  for (const script of scripts) {
    const name = plugins.find(each => new RegExp(`(?:^|[\\s/])${each}(?=\\s|$)`).test(script))
    if (name) return {name, folder}
    const command = testCommand(script)
    if (command) return {name: 'command', folder, command}
  }
  return undefined
}

function configured(
  folder: string,
  manifest: Readonly<Record<string, unknown>>,
  {files, read}: Pick<Repo, 'files' | 'has' | 'read'>
): Runner | undefined {
  const names = files.filter(path => folderOf(path) === folder)
  const has = (pattern: RegExp) => names.some(path => pattern.test(path))
  if (has(/(?:^|\/)vitest\.(?:config|workspace)\.[cm]?[jt]s$/)) return {name: 'vitest', folder}
  if (has(/(?:^|\/)jest\.config\.(?:[cm]?[jt]s|json)$/) || 'jest' in manifest) return {name: 'jest', folder}
  if (has(/(?:^|\/)\.mocharc\.(?:[cm]?js|json|jsonc|ya?ml)$/) || 'mocha' in manifest)
    return {name: 'mocha', folder}
  const vite = names.find(path => /(?:^|\/)vite\.config\.[cm]?[jt]s$/.test(path))
  return vite !== undefined && read(vite)?.includes('vitest') ? {name: 'vitest', folder} : undefined
}

function readManifest(folder: string, {has, read}: Pick<Repo, 'has' | 'read'>): Record<string, unknown> {
  const path = folder === '' ? 'package.json' : `${folder}/package.json`
  try {
    const value: unknown = has(path) ? JSON.parse(read(path) ?? '') : undefined
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Facts say already that it cannot be read.
    return {}
  }
}

function scriptsOf({scripts}: Readonly<Record<string, unknown>>): Record<string, string> {
  if (typeof scripts !== 'object' || scripts === null) return {}
  return Object.fromEntries(Object.entries(scripts).filter(([, script]) => typeof script === 'string'))
}
