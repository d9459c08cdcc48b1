import type {EffectSite} from '../../effects/effect-sites.ts'
import type {EntryPointKind, ModuleId, SymbolId} from '../../facts/facts.ts'

/** Where a flow begins: an entry point, or a table of functions whose users could not be followed. */
export interface FlowEntry {
  readonly kind: EntryPointKind | 'table'
  /** Of a table its variable. */
  readonly name: string
  readonly path: ModuleId
}

/** One declaration on the way; `path#` for a program's top level, and for a handler that stands in place. */
export interface FlowStep {
  readonly symbol: SymbolId
  readonly path: ModuleId
}

/** A chain of resolved calls from where a request enters to where it leaves the program. */
export interface Flow {
  readonly entry: FlowEntry
  /** Each holds a call of the next. */
  readonly steps: readonly FlowStep[]
  /** A call that the last step holds. */
  readonly effect?: Pick<EffectSite, 'kind' | 'path' | 'line' | 'name'>
}
