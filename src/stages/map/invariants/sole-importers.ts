import {compareBy, compareText, sortedUnique} from '../../../base/compare.ts'
import type {ExternalUse} from '../../../facts/facts.ts'
import {isWithin, weighFolders} from './folder-weights.ts'
import type {InvariantInput, InvariantRule} from './input.ts'
import {isProduct} from './is-product.ts'

const maximumEffects = 3
const maximumPackages = 2

/** Built-ins through which code reaches outside of the process, the widest reach first, by what they reach. */
const effects = [
  ['files', 'node:fs'],
  ['processes', 'node:child_process'],
  ['network', 'node:http'],
  ['network', 'node:https'],
  ['network', 'node:http2'],
  ['network', 'node:net'],
  ['network', 'node:tls'],
  ['network', 'node:dgram'],
  ['threads', 'node:worker_threads'],
  ['processes', 'node:cluster'],
  ['code', 'node:vm']
] as const

/** Built-ins for files, processes and the network that one file or folder of the program alone imports. */
export const soleEffects: InvariantRule = input => {
  const uses = usesByName(input)
  const reached = new Set<string>()
  const found = effects.flatMap(([reach, name]) => {
    // One built-in stands for all that reach the same.
    const rows = reached.has(reach) ? [] : soleImporter(name, uses.get(name) ?? [], input)
    if (rows.length > 0) reached.add(reach)
    return rows
  })
  return found.slice(0, maximumEffects)
}

/**
 * Packages that one folder alone imports, most used first: those that a manifest lists for run time, in a folder that the rest of
 * the program uses or that is a way into it. Benchmarks and scripts have theirs to themselves anyway.
 */
export const solePackages: InvariantRule = input =>
  [...usesByName(input)]
    .filter(([name, uses]) => uses.length > 1 && !name.startsWith('node:') && isShipped(name, input))
    .flatMap(([name, uses]) => soleImporter(name, uses, input))
    .sort(
      compareBy(
        ({of}) => -of,
        ({text}) => text
      )
    )
    .slice(0, maximumPackages)

/** `node:fs/promises` is a way to `node:fs`. What no manifest lists may be an alias of the build's own, and is left out. */
function usesByName({facts}: InvariantInput): Map<string, ExternalUse[]> {
  const unknown = new Set(facts.unresolved.map(({specifier}) => specifier))
  const aliases = new Set(
    facts.externals.filter(({specifier}) => unknown.has(specifier)).map(({name}) => name)
  )
  const uses = new Map<string, ExternalUse[]>()
  for (const use of facts.externals) {
    if (use.test || aliases.has(use.name)) continue
    const name = use.name.startsWith('node:') ? use.name.replace(/\/.*$/, '') : use.name
    const known = uses.get(name)
    if (known) known.push(use)
    else uses.set(name, [use])
  }
  return uses
}

function soleImporter(name: string, uses: readonly ExternalUse[], input: InvariantInput) {
  const home = input.components.length < 3 ? undefined : homeOf(uses, input)
  if (home === undefined || !isProduct(home, input)) return []
  return [
    {
      text: `Only \`${home}\` imports \`${name}\`.`,
      holds: uses.length,
      of: uses.length,
      counted: 'statements that import it, type-only ones among them'
    }
  ]
}

/** The one file, else the smallest folder short of half of the components, that holds all uses. */
function homeOf(uses: readonly ExternalUse[], input: InvariantInput): string | undefined {
  const files = sortedUnique(uses.map(({from}) => from))
  if (files.length === 1) return files[0]
  const holding = weighFolders(input).folders.filter(folder => files.every(file => isWithin(file, folder)))
  return files.length === 0 ? undefined : holding.sort((a, b) => b.length - a.length || compareText(a, b))[0]
}

function isShipped(name: string, {facts}: InvariantInput): boolean {
  return facts.layout.packages.some(({manifest}) =>
    [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies].some(
      list => typeof list === 'object' && list !== null && Object.hasOwn(list, name)
    )
  )
}
