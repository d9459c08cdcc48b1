/** A path as a person wrote it, taken apart. */
export interface PathText {
  /** POSIX, without `./` and without a trailing slash; may start with `../` or `/`. `''` is the folder itself. */
  readonly path: string
  /** Whether it was written with a trailing slash. */
  readonly folder: boolean
  /** 1-based first and last line of `a.ts:3-9` or `a.ts#L3`. */
  readonly lines?: {readonly first: number; readonly last: number}
  /** What follows `#` when it is no line: a heading's slug or a symbol. */
  readonly fragment?: string
}

/** Takes a written path apart: percent escapes, line anchors, quotes, closing punctuation. Never throws. */
export function readPathText(text: string): PathText {
  const [beforeHash = '', fragment] = splitOnce(unquote(text.trim()), '#')
  const anchor = /:(\d+)(?:-(?:L)?(\d+)|:\d+)?$/.exec(beforeHash)
  const bare = anchor ? beforeHash.slice(0, anchor.index) : beforeHash
  const lines = anchor ? toLines(anchor[1], anchor[2]) : linesOf(fragment)
  const path = decode(bare.replace(/\?.*$/, '').replace(/[,;:!]+$/, '')).replaceAll('\\', '/')
  return {
    path: path
      .replace(/^(\.\/)+/, '')
      .replace(/^\.$/, '')
      .replace(/(?<=.)\/+$/, ''),
    folder: path.endsWith('/'),
    ...(lines ? {lines} : {}),
    ...(fragment !== undefined && fragment !== '' && !linesOf(fragment) ? {fragment} : {})
  }
}

const pairs: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['<', '>'],
  ['(', ')']
]

/** Takes off marks around a path, and one whose partner is missing; those inside, `src/app/(main)`, are part of it. */
function unquote(written: string): string {
  let text = written
  for (let inner = withoutMark(text); inner !== text; inner = withoutMark(text)) text = inner
  return text
}

/** One mark or pair of marks less; the text itself when it has none. */
function withoutMark(text: string): string {
  const around = pairs.find(
    ([open, close]) => text.length > 1 && text.startsWith(open) && text.endsWith(close)
  )
  const inner = text.slice(1, -1)
  if (around && !inner.includes(around[0]) && !inner.includes(around[1])) return inner
  const first = pairs.find(([open, close]) => text.startsWith(open) && !text.slice(1).includes(close))
  if (first) return text.slice(1)
  const last = pairs.find(([open, close]) => text.endsWith(close) && !text.slice(0, -1).includes(open))
  return last ? text.slice(0, -1) : text
}

function splitOnce(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function linesOf(fragment: string | undefined): {first: number; last: number} | undefined {
  const found = /^L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?$/.exec(fragment ?? '')
  return found ? toLines(found[1], found[2]) : undefined
}

function toLines(first: string | undefined, last: string | undefined): {first: number; last: number} {
  return {first: Number(first), last: Number(last ?? first)}
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign is part of the name.
    return text
  }
}
