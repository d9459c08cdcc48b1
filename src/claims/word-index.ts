import {compareText} from '../base/compare.ts'
import type {Facts} from '../facts/facts.ts'
import type {Repo} from '../repo/repo.ts'

/** Where identifiers stand in code, comments left out; Markdown and lock files are no code. */
export interface WordIndex {
  /** Whether `word` stands in that file as a whole word. */
  isIn(path: string, word: string): boolean
  /** Whether it stands in any file of the repository. */
  isAnywhere(word: string): boolean
  /** Whether it stands in a comment of a source module. */
  isInComment(word: string): boolean
  /** The one other identifier that has the same parts in another order: `retryMax` for `maxRetry`. */
  reordered(word: string): string | undefined
}

const identifier = /[\p{ID_Start}_$][\p{ID_Continue}$]*/gu

export function createWordIndex(repo: Repo, facts: Facts): WordIndex {
  let all: Set<string> | undefined
  let comments: ReadonlySet<string> | undefined
  let byParts: ReadonlyMap<string, readonly string[]> | undefined
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
    },
    reordered(word) {
      all ??= wordsOfAll(repo, facts)
      byParts ??= groupByParts(all)
      // The same parts in the same order in another style are another kind of name: a variable of the environment.
      const inOrder = (name: string) => splitName(name).join(' ')
      const isSameStyle = (name: string) => name.includes('_') === word.includes('_') && !name.startsWith('$')
      const [only, ...others] = byParts.get(partsOf(word)) ?? []
      if (only === undefined || others.length > 0 || !isSameStyle(only)) return undefined
      return inOrder(only) === inOrder(word) ? undefined : only
    },
    isInComment(word) {
      comments ??= wordsOfComments(facts)
      return comments.has(word)
    }
  }
}

function groupByParts(words: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const word of words) {
    // Two parts in another order may well be two things.
    const parts = partsOf(word)
    if (parts.split(' ').length < 3) continue
    const group = groups.get(parts)
    if (group) group.push(word)
    else groups.set(parts, [word])
  }
  return groups
}

function partsOf(word: string): string {
  return splitName(word).sort(compareText).join(' ')
}

function splitName(word: string): string[] {
  const parts = word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z\d]+/g) ?? []
  return parts.map(part => part.toLowerCase())
}

function wordsOfComments(facts: Facts): Set<string> {
  const words = new Set<string>()
  for (const {id} of facts.modules)
    for (const {value} of facts.ast(id)?.comments ?? [])
      for (const word of value.match(identifier) ?? []) words.add(word)
  return words
}

function wordsOfAll(repo: Repo, facts: Facts): Set<string> {
  const all = new Set<string>()
  for (const path of repo.files) {
    // A component may be known by the name of its file alone.
    for (const word of path.slice(path.lastIndexOf('/') + 1).match(identifier) ?? []) all.add(word)
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
