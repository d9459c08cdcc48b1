import {codeOwnersPattern} from './codeowners-pattern.ts'
import type {Repo} from './repo.ts'

/** Who owns what, by the first CODEOWNERS file that GitHub would take. */
export interface CodeOwners {
  /** `.github/CODEOWNERS` */
  readonly path: string
  /** Owners as written, in order; empty when no line matches the path or the last that does names none. */
  ownersOf(path: string): readonly string[]
}

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']
const maximumBytes = 3_000_000

/**
 * Reads the owners of the root; undefined without a file, for one of 3 MB or more, which GitHub does not load, and for one with
 * sections of GitLab, which has rules of its own.
 *
 * Source: docs.github.com, "About code owners".
 */
export function readCodeOwners(repo: Pick<Repo, 'has' | 'read'>): CodeOwners | undefined {
  const path = places.find(place => repo.has(place))
  const text = path === undefined ? undefined : repo.read(path)
  if (path === undefined || text === undefined || Buffer.byteLength(text) >= maximumBytes) return undefined
  const rules = parseCodeOwners(text)
  return rules && {path, ownersOf: file => rules.findLast(({matches}) => matches(file))?.owners ?? []}
}

interface Rule {
  matches(path: string): boolean
  readonly owners: readonly string[]
}

/** The rules in order; lines that GitHub skips are left out. Undefined when it holds sections of GitLab. */
export function parseCodeOwners(text: string): Rule[] | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (lines.some(line => /^\^?\[[^\]]+\](?:\[\d+\])?(?:\s|$)/.test(line.trim()))) return undefined
  return lines.flatMap(line => parseLine(line) ?? [])
}

function parseLine(line: string): Rule | undefined {
  const [pattern, ...owners] = wordsOf(line)
  const matches = pattern === undefined ? undefined : codeOwnersPattern(pattern)
  return matches && owners.every(isOwner) ? {matches, owners} : undefined
}

/** Words between blanks; a backslash keeps a blank in a pattern. A word that begins with `#` begins a comment. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:\\.|\S)+/g) ?? []
  const comment = words.findIndex(word => word.startsWith('#'))
  return comment < 0 ? words : words.slice(0, comment)
}

/** `@user`, `@organisation/team` or an address. */
function isOwner(word: string): boolean {
  return /^@[\w.-]+(?:\/[\w.-]+)?$/.test(word) || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(word)
}
