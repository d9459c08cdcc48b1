import type {ModuleId, SymbolId} from './facts.ts'

/** `src/lock.ts` of `src/lock.ts#Lock.acquire`. */
export function moduleOf(symbol: SymbolId): ModuleId {
  return symbol.slice(0, symbol.indexOf('#'))
}
