import type {Facts} from '../facts/facts.ts'
import type {Repo} from '../repo/repo.ts'

/** Where identifiers stand in code, comments left out; Markdown and lock files are no code. */
export interface WordIndex {
  /** Whether `word` stands in that file as a whole word. */
  isIn(path: string, word: string): boolean
  /** Whether it stands in any file of the repository. */
  isAnywhere(word: string): boolean
}

const identifier = /[\p{ID_Start}_$][\p{ID_Continue}$]*/gu

export function createWordIndex(repo: Repo, facts: Facts): WordIndex {
  let all: Set<string> | undefined
  const perFile = new Map<string, Set<string>>()
  const wordsOf = (path: string): Set<string> => {
    const known = perFile.get(path)
    if (known) return known
    const words = new Set(codeOf(path, repo, facts).match(identifier))
    perFile.set(path, words)
    return words
  }
  return {
    isIn: (path, word) => wordsOf(path).has(word),
    isAnywhere(word) {
      all ??= wordsOfAll(repo, facts)
      return all.has(word)
    }
  }
}

function wordsOfAll(repo: Repo, facts: Facts): Set<string> {
  const all = new Set<string>()
  for (const path of repo.files) {
    if (
      /\.(mdx?|markdown|lock|map|png|jpe?g|gif|svg|ico|woff2?)$|(^|\/)(package-lock\.json|pnpm-lock\.yaml)$/i.test(
        path
      )
    )
      continue
    for (const word of codeOf(path, repo, facts).match(identifier) ?? []) all.add(word)
  }
  return all
}

/** The text of a file with the comments of source modules blanked. The tree of a component holds its scripts alone. */
function codeOf(path: string, repo: Repo, facts: Facts): string {
  const ast = facts.module(path) ? facts.ast(path) : undefined
  const text = repo.read(path) ?? ''
  if (!ast) return text
  let code = ''
  let position = 0
  for (const {start, end} of ast.comments) {
    code += `${text.slice(position, start)} `
    position = end
  }
  return code + text.slice(position)
}
