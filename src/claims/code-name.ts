/** Words that look like identifiers but name the language, the platform or a literal. */
const common = new Set(
  'true false null undefined NaN this self async await const let var function class interface type enum export import default return new throw string number boolean object symbol any unknown never void Promise Map Set Array Object String Number Boolean Date Error RegExp Symbol JSON Math Buffer URL Request Response Headers FormData Blob File AbortSignal AbortController ReadableStream WritableStream TransformStream Uint8Array console process window document globalThis require module exports fetch setTimeout setInterval clearTimeout main master HEAD GET POST PUT PATCH DELETE OPTIONS npm pnpm yarn bun node git'.split(
    ' '
  )
)

/**
 * Whether a code span names a declaration: a call `acquire()`, a member `Lock.acquire`, or a name of several parts or
 * in capitals (`acquireLock`, `Lock`, `MAX_AGE`). A single lower-case word may be anything.
 */
export function isCodeName(text: string): boolean {
  const name = text
    .trim()
    .replace(/^new /, '')
    .replace(/<[\w\s,|[\]]*>(?=\(|$)/, '')
    .replace(/\([^()]*\)$/, '')
  const isCall = /\([^()]*\)$/.test(text.trim())
  if (!/^[A-Za-z_$][\w$]*([.#][A-Za-z_$][\w$]*){0,3}$/.test(name)) return false
  const root = name.split(/[.#]/)[0] ?? name
  if (common.has(name) || common.has(root) || isPlaceholder(name)) return false
  if (/\.(js|ts|io|dev|com|org|net|json|md)$/i.test(name)) return false
  return isCall || /[.#]/.test(name) || isCompound(name) || /^[A-Z][a-z]\w+$/.test(name)
}

/** Whether a name has several parts, so that it is hardly a word of prose: `acquireLock`, `LockFile`, `MAX_AGE`, `$ref`. */
export function isCompound(name: string): boolean {
  const last = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('#')) + 1)
  return /[a-z\d][A-Z]|[A-Za-z\d]_[A-Za-z\d]|^[A-Z]+[A-Z][a-z]/.test(last) && last.length >= 5
}

function isPlaceholder(name: string): boolean {
  return /^(foo|bar|baz|qux|MyClass|MyComponent|MyType|COMPONENT|NAME|X+|YOUR_\w+|my[A-Z]\w*|some[A-Z]\w*|your[A-Z]\w*)$/.test(
    name
  )
}
