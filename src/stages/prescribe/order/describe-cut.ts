import type {Problem} from '../../../errors.ts'
import type {Cut} from './break-rings.ts'
import {isGate} from './waits.ts'

/** Most actions of a ring that are named. */
const shown = 6

/** Tells which actions wait for each other, and what was given up so that one can be first. `idOf` gives `NA-3`. */
export function describeCut({ring, wait}: Cut, idOf: (key: string) => string): Problem {
  const actions = ring.filter(key => !isGate(key)).map(idOf)
  const loop = [...actions.slice(0, shown), ...(actions.length > shown ? ['…'] : []), actions[0] ?? '']
  const given = isGate(wait.first)
    ? `${idOf(wait.waiting)} does not wait for the layers below it`
    : `${idOf(wait.waiting)} does not wait for ${idOf(wait.first)}, which only its zone asks for`
  const several = actions.length > 1 ? 'wait for each other' : 'waits for itself'
  return {kind: 'action-ring', message: `${loop.join(' → ')} ${several}; the cheapest cut: ${given}`}
}
