import type {Facts, References} from './facts.ts'
import {moduleOf} from './module-of.ts'

/** The references made by code that ships: uses by tests and fixtures tell who checks a symbol, not who breaks with it. */
export function withoutTests(references: References, facts: Facts): References {
  const left = new Set(
    facts.modules.filter(({role}) => role === 'test' || role === 'fixture').map(({id}) => id)
  )
  return {...references, list: references.list.filter(({from}) => !left.has(moduleOf(from)))}
}
