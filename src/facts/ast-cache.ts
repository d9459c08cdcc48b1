import type {ModuleAst, ModuleId} from './facts.ts'

/** About 60 MB of syntax trees. */
const budget = 2_000_000

/**
 * Keeps the latest trees up to a budget of source characters.
 * Weak references would not do: they keep their targets alive until the synchronous run ends.
 */
export interface AstCache {
  get(id: ModuleId): ModuleAst | undefined
  add(ast: ModuleAst): void
}

export function createAstCache(maxCharacters = budget): AstCache {
  const kept = new Map<ModuleId, ModuleAst>()
  let characters = 0
  const drop = (id: ModuleId) => {
    characters -= kept.get(id)?.text.length ?? 0
    kept.delete(id)
  }
  return {
    get(id) {
      const ast = kept.get(id)
      if (ast) {
        kept.delete(id)
        kept.set(id, ast)
      }
      return ast
    },
    add(ast) {
      drop(ast.path)
      kept.set(ast.path, ast)
      characters += ast.text.length
      for (const id of kept.keys()) {
        if (characters <= maxCharacters || id === ast.path) break
        drop(id)
      }
    }
  }
}
