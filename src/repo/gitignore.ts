import {baseOf, foldersAbove} from './posix-path.ts'

/** One line of a .gitignore. `matches` takes a path relative to the file's own folder. */
export interface IgnoreRule {
  readonly negated: boolean
  readonly folderOnly: boolean
  readonly pattern: RegExp
}

/** The rules of a folder above the root; `prefix` leads from it to the root and ends with a slash. */
export interface OuterRules {
  readonly prefix: string
  readonly rules: readonly IgnoreRule[]
}

/** Whether git ignores an entry itself; the caller does not descend into ignored folders. */
export type IsIgnored = (path: string, isFolder: boolean) => boolean

const alwaysLeftOut = new Set(['.git', 'node_modules', '.groundtruth'])

/**
 * Judges entries by the .gitignore files of the tree, the nearest one first and in each the last match.
 * The user's global excludes and `.git/info/exclude` do not count, so that every machine sees the same tree.
 *
 * `readRules` gives the text of a folder's .gitignore; `extra` are patterns relative to the root that win over all.
 *
 * Source: https://git-scm.com/docs/gitignore
 */
export function createIgnore(
  readRules: (folder: string) => string | undefined,
  extra: readonly string[] = [],
  outer: readonly OuterRules[] = []
): IsIgnored {
  const extraRules = parseIgnore(extra.join('\n'))
  const rulesByFolder = new Map<string, readonly IgnoreRule[]>()
  const rulesOf = (folder: string) => {
    const known = rulesByFolder.get(folder)
    if (known) return known
    const rules = parseIgnore(readRules(folder) ?? '')
    rulesByFolder.set(folder, rules)
    return rules
  }

  return (path, isFolder) => {
    if (alwaysLeftOut.has(baseOf(path))) return true
    const byExtra = decide(extraRules, path, isFolder)
    if (byExtra !== undefined) return byExtra
    for (const folder of foldersAbove(path)) {
      const relative = folder === '' ? path : path.slice(folder.length + 1)
      const decision = decide(rulesOf(folder), relative, isFolder)
      if (decision !== undefined) return decision
    }
    for (const {prefix, rules} of outer) {
      const decision = decide(rules, prefix + path, isFolder)
      if (decision !== undefined) return decision
    }
    return false
  }
}

/** Whether the rules ignore the path, take it back, or (undefined) say nothing. */
export function decide(rules: readonly IgnoreRule[], path: string, isFolder: boolean): boolean | undefined {
  const rule = rules.findLast(({folderOnly, pattern}) => (isFolder || !folderOnly) && pattern.test(path))
  return rule && !rule.negated
}

/** The rules of a .gitignore, in source order. */
export function parseIgnore(text: string): IgnoreRule[] {
  const rules: IgnoreRule[] = []
  for (const rawLine of text.replace(/^\uFEFF/, '').split('\n')) {
    const line = rawLine.replace(/\r$/, '').replace(/(?<!\\) +$/, '')
    if (line === '' || line.startsWith('#')) continue
    const negated = line.startsWith('!')
    const glob = negated ? line.slice(1) : line
    const folderOnly = glob.endsWith('/')
    const pattern = toPattern(folderOnly ? glob.slice(0, -1) : glob)
    if (pattern) rules.push({negated, folderOnly, pattern})
  }
  return rules
}

/** A pattern with a slash is bound to its folder, one without matches at every depth. */
function toPattern(glob: string): RegExp | undefined {
  if (glob === '') return undefined
  const anchored = glob.includes('/')
  const body = glob.startsWith('/') ? glob.slice(1) : glob
  try {
    return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${translate(body)}$`, 's')
  } catch {
    // An unclosed or reversed class matches nothing in git either.
    return undefined
  }
}

function translate(glob: string): string {
  const tokens =
    /^\*\*\/|\/\*\*\/|\/\*\*$|^\*\*$|\*+|\?|\[(?:[!^])?(?:\]|\\.)?(?:[^\]\\]|\\.)*\]|\\.|[^*?[\\/]+|[\s\S]/g
  return (glob.match(tokens) ?? []).map(translateToken).join('')
}

function translateToken(token: string): string {
  if (token === '**/') return '(?:.*/)?'
  if (token === '/**/') return '/(?:.*/)?'
  if (token === '/**') return '/.+'
  if (token === '**') return '.*'
  if (token.startsWith('*')) return '[^/]*'
  if (token === '?') return '[^/]'
  if (token.startsWith('[') && token.length > 1) return translateClass(token)
  if (token.startsWith('\\')) return escapeRegExp(token.slice(1))
  return escapeRegExp(token)
}

function translateClass(token: string): string {
  const negated = token[1] === '!' || token[1] === '^'
  const members = token.slice(negated ? 2 : 1, -1).replace(/[[\]]/g, '\\$&')
  return `(?!/)[${negated ? '^' : ''}${members}]`
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
