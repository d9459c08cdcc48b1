import type {Verb} from './verbs.ts'

export type ObjectKind = 'path' | 'symbol' | 'flag' | 'command' | 'snippet' | 'message' | 'package'

/** `old` and `new` are the two sides of a replace clause; `context` is named and proves nothing. */
export type ObjectPart = 'target' | 'place' | 'context' | 'old' | 'new'

/** Something that a clause names and that can be looked for. */
export interface NamedObject {
  readonly kind: ObjectKind
  /** Without backticks, quotes, call parentheses and line anchor. A member keeps its owner (`Lock.acquire`). */
  readonly text: string
  readonly part: ObjectPart
  /** A call as it was written, arguments included. */
  readonly written?: string
  /** Line anchor of a path, `src/a.ts:12-14` gives 12. */
  readonly line?: number
  /** Whether it stood in a code span. */
  readonly code: boolean
}

/** What of the repository decides how a word is read. */
export interface Vocabulary {
  /** Commands that the packages install. */
  readonly commands: ReadonlySet<string>
  /** Dependencies that a manifest lists. */
  readonly packages: ReadonlySet<string>
  /** Whether a name is declared somewhere. */
  declares(name: string): boolean
  /** Whether some file has this name. */
  hasBasename(name: string): boolean
  /** Whether a declared name differs at most in case, dashes or underscores: it may have changed while it was built. */
  resembles(name: string): boolean
}

interface Token {
  readonly kind: ObjectKind
  readonly text: string
  readonly line?: number
  readonly written?: string
  readonly code: boolean
  readonly start: number
  readonly end: number
}

const extension = '(?:[cm]?[jt]sx?|json|ya?ml|css|scss|html|vue|svelte|sh|md|toml|sql|graphql|proto|txt|lock)'
const anchored = /^(.*?)(?::(\d+)(?:[-–:]\d+)?)?$/
/** Code spans, quotations, single-quoted words, calls with one quoted argument, other words. */
const spans =
  /(`+)((?:(?!\1)[\s\S])+)\1|["“]([^"”\n]+)["”]|(?<![\w])\\?'([\w-]+(?: [\w-]+)+)\\?'|(?<![\w$])([A-Za-z_$][\w$.]*\((["'])[^"'()]*\6\))|[^\s`"“”]+/g
const contextBefore =
  /\b(?:using|uses?|via|reus(?:e|es|ing)|through|existing|like|as in|as|mirror(?:s|ing)?|similar to|based on|following|per|see|by|than|same as|modell?ed on|consistent with|after|before|when|if|while|unless|for|alongside|matching|matches|without|because)\s+(?:(?:the|a|an|our|its|existing|new|same|shared|current)\s+)*$/i
const placeBefore =
  /(?:\b(?:in|into|to|on|onto|inside|within|at|under|of|across|from|near)\s+(?:(?:the|a|an|our|its|each|every|both|existing|new)\s+)*|[+—–·|→@]\s*)$/i
const joining = /^\s*(?:[a-z]+\s+)?(?:,|and|or|&|\/|\+|,\s*and|,\s*or)\s*(?:the\s+)?$/i

/** The objects of a clause in source order, each with its part. */
export function objectsOf(clause: string, verb: Verb, vocabulary: Vocabulary): NamedObject[] {
  const tokens = tokensOf(clause, vocabulary)
  const objects: NamedObject[] = []
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1]
    const between = clause.slice(previous?.end ?? 0, token.start)
    const after = clause.slice(token.end)
    const part = partOf({token, between, after, clause, verb, previous: objects.at(-1)})
    const {start: _start, end: _end, ...rest} = token
    objects.push({...rest, part})
  })
  return objects
}

