import type {Facts, SymbolId} from '../../../facts/facts.ts'

/** Whether a declaration makes an error: a class of errors, or a function named after what it makes. Handlers of errors do not. */
export function isFailure(id: SymbolId, facts: Facts): boolean {
  const name = id.slice(Math.max(id.indexOf('#'), id.lastIndexOf('.')) + 1)
  if (!/[^.#](?:Error|Exception)$/.test(name)) return false
  return (
    facts.symbol(id)?.kind === 'class' ||
    /^(?:[A-Z]|(?:build|create|get|make|new|throw|to|wrap)[A-Z])/.test(name)
  )
}
