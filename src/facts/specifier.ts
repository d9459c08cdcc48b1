import {builtinModules} from 'node:module'
import {joinPath} from '../repo/posix-path.ts'

const builtins = new Set(builtinModules.map(name => name.replace(/^node:/, '')))

/** `node:fs` for `fs`, `node:fs` and `fs/promises`; undefined for what is no built-in of Node.js. */
export function builtinOf(specifier: string): string | undefined {
  const name = specifier.replace(/^node:/, '')
  if (!builtins.has(name) && !specifier.startsWith('node:')) return undefined
  return `node:${name.split('/')[0] ?? name}`
}

/**
 * The request behind loaders that webpack takes in a specifier, `./x.ts` of `!!raw-loader!./x.ts`; undefined without any.
 *
 * Source: https://webpack.js.org/concepts/loaders/#inline
 */
export function afterLoaders(specifier: string): string | undefined {
  return /^.*!(.+)$/s.exec(specifier)?.[1]
}

/** Whether a specifier has a scheme of its own: `bun:test`, `virtual:pages`, `https://…`. */
export function hasScheme(specifier: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(specifier)
}

export function isRelative(specifier: string): boolean {
  return /^\.\.?(?:\/|$)/.test(specifier)
}

/**
 * The path that a specifier gives from a folder, with a slash at its end when it can only mean a folder: `./x/` and
 * `..` pass over a file of that name. Undefined when it leaves the root.
 *
 * Source: https://nodejs.org/api/modules.html#all-together
 */
export function joinSpecifier(folder: string, specifier: string): string | undefined {
  const path = joinPath(folder, specifier)
  return path !== undefined && /(?:^|\/)\.{0,2}$/.test(specifier) ? `${path}/` : path
}

/** A package's name and the subpath behind it, `''` for none; undefined when it cannot be a package's name. */
export function splitPackage(specifier: string): {name: string; subpath: string} | undefined {
  const match = /^((?:@[\w.~-]+\/)?[a-z\d_][\w.~-]*)(?:\/(.*))?$/i.exec(specifier)
  return match?.[1] === undefined ? undefined : {name: match[1], subpath: match[2] ?? ''}
}
