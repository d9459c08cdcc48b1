import {isBuiltinName} from './builtin-names.ts'

/** Extensions a document may mean a file by; a name that ends otherwise (`Lock.acquire`, `v1.2`) is no file name. */
const fileExtension =
  /\.(?:[mc]?[jt]sx?|json[c5]?|mdx?|ya?ml|toml|css|s[ac]ss|less|html?|vue|svelte|astro|sh|bash|ps1|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|sql|prisma|graphql|gql|proto|txt|xml|png|jpe?g|gif|svg|webp|lock|env|cfg|conf|ini|snap|wasm)$/i

const placeholder =
  /[<>{}$*…?|"'`\s]|\.\.\.|\bYOUR\b|(^|\/)[A-Z][A-Z\d]*(_[A-Z\d]+)+(\.(?!mdx?$|txt$)\w+)?(\/|$)|\bX{2,}\b|(?<![A-Za-z])x{3}(?![a-z])|\bN{2,}\b|^path\/(to|from)\b|\/path\/to\/|(^|\/)(foo|bar|baz|my-?\w+|some-?\w+|your-?\w+|example)(\.\w+)?(\/|$)/

/** Whether a text is written like the path of a file or folder of a repository, whatever exists. */
export function isPathLike(text: string): boolean {
  const path = text.replace(/(#.*|:\d+(-\d+|:\d+)?)$/, '')
  if (placeholder.test(path) || !/^[\w@.()[\]+~/\\,%-]+$/.test(path)) return false
  if (/^([a-z][\w+.-]*:)?\/\//i.test(path) || /^(~|\/|\.?\.?\/?$)/.test(path) || /^[\d.]+$/.test(path))
    return false
  // `@./file.md` is how some tools write an import into a text.
  if (isNoPath(path) || /^@\.{1,2}\//.test(path)) return false
  if (isFileName(path)) return true
  return path.endsWith('/') ? /\w/.test(path) : path.includes('/')
}

/** Whether the last part has an extension that files of a repository have, and a name before it. */
export function isFileName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return fileExtension.test(name) && !/^(\.\w+|\.?d\.[mc]?ts)$/.test(name) && !/^[A-Z_]+$/.test(name)
}

/** Whether a heading, an item or an introduction that holds it says where the things below it lie. */
export function isPlaceLike(text: string): boolean {
  if (isPathLike(text)) return true
  return /^(@[\w-]+\/)?[a-z][\w-]*$/.test(text) && !isBuiltinName(text)
}

/** Two-part texts that are something else: MIME types, repositories, scoped packages, rule names, alternatives. */
function isNoPath(path: string): boolean {
  if (
    /^(application|audio|font|image|message|model|multipart|text|video)\/[\w.+*-]+$/.test(path) &&
    !isFileName(path)
  )
    return true
  if (/^@[\w.-]+(\/[\w.-]*)?$/.test(path)) return !isFileName(path)
  if (
    /^(true|false|yes|no|on|off|and|or|get|set|client|read|input|http)\/\w+$/i.test(path) &&
    !isFileName(path)
  )
    return true
  if (/^[A-Z]+(\/[A-Z]+)+$/.test(path)) return true
  return (
    /^(origin|refs|heads|feat|feature|fix|chore|release|hotfix)\/[\w.-]+$/.test(path) && !isFileName(path)
  )
}
