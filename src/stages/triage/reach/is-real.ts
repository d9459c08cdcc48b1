import type {DeclaredSymbol, ModuleId} from '../../../facts/facts.ts'
import type {Binding} from './bindings.ts'
import {keeps, type Mock} from './mocks.ts'

/** A symbol on the way from a test to the one that is asked for. */
export interface Step {
  readonly symbol: DeclaredSymbol
  /** From this symbol to the one that is asked for. */
  readonly chain: readonly DeclaredSymbol[]
  /** Modules that the names on the way were taken through. */
  readonly through: readonly ModuleId[]
}

/** Whether a test with these mocks runs the real code on the way from its own name for the first symbol to the last. */
export function isReal(
  mocks: ReadonlyMap<ModuleId, Mock>,
  {chain, through}: Step,
  binding: Binding
): boolean {
  const [first, ...rest] = chain
  const isKept = (module: ModuleId, name: string) => {
    const mock = mocks.get(module)
    return !mock || keeps(mock, name)
  }
  if (!first) return false
  const own =
    binding.actual || [first.path, ...binding.through].every(module => isKept(module, nameOf(first)))
  return (
    own &&
    rest.every(symbol => isKept(symbol.path, nameOf(symbol))) &&
    through.every(module => !mocks.has(module))
  )
}

function nameOf({name}: DeclaredSymbol): string {
  return name.split('.')[0] ?? name
}
