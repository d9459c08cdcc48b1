import {isCodeFile} from '../../repo/code-file.ts'
import {isFixturePath} from '../../repo/file-name.ts'
import {parseJsonObject} from '../../repo/json.ts'
import {baseOf, folderOf, isWithin, joinPath} from '../../repo/posix-path.ts'
import type {EntryPoint} from '../facts.ts'
import type {EntryContext, ReadEntries} from './entry-context.ts'

/** Functions that lie in a folder which a platform looks into: Vercel's `api`, Netlify's `netlify/functions`. */
export const folderHandlers: ReadEntries = context =>
  context.repo.files
    .filter(path => !isFixturePath(path))
    .flatMap(path => {
      if (baseOf(path) === 'vercel.json') return vercelEntries(path, context)
      return baseOf(path) === 'netlify.toml' ? netlifyEntries(path, context) : []
    })

/**
 * Every file below `api` that exports a function, unless `builds` says otherwise or `api` is a package of its own.
 *
 * Source: https://vercel.com/docs/functions/configuring-functions and https://vercel.com/docs/project-configuration
 */
function vercelEntries(file: string, context: EntryContext): EntryPoint[] {
  const {repo} = context
  const folder = joinPath(folderOf(file), 'api') ?? ''
  const hasBuilds = 'builds' in parseJsonObject(repo.read(file) ?? '').value
  if (hasBuilds || repo.has(joinPath(folder, 'package.json') ?? '')) return []
  return sourcesIn(folder, context)
    .filter(
      path => !/(?:^|\/)[._]/.test(path.slice(folder.length + 1)) && servesRequests(repo.read(path) ?? '')
    )
    .map(path => ({kind: 'handler', name: `/api/${routeOf(path.slice(folder.length + 1))}`, path, line: 1}))
}

function servesRequests(text: string): boolean {
  return /^export\s+default\b|^export\s+(?:(?:async\s+)?function|const)\s+(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b|^module\.exports\s*=/m.test(
    text
  )
}

function routeOf(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/(?:^|\/)index$/, '')
}

/**
 * Files and folders right in the functions folder; the folder of a function holds `index` or a file of its own name.
 *
 * Source: https://docs.netlify.com/build/functions/get-started/
 */
function netlifyEntries(file: string, context: EntryContext): EntryPoint[] {
  const folder = joinPath(folderOf(file), netlifyFolder(context.repo.read(file) ?? ''))
  if (folder === undefined || folder === '') return []
  return sourcesIn(folder, context).flatMap(path => {
    const [first = '', second, ...deeper] = path.slice(folder.length + 1).split('/')
    const name = first.replace(/\.[cm]?[jt]s$/, '')
    const stem = second?.replace(/\.[cm]?[jt]s$/, '')
    const isFunction = second === undefined || (deeper.length === 0 && (stem === 'index' || stem === first))
    return isFunction ? [{kind: 'handler', name, path, line: 1} as const] : []
  })
}

/** The folder that `[functions]` or `[build]` sets. */
function netlifyFolder(text: string): string {
  const [, own] = /^\s*\[functions\][^[]*?^\s*directory\s*=\s*["']([^"']+)["']/m.exec(text) ?? []
  const [, old] = /^\s*\[build\][^[]*?^\s*functions\s*=\s*["']([^"']+)["']/m.exec(text) ?? []
  return own ?? old ?? 'netlify/functions'
}

function sourcesIn(folder: string, {repo, sourceAt}: EntryContext): string[] {
  return repo.files.filter(path => isCodeFile(path) && isWithin(path, folder) && sourceAt(path) === path)
}
