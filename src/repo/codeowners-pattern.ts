/**
 * What a pattern of CODEOWNERS matches: the rules of .gitignore without `!`, `[ ]` and `\#`, a line with one of which is no rule;
 * and `docs/*` stops at the files of `docs`.
 *
 * Source: docs.github.com, "About code owners", "CODEOWNERS syntax".
 */
export function codeOwnersPattern(pattern: string): ((path: string) => boolean) | undefined {
  if (/^!|^\\#|[[\]]/.test(pattern) || pattern === '/') return undefined
  const isFolder = pattern.endsWith('/')
  const parts = pattern.replace(/^\//, '').replace(/\/$/, '').split('/')
  const isAnchored = pattern.startsWith('/') || parts.length > 1
  const body = toExpression(isAnchored ? parts : ['**', ...parts])
  const end = isFolder ? '/.+' : isAnchored && parts.at(-1) === '*' ? '' : '(?:/.+)?'
  const expression = new RegExp(`^${body}${end}$`)
  return path => expression.test(path)
}

/** `**` stands for any number of folders, none too. */
function toExpression(parts: readonly string[]): string {
  return parts
    .map((part, index) => {
      const isLast = index === parts.length - 1
      if (part !== '**') return toName(part) + (isLast ? '' : '/')
      return isLast ? '.+' : '(?:.+/)?'
    })
    .join('')
}

function toName(part: string): string {
  return part.replace(/\\(.)|(.)/gsu, (_all, escaped: string | undefined, plain: string) => {
    if (plain === '*') return '[^/]*'
    if (plain === '?') return '[^/]'
    return (escaped ?? plain).replace(/[.*+?^${}()|\\/]/, '\\$&')
  })
}
