import {parse} from 'jsonc-parser'
import type {Repo} from '../repo/repo.ts'
import {joinPath, parentOf} from './join-path.ts'

/** One entry of `compilerOptions.paths`: text before and after the `*`, and the folders it stands for. */
export interface Alias {
  readonly prefix: string
  readonly suffix: string
  readonly wildcard: boolean
  readonly targets: readonly string[]
}

export type Aliases = readonly Alias[]

/** The aliases of every tsconfig, root-relative. `extends` needs no following, since the extended file is listed too. */
export function readAliases(repo: Repo, tsconfigs: readonly string[]): Aliases {
  return tsconfigs.flatMap(path => aliasesOf(path, parse(repo.read(path) ?? '')))
}

/** Where an alias could lead, in the order of the configuration. */
export function aliasTargets(text: string, aliases: Aliases): string[] {
  return aliases.flatMap(({prefix, suffix, wildcard, targets}) => {
    if (!wildcard) return text === prefix ? [...targets] : []
    if (!text.startsWith(prefix) || !text.endsWith(suffix) || text.length < prefix.length + suffix.length)
      return []
    const middle = text.slice(prefix.length, text.length - suffix.length)
    return targets.map(target => target.replace('*', middle))
  })
}

function aliasesOf(path: string, config: unknown): Alias[] {
  const options = fieldOf(config, 'compilerOptions')
  const baseUrl = fieldOf(options, 'baseUrl')
  const base = joinPath(parentOf(path), typeof baseUrl === 'string' ? baseUrl : '.') ?? ''
  const paths = fieldOf(options, 'paths')
  if (typeof paths !== 'object' || paths === null) return []
  return Object.entries(paths).flatMap(([pattern, targets]) => {
    const [prefix = '', suffix = ''] = pattern.split('*')
    // `*` alone matches every text, so it would say nothing of what was meant.
    if (prefix === '' || !Array.isArray(targets)) return []
    const texts = targets.filter(target => typeof target === 'string')
    return [
      {
        prefix,
        suffix,
        wildcard: pattern.includes('*'),
        targets: texts.flatMap(text => joinPath(base, text) ?? [])
      }
    ]
  })
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
