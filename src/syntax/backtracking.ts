import {createRequire} from 'node:module'
import type {checkSync as CheckSync} from 'recheck'

/** A repeated group that can match one text in exponentially many ways. */
export interface Backtracking {
  /** The group with its repetition, as in the pattern. */
  readonly part: string
  /** What to repeat to see it, `0` or `ab`. */
  readonly pump: string
  /** A text that proves it for the part alone, as an expression: `'a' + 'a'.repeat(31) + '\x00'`. */
  readonly attack: string
}

let check: typeof CheckSync | undefined
const known = new Map<string, Backtracking | undefined>()

/**
 * The first repeated group of a pattern that is proven to be ambiguous, and that something follows which may not match:
 * then all ways are tried. The proof is the automaton of recheck, for the group alone, as whole patterns can take minutes
 * and a limit of time would not give the same on every machine. Undefined when there is none, or where the automaton cannot
 * tell.
 */
export function backtrackingOf(source: string, flags: string): Backtracking | undefined {
  const key = `/${source}/${flags}`
  if (!known.has(key)) known.set(key, repeatedGroups(source).flatMap(part => prove(part, flags) ?? [])[0])
  return known.get(key)
}

/** The package is 5 MB of code and loaded for the first suspect only; its Node.js door would start a worker. */
function prove({text, body}: Group, flags: string): Backtracking | undefined {
  check ??= (createRequire(import.meta.url)('recheck/lib/browser.js') as {checkSync: typeof CheckSync})
    .checkSync
  const kept = flags.replace(/[^imsu]/g, '')
  const found = check(`^(?:${body})+$`, kept, {checker: 'automaton', timeout: null, recallTimeout: -1})
  if (found.status !== 'vulnerable' || found.complexity.type !== 'exponential') return undefined
  return {part: text, pump: found.attack.pumps[0]?.pump ?? '', attack: found.attack.pattern}
}

/** Whether there is anything to prove. */
export function isSuspect(source: string): boolean {
  return repeatedGroups(source).length > 0
}

interface Group {
  /** With its parentheses and its repetition. */
  readonly text: string
  /** What is repeated. */
  readonly body: string
}

const MAX_BODY = 40

/** Groups that repeat without end, hold a repetition or a choice, are short, and are followed by something that may fail. */
function repeatedGroups(source: string): Group[] {
  const groups: Group[] = []
  const open: number[] = []
  for (let at = 0; at < source.length; at++) {
    const char = source[at]
    if (char === '\\') at++
    else if (char === '[') at = endOfClass(source, at)
    else if (char === '(') open.push(at)
    else if (char === ')') {
      const start = open.pop()
      const group = start === undefined ? undefined : groupAt(source, start, at)
      if (group) groups.push(group)
    }
  }
  return groups
}

function endOfClass(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === ']') return at
  }
  return source.length
}

function groupAt(source: string, start: number, end: number): Group | undefined {
  const [repetition] = /^(?:[*+]|\{\d+,\})\??/.exec(source.slice(end + 1)) ?? []
  if (repetition === undefined || !mayFail(source.slice(end + 1 + repetition.length))) return undefined
  const [opening = '('] = /^\((?:\?:|\?<\w+>)?/.exec(source.slice(start)) ?? []
  const body = source.slice(start + opening.length, end)
  const plain = body.replace(/\\[pP]\{[^}]*\}|\\./g, '_').replace(/\[[^\]]*\]/g, '_')
  const isChoice = /[*+|]|\{\d+,\}/.test(plain)
  const isHard = /\(\?[<=!]|\{(?:\d{2,}|\d+,\d{2,})\}/.test(plain) || /\\[1-9k]/.test(body)
  if (!isChoice || isHard || body.startsWith('?') || body.length > MAX_BODY) return undefined
  return {text: source.slice(start, end + 1 + repetition.length), body}
}

/** Whether something stands after the repetition that has to match: not only ends of groups and what may be left out. */
function mayFail(rest: string): boolean {
  return !/^\)*(?:\||$)/.test(rest.replace(/(?:\\.|\[[^\]]*\]|[^()[\]\\|$])[*?]\??/g, ''))
}
