import type {Node} from '@oxc-project/types'
import {groupBy} from '../base/group-by.ts'
import type {Facts, ModuleAst, ModuleId, SymbolId} from '../facts/facts.ts'
import {isCall} from '../syntax/call-name.ts'
import {propertyName} from '../syntax/property-name.ts'
import {stringValue} from '../syntax/string-value.ts'
import type {PackageValue} from './effect-calls.ts'

/** What the exported variables and classes of the repository hold of packages, and members of exported objects as `path#name.member`. */
export type HeldValues = ReadonlyMap<SymbolId, PackageValue>

/** What the imported names of a module stand for, and what a specifier gives as a whole. */
export interface ImportValues {
  /** By local name, `local.member` for what an imported object holds. */
  of(local: string): PackageValue | undefined
  ofSpecifier(specifier: string): PackageValue | undefined
}

export function readImportValues(ast: ModuleAst, facts: ModuleFacts, held: HeldValues): ImportValues {
  const packages = facts.packages(ast.path)
  const ofSpecifier = (specifier: string): PackageValue | undefined => {
    const name = packages.get(specifier)
    if (name === undefined) return undefined
    // A built-in's subpath is one of its members: `fs/promises`.
    const member = name.startsWith('node:')
      ? specifier
          .replace(/^node:/, '')
          .split('/')
          .slice(1)
      : []
    return {package: name, path: member}
  }
  const values = new Map(facts.heldBy(ast.path, held))
  for (const statement of ast.program.body)
    if (statement.type === 'ImportDeclaration') {
      const whole = ofSpecifier(statement.source.value)
      for (const specifier of whole ? statement.specifiers : [])
        values.set(specifier.local.name, ofName(whole as PackageValue, specifier))
    }
  return {of: local => values.get(local), ofSpecifier}
}

function ofName(whole: PackageValue, specifier: Node): PackageValue {
  if (specifier.type === 'ImportNamespaceSpecifier') return whole
  const imported =
    specifier.type === 'ImportSpecifier'
      ? specifier.imported.type === 'Identifier'
        ? specifier.imported.name
        : specifier.imported.value
      : 'default'
  return {package: whole.package, path: [...whole.path, imported]}
}

/** `fs` of `require('fs')`. */
export function requiredBy(node: Node): string | undefined {
  if (!isCall(node) || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined
  return stringValue(node.arguments[0])
}

/** The facts that values are read from, by module. */
export interface ModuleFacts {
  /** Packages by specifier. */
  packages(path: ModuleId): ReadonlyMap<string, string>
  /** Local names by which a module knows held values. */
  heldBy(path: ModuleId, held: HeldValues): readonly (readonly [string, PackageValue])[]
}

export function createModuleFacts(facts: Facts): ModuleFacts {
  const packages = new Map<ModuleId, Map<string, string>>()
  for (const {from, specifier, name} of facts.externals) {
    const known = packages.get(from) ?? new Map()
    packages.set(from, known.set(specifier, name))
  }
  for (const {from, specifier} of facts.unresolved)
    if (generatedPrisma.test(specifier))
      packages.set(from, (packages.get(from) ?? new Map()).set(specifier, '@prisma/client'))
  const imports = groupBy(
    facts.imports.filter(({kind}) => kind !== 'reexport'),
    ({from}) => from
  )
  const symbolOf = (to: ModuleId, imported: string) =>
    facts.module(to)?.exports.find(({name}) => name === imported)?.symbol
  return {
    packages: path => packages.get(path) ?? new Map(),
    heldBy: (path, held) =>
      (held.size === 0 ? [] : (imports.get(path) ?? [])).flatMap(({to, names}) =>
        names.flatMap(({imported, local}) => heldOf(symbolOf(to, imported) ?? '', local, held))
      )
  }
}

function heldOf(symbol: SymbolId, local: string, held: HeldValues): (readonly [string, PackageValue])[] {
  const own = held.get(symbol)
  if (own) return [[local, own]]
  return [...held].flatMap(([id, value]) =>
    symbol !== '' && id.startsWith(`${symbol}.`)
      ? [[`${local}.${id.slice(symbol.length + 1)}`, value] as const]
      : []
  )
}

/** Prisma writes its client into the tree, where git mostly ignores it. */
const generatedPrisma = /(?:^|[/@.-])prisma(?:[/.-]|$)/i

/** The key of a property in a destructuring pattern. */
export function keyIn(property: Node): string | undefined {
  return property.type === 'Property' ? propertyName(property) : undefined
}