function partOf(at: {
  token: Token
  between: string
  after: string
  clause: string
  verb: Verb
  previous: NamedObject | undefined
}): ObjectPart {
  const {token, between, verb, previous} = at
  if (previous && joining.test(between) && (token.kind === 'path') === (previous.kind === 'path'))
    return previous.part
  if (!token.code && token.kind === 'symbol' && insideParentheses(at.clause, token.start + 1))
    return 'context'
  if (verb === 'replace') return replacePart(at)
  if (verb === 'test')
    return /\b(?:approach|style|pattern)\b.{0,20}$|\bmirrors?\b.{0,40}$/i.test(between)
      ? 'context'
      : contextBefore.test(between)
        ? 'context'
        : 'target'
  if (verb === 'remove')
    return /\b(?:from|in|inside|within)\s+(?:the\s+)?$/i.test(between) ? 'place' : removeContext(between)
  if (contextBefore.test(between)) return 'context'
  if (/\(\s*(?:mirrors?|like|see|cf\.?|e\.g\.|similar|reuse|reusing|using|via|same)\b[^)]*$/i.test(between))
    return 'context'
  if (placeBefore.test(between)) return 'place'
  if (token.kind === 'path' && /\(\s*$/.test(between)) return 'place'
  if (verb === 'change') return previous ? 'target' : 'place'
  return 'target'
}

/** Prose in parentheses explains; code in them may be a list of what is asked for. */
function insideParentheses(clause: string, offset: number): boolean {
  const before = clause.slice(0, offset).replace(/\w\([^()]*\)/g, '')
  return before.split('(').length > before.split(')').length
}

function removeContext(between: string): ObjectPart {
  return /\b(?:outside(?: of)?|in favou?r of|except|but not|keep|keeping|since|because|now that|via|by|with|for)\s+(?:the\s+)?$/i.test(
    between
  )
    ? 'context'
    : 'target'
}

function replacePart({
  token,
  between,
  after,
  clause,
  previous
}: {
  token: Token
  between: string
  after: string
  clause: string
  previous: NamedObject | undefined
}): ObjectPart {
  if (/\b(?:instead of|rather than|in place of)\s+(?:the\s+)?$/i.test(between)) return 'old'
  if (/\b(?:in favou?r of|with|by|to|into|as)\s+(?:the\s+|a\s+|an\s+)?$/i.test(between) && previous)
    return 'new'
  if (/\b(?:in|inside|within|across|at|on)\s+(?:the\s+)?$/i.test(between)) return 'place'
  if (/\bto\s+$/i.test(between) && /^move/i.test(clause)) return 'new'
  if (token.kind === 'path' && ((previous && /\(\s*$/.test(between)) || /[+—–·]\s*$/.test(between)))
    return 'place'
  if (/^\W*\s*(?:instead of|rather than)\b/i.test(after)) return 'new'
  return /^(?:replace|rename|migrate|move|swap|switch|convert|port)\b/i.test(clause) && !previous
    ? 'old'
    : previous
      ? 'context'
      : 'old'
}

function tokensOf(clause: string, vocabulary: Vocabulary): Token[] {
  const tokens: Token[] = proseCommands(clause, vocabulary)
  for (const match of clause.matchAll(spans)) {
    if (tokens.some(({start, end}) => match.index >= start && match.index < end)) continue
    const token =
      match[2] !== undefined
        ? codeToken(match[2].trim(), vocabulary)
        : match[3] !== undefined
          ? messageToken(match[3])
          : match[4] !== undefined
            ? quotedCommand(match[4], vocabulary)
            : match[5] !== undefined
              ? {kind: 'snippet' as const, text: match[5]}
              : proseToken(match[0], vocabulary)
    if (token)
      tokens.push({
        ...token,
        code: match[2] !== undefined || match[4] !== undefined,
        start: match.index,
        end: match.index + match[0].length
      })
  }
  return tokens.sort((left, right) => left.start - right.start)
}

/** `the tool list command`: words after an installed command, up to the word that says what they are. */
function proseCommands(clause: string, vocabulary: Vocabulary): Token[] {
  const tokens: Token[] = []
  for (const match of clause.matchAll(
    /(?<![\w`'"/.-])([a-z][\w-]*)((?: [a-z][\w-]*){1,3}?)(?= (?:CLI |sub-?)?commands?\b)/g
  ))
    if (vocabulary.commands.has(match[1] ?? ''))
      tokens.push({
        kind: 'command',
        text: match[0],
        code: true,
        start: match.index,
        end: match.index + match[0].length
      })
  return tokens
}

type Reading = Pick<Token, 'kind' | 'text' | 'line' | 'written'>

function codeToken(code: string, vocabulary: Vocabulary): Reading | undefined {
  const words = code.split(/\s+/)
  if (/^--[a-z][\w-]*$/i.test(words[0] ?? '') && words.length <= 2)
    return {kind: 'flag', text: words[0] ?? ''}
  if (words.length > 1 && vocabulary.commands.has(words[0] ?? '')) return {kind: 'command', text: code}
  if (words.length > 1 && /^(?:npm|npx|yarn|pnpm|bun|node|git|make|cargo|docker)$/.test(words[0] ?? ''))
    return undefined
  if (vocabulary.packages.has(code) || /^@[\w.-]+\/[\w.-]+$/.test(code)) return {kind: 'package', text: code}
  const path = pathToken(code, true, vocabulary)
  if (path) return path
  const name = /^([A-Za-z_$][\w$]*(?:\.[A-Za-z_$#][\w$]*)*)(?:\([^()]*\)(?:\s*:\s*[\w$<>[\]|., ]+)?)?$/.exec(
    code
  )?.[1]
  if (name) return {kind: 'symbol', text: name, ...(/\([^)]/.test(code) ? {written: code} : {})}
  const heir = /^(?:class |interface )?([A-Z]\w*) (?:extends|implements) [\w.<>, ]+$/.exec(code)?.[1]
  if (heir) return {kind: 'symbol', text: heir}
  const quoted = /^(['"])([A-Za-z_$][\w$]*)\1$/.exec(code)?.[2]
  if (quoted) return {kind: 'symbol', text: quoted}
  return code.length >= 4 ? {kind: 'snippet', text: code} : undefined
}

/** In single quotes only a command counts: anything else may be prose. */
function quotedCommand(text: string, vocabulary: Vocabulary): Reading | undefined {
  const reading = codeToken(text.trim(), vocabulary)
  return reading?.kind === 'command' ? reading : undefined
}

function messageToken(text: string): Reading | undefined {
  return text.trim().split(/\s+/).length >= 2 ? {kind: 'message', text: text.trim()} : undefined
}

/** Outside code a word is an object only when it looks like nothing else. */
function proseToken(word: string, vocabulary: Vocabulary): Reading | undefined {
  const bare = word.replace(/^[("'*_]+|[)"'*_,.;:!?]+$/g, '')
  if (/^--[a-z][\w-]+$/.test(bare)) return {kind: 'flag', text: bare}
  if (/[@/-]/.test(bare) && vocabulary.packages.has(bare)) return {kind: 'package', text: bare}
  const path = pathToken(bare, false, vocabulary)
  if (path) return path
  const call = /^([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\([^()]*$/.exec(bare)?.[1]
  if (call) return {kind: 'symbol', text: call}
  if (/^[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]+)+$/.test(bare) || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(bare))
    return {kind: 'symbol', text: bare}
  const isWord = /^(?:[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)$/.test(bare)
  return isWord && vocabulary.declares(bare) ? {kind: 'symbol', text: bare} : undefined
}

function pathToken(text: string, code: boolean, vocabulary: Vocabulary): Reading | undefined {
  const [, path = '', line] = anchored.exec(text) ?? []
  if (!/^(?:\.{0,2}\/)?[\w@.[\]-][\w@.[\]()/-]*$/.test(path) || /^https?:/.test(text)) return undefined
  const named = new RegExp(`[\\w\\])-]\\.${extension}$`, 'i').test(path)
  const folder =
    path.includes('/') &&
    !path.startsWith('/') &&
    (/\/$/.test(path) || (code && path.split('/').length >= 2 && !path.startsWith('@')))
  if (!named && !folder) return undefined
  // `Node.js` is a product.
  if (!code && /^[A-Z]\w*\.js$/.test(path) && !vocabulary.hasBasename(path)) return undefined
  // `response.json` is a member, not a file, unless a folder stands before it or some file has that name.
  if (!path.includes('/') && !/\.[cm]?[jt]sx?$/.test(path) && !vocabulary.hasBasename(path)) return undefined
  return {kind: 'path', text: path.replace(/^\.\//, ''), ...(line ? {line: Number(line)} : {})}
}
