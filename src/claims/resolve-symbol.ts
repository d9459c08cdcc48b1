import {compareBy} from '../base/compare.ts'
import type {DeclaredSymbol} from '../facts/facts.ts'
import type {Place} from './claim.ts'
import type {World} from './world.ts'

/** What a written name turned out to be. */
export interface ResolvedSymbol {
  /** The name without call parentheses and generics: `Lock.acquire`. */
  readonly name: string
  /**
   * `declared`: at top level or as a member. `exported`: handed on by a module. `mentioned`: stands in the place's code,
   * as a local, a property, a parameter or a use.
   */
  readonly how: 'declared' | 'exported' | 'mentioned'
  /** Declarations that fit, those in the place only if there are any there; by path and line. */
  readonly symbols: readonly DeclaredSymbol[]
  /** Where it is declared, exported or mentioned; sorted. */
  readonly places: readonly Place[]
  /** Whether these lie in the place that was asked for; true when none was. */
  readonly inPlace: boolean
}

/**
 * Finds a declaration by name (`acquire`, `Lock.acquire`, `acquire()`, `Lock#acquire`).
 *
 * `place` is a root-relative file or folder. Undefined when the name is declared and exported nowhere, and does not
 * stand in the place's code either.
 */
export function resolveSymbol(text: string, world: World, place?: string): ResolvedSymbol | undefined {
  const name = symbolName(text)
  const declared = declaredAs(name, world)
  const exporting = world.symbols.exporting(name)
  if (place === undefined) return elsewhere(name, declared, exporting, true)
  const isInside = (path: string) => place === '' || path === place || path.startsWith(`${place}/`)
  const here = declared.filter(({path}) => isInside(path))
  if (here.length > 0) return {name, how: 'declared', symbols: here, places: placesOf(here), inPlace: true}
  const exportedHere = exporting.filter(isInside)
  if (exportedHere.length > 0)
    return {name, how: 'exported', symbols: declared, places: exportedHere.map(atTop), inPlace: true}
  const mentioned = world.repo.files.filter(
    path => isInside(path) && isCode(path, world) && mentions(path, name, world)
  )
  if (mentioned.length > 0)
    return {name, how: 'mentioned', symbols: declared, places: mentioned.map(atTop), inPlace: true}
  return elsewhere(name, declared, exporting, false)
}

/** The name that a written symbol stands for, without parentheses, type arguments, `new` and `#`. */
export function symbolName(text: string): string {
  return text
    .trim()
    .replace(/^(new|function|class|interface|type|enum|const|let|async|await)\s+/, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\(.*\)$/s, '')
    .replace(/\.prototype\./, '.')
    .replace(/[#]/g, '.')
    .replace(/^@(?=[A-Za-z])/, '')
    .replace(/\.$/, '')
}

/** `object.member` also fits a member of any class, when no declaration has the whole name. */
function declaredAs(name: string, world: World): readonly DeclaredSymbol[] {
  const whole = world.symbols.named(name)
  const cut = name.lastIndexOf('.')
  if (whole.length > 0 || cut < 0) return whole
  const owner = name.slice(0, cut).slice(name.slice(0, cut).lastIndexOf('.') + 1)
  const members = world.symbols.named(name.slice(cut + 1))
  // `lock.acquire` names an instance: its class is called Lock.
  return members.filter(({name: full}) => full.toLowerCase().startsWith(`${owner.toLowerCase()}.`))
}

function elsewhere(
  name: string,
  declared: readonly DeclaredSymbol[],
  exporting: readonly string[],
  inPlace: boolean
): ResolvedSymbol | undefined {
  if (declared.length > 0)
    return {name, how: 'declared', symbols: declared, places: placesOf(declared), inPlace}
  if (exporting.length === 0) return undefined
  return {name, how: 'exported', symbols: [], places: exporting.map(atTop), inPlace}
}

function mentions(path: string, name: string, world: World): boolean {
  const parts = name.split('.')
  return world.words.isIn(path, parts.at(-1) ?? name)
}

function isCode(path: string, world: World): boolean {
  return world.facts.module(path) !== undefined || !/\.(mdx?|markdown)$/i.test(path)
}

function placesOf(symbols: readonly DeclaredSymbol[]): Place[] {
  return symbols
    .map(({path, startLine}) => ({path, line: startLine}))
    .sort(
      compareBy(
        place => place.path,
        place => place.line
      )
    )
}

function atTop(path: string): Place {
  return {path, line: 1}
}
