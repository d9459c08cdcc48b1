import type {KeyTypeRow} from '../../artifacts/architecture.ts'
import type {KeyTypeUse} from '../../artifacts/detailed-design.ts'
import {compareBy} from '../../base/compare.ts'
import type {Facts, SymbolKind} from '../../facts/facts.ts'
import {nameOf} from './export-list.ts'
import {countImports} from './import-counts.ts'
import {saysWhatItIs} from './purpose.ts'

/** With figures, in the detailed design. */
const maximumListed = 20
/** Without, in ARCHITECTURE.md. */
const maximumRows = 10
const fewestImporters = 2
const longestSummary = 100

const typeKinds: ReadonlySet<SymbolKind> = new Set(['class', 'interface', 'type', 'enum'])

/** A key type with what it says of itself. */
export interface KeyType extends KeyTypeUse {
  readonly summary?: string
}

/**
 * Declared classes, interfaces, types and enums that two or more modules import by name, through whatever barrel; at most twenty,
 * most imported first, then by name, path.
 */
export function findKeyTypes(facts: Facts): KeyType[] {
  return [...countImports(facts).bySymbol]
    .flatMap(([id, modules]) => {
      const symbol = facts.symbol(id)
      const name = nameOf(symbol)
      if (!symbol || name === undefined || !typeKinds.has(symbol.kind) || modules < fewestImporters) return []
      const {path, startLine, summary} = symbol
      return [{name, path, line: startLine, modules, ...(summary === undefined ? {} : {summary})}]
    })
    .sort(
      compareBy(
        ({modules}) => -modules,
        ({name}) => name,
        ({path}) => path
      )
    )
    .slice(0, maximumListed)
}

/** The first ten, without figures; a summary only when it is short and says what the thing is. */
export function toKeyTypeRows(types: readonly KeyType[]): KeyTypeRow[] {
  return types.slice(0, maximumRows).map(({name, path, summary = ''}) => {
    const text = summary.replace(/\s+/g, ' ').trim()
    const isShown = text !== '' && text.length <= longestSummary && saysWhatItIs(text)
    return {name, path, ...(isShown ? {summary: text} : {})}
  })
}

/** The figures alone. */
export function toKeyTypeUses(types: readonly KeyType[]): KeyTypeUse[] {
  return types.map(({name, path, line, modules}) => ({name, path, line, modules}))
}
