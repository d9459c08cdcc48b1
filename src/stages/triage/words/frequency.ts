import type {World} from '../../../claims/world.ts'
import {stemsOf} from './stems.ts'

/** How much a word tells: rare words of the code tell most. */
export interface WordWeights {
  /** More than zero. A word that the code does not hold counts as a common one, since prose has words of its own. */
  of(stem: string): number
  /** The same, but a word that the code does not hold is the rarest. */
  strictly(stem: string): number
}

const readRoles: ReadonlySet<string> = new Set(['source', 'config', 'declaration', 'test'])

/**
 * Inverse document frequency over the modules of the repository, comments included.
 *
 * Source: Spärck Jones, A statistical interpretation of term specificity (1972).
 */
export function createWordWeights({facts, repo}: World): WordWeights {
  const modules = facts.modules.filter(({role}) => readRoles.has(role))
  const frequency = new Map<string, number>()
  for (const {id} of modules)
    for (const stem of new Set(stemsOf(repo.read(id) ?? '')))
      frequency.set(stem, (frequency.get(stem) ?? 0) + 1)
  const most = Math.log(modules.length + 1)
  const weight = (stem: string, unknown: number) => {
    const found = frequency.get(stem)
    return found === undefined ? unknown : Math.max(0.1, most - Math.log(found))
  }
  return {of: stem => weight(stem, most / 3), strictly: stem => weight(stem, most)}
}

/** The share of a text's words, by weight, that another text holds; 0 for a text without words. */
export function coverage(
  wanted: ReadonlySet<string>,
  held: ReadonlySet<string>,
  weigh: (stem: string) => number
): number {
  let all = 0
  let found = 0
  for (const stem of wanted) {
    const weight = weigh(stem)
    all += weight
    if (held.has(stem)) found += weight
  }
  return all === 0 ? 0 : found / all
}
