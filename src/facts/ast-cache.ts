import {createRecentValues, type RecentValues} from '../base/recent-values.ts'
import type {ModuleAst, ModuleId} from './facts.ts'

export type AstCache = RecentValues<ModuleId, ModuleAst>

/** About 60 MB of syntax trees. */
const budget = 2_000_000

/**
 * Keeps the latest trees up to a budget of source characters.
 * Weak references would not do: they keep their targets alive until the synchronous run ends.
 */
export function createAstCache(maxCharacters = budget): AstCache {
  return createRecentValues(maxCharacters, ast => ast.text.length)
}
