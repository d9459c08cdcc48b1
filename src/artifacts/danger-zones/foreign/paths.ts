/** Endings of files that a project keeps; without a folder before it a name counts only with one of them. */
const ending =
  'tsx?|[cm]ts|jsx?|[cm]js|jsonc?|ya?ml|toml|mdx?|sql|prisma|graphql|gql|proto|vue|svelte|astro|css|scss|html|sh|py|go|rs|rb|java|kt|cs|php|swift|lock|env'
export const sourceFile = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|go|rs|rb|java|kt|cs|php|swift|sql)$/
// The bounds keep a line of a megabyte without blanks from taking quadratic time.
const withEnding = new RegExp(
  `(?<![\\w/.@:#+-])(?:\\.{0,2}/)?((?:[\\w@.+*()[\\]-]{1,100}/){0,30}[\\w@.+*[\\]-]{0,100}\\w\\.(?:${ending}))(?![\\w-]|\\.\\w|/)`,
  'g'
)
const folder = /(?<=^|[\s("'`])\/?((?:[\w@.+*-]+\/)+(?:[\w@.+*-]+)?)(?![\w(`])/g
const span = /`+([^`\n]+)`+/g
const address = /\b(?:https?|ssh|git|file|mailto):\S+/g
/** Products that are called like a file. */
const product =
  /^(?:[A-Z]\w*|node|next|vue|nuxt|express|three|d3|react|angular|deno|bun|discord|socket)\.(?:js|io)$/

/**
 * The files and folders that a text names, in order, without lines. Folders count only in code or with a slash at the end,
 * since `and/or` and `client/server` look like one.
 */
export function namedPaths(text: string): string[] {
  const clean = text.replace(address, ' ')
  const found = [
    ...matches(clean, withEnding),
    ...[...clean.matchAll(span)].flatMap(match => folderIn(match[1] ?? '', match.index)),
    ...[...clean.matchAll(folder)].flatMap(match =>
      match[1]?.endsWith('/') ? [{at: match.index, path: match[1]}] : []
    )
  ]
  return [...new Set(found.toSorted((a, b) => a.at - b.at).map(({path}) => tidy(path)))].filter(isPath)
}

/** The path that a heading or a cell consists of, `` `internal/io` (enriched) `` among them. */
export function wholePath(text: string): string | undefined {
  const bare = text
    .replace(/\s*\([^()]*\)\s*$/, '')
    .replace(/`/g, '')
    .trim()
  if (/\s/.test(bare) || !/^\/?[\w@.+*[\]()-]+(?:\/[\w@.+*[\]()-]*)*$/.test(bare)) return undefined
  const path = tidy(bare)
  return bare.includes('/') || namedPaths(bare).length > 0 ? (isPath(path) ? path : undefined) : undefined
}

/** The one source file that a text names; documents and settings are none. */
export function onlySourceFile(text: string): string | undefined {
  const files = namedPaths(text).filter(path => sourceFile.test(path))
  return files.length === 1 ? files[0] : undefined
}

/** The one path of a text, else of its first paragraph below the heading: of several none is surely the place. */
export function onlyPath(text: string): string | undefined {
  const body = text.replace(/^#.*\r?\n(?:[ \t]*\r?\n)*/, '')
  const [first = ''] = body.split(/\r?\n[ \t]*\r?\n/)
  return [body, first].map(namedPaths).find(({length}) => length === 1)?.[0]
}

function matches(text: string, pattern: RegExp): {at: number; path: string}[] {
  return [...text.matchAll(pattern)].flatMap(match => (match[1] ? [{at: match.index, path: match[1]}] : []))
}

/** The folder that a code span holds: one word with slashes, no command and no package of a scope. */
function folderIn(code: string, at: number): {at: number; path: string}[] {
  const match = /^\/?((?:[\w@.+*-]+\/)+[\w@.+*-]*)$/.exec(code.trim().replace(/:\d+(?:-\d+)?$/, ''))
  const path = match?.[1]
  if (path === undefined || /^@[^/]+\/[^/]+\/?$/.test(path)) return []
  return [{at, path}]
}

/** Without a leading `./`, what a glob adds at the end, and a parenthesis that the path does not close. */
function tidy(path: string): string {
  return path
    .replace(/^\((?=[^)]*$)/, '')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/(?:\/\*+)+$/, '')
    .replace(/\/$/, '')
}

function isPath(path: string): boolean {
  return path !== '' && !/^(?:n\/a|[*.]+)$/i.test(path) && !product.test(path) && !/^[^/]*[*]|-\./.test(path)
}
