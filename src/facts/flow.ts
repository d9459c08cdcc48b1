import type {ParseResult} from 'oxc-parser'

/** More than a few hundred places that only Flow writes so are not worth their time. */
const MOST_PLACES = 300

/**
 * A module with the pragma `@flow`, read as TypeScript. What only Flow knows is blanked where the parser stops, so that
 * every offset stays as it is. `parse` is one run of the parser.
 */
export function parseFlow(text: string, parse: (text: string) => ParseResult): ParseResult {
  let current = text
  let result = parse(current)
  for (let place = 0; place < MOST_PLACES && isStuck(result); place += 1) {
    const next = withoutFlowAt(current, result.errors[0]?.labels[0]?.start ?? -1)
    if (next === undefined) return result
    current = next
    result = parse(current)
  }
  return result
}

/** Whether a text asks for Flow in its first comment. */
export function isFlow(text: string): boolean {
  return /^\s*(?:#!.*\s*)?(?:\/\/[^\n]*\s*)*(?:\/\/|\/\*)[^;{]*?@flow\b/.test(text)
}

function isStuck({errors, program}: ParseResult): boolean {
  return errors.length > 0 && program.body.length === 0
}

/** Short forms, each with what stands for it at the same length. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^typeof\b/, 'type  '],
  [/^opaque\b/, '      '],
  [/^%checks\b/, '       '],
  [/^\.{3}/, '   '],
  [/^\*/, 'T'],
  [/^[|+-]/, ' ']
]

/** The text with the Flow syntax at an offset blanked; undefined when it is none that is known. */
function withoutFlowAt(text: string, at: number): string | undefined {
  for (const offset of [at, at - 1, startOfWordBefore(text, at)]) {
    const rest = text.slice(offset, offset + 12)
    const form = offset < 0 ? undefined : FORMS.find(([pattern]) => pattern.test(rest))
    if (form) return text.slice(0, offset) + form[1] + text.slice(offset + form[1].length)
  }
  // `(value: Type).name` was taken for the parameters of an arrow function.
  const cast = castBefore(text, at)
  if (cast !== undefined) return blank(text, cast, endOfType(text, cast))
  // `(value: Type)`, `name => Type` and `Type[]` as a parameter.
  if (text.startsWith(':', at) || text.startsWith('=>', at)) return blank(text, at, endOfType(text, at))
  return text.startsWith('[]', at) ? blank(text, at, at + 2) : undefined
}

/** The parser stops behind a word that it took for a name. */
function startOfWordBefore(text: string, at: number): number {
  const from = Math.max(0, at - 20)
  return from + text.slice(from, at).search(/\b\w+\s*$/)
}

/** The colon in the parentheses that end before an offset. */
function castBefore(text: string, at: number): number | undefined {
  let depth = 0
  let colon: number | undefined
  for (let back = text.slice(0, at).trimEnd().length - 1; back >= 0; back -= 1) {
    const one = text.charAt(back)
    if (depth === 0 && one !== ')') return undefined
    if (')]}'.includes(one)) depth += 1
    if (one === ':' && depth === 1) colon = back
    if ('([{'.includes(one)) depth -= 1
    if (depth === 0) return colon
  }
  return undefined
}

/** Where a type ends: at what closes what is around it, or at a comma, a semicolon or a value. */
function endOfType(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const one = text.charAt(at)
    if (one === '>' && text.charAt(at - 1) === '=') continue
    if (depth === 0 && one === '=' && text.charAt(at + 1) !== '>') return at
    if ('([{<'.includes(one)) depth += 1
    if (depth === 0 && ')]}>,;'.includes(one)) return at
    if (')]}>'.includes(one)) depth -= 1
  }
  return text.length
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end)
}
