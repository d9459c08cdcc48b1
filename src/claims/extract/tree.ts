import type {Claim} from '../claim.ts'
import type {Passage} from '../passage.ts'
import {isFileName} from '../path-like.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {asides, toClaim} from './rule.ts'

interface Entry {
  readonly depth: number
  readonly name: string
  readonly comment: string
  /** Lines below the first of the block. */
  readonly offset: number
}

/** Entries of a drawn folder tree, each with the folders above it in the tree. */
export function extractTree(passage: Passage, doc: string): Claim[] {
  if (passage.type !== 'code' || !isPlain(passage.lang) || !isAssertedIntro(passage.intro)) return []
  const lines = passage.text.split('\n')
  if (lines.filter(line => /^[\s│|]*(?:[├└╰]|[+`\\|]--)/.test(line)).length < 2) return []
  const above: Entry[] = []
  return lines.flatMap((line, offset) => {
    const entry = readEntry(line, offset)
    if (!entry) return []
    while ((above.at(-1)?.depth ?? -1) >= entry.depth) above.pop()
    const parents = above.map(({name}) => name)
    above.push(entry)
    if ([...parents, entry.name].some(isPlaceholder)) return []
    // The block's first line is the opening fence.
    const position = {line: passage.line + 1 + offset, column: line.indexOf(entry.name) + passage.column}
    const subject = [...parents, entry.name]
      .map(name => name.replace(/^\.?\/|\/$/g, ''))
      .filter(Boolean)
      .join('/')
    if (subject === '' || subject === '.') return []
    const inside = isFileName(entry.name) ? [] : filesIn(entry.comment)
    const named = [subject, ...inside.map(name => `${subject}/${name}`)]
    const claims = named.map(one =>
      toClaim(passage, doc, position, {
        kind: 'path',
        subject: one,
        certainty: 'layout',
        group: passage.line
      })
    )
    return isAsserted(entry.comment) && !isPassing(entry.comment) ? claims : asides(claims.slice(0, 1))
  })
}

/** Whether a comment says that the entry comes and goes: it need not be there, nor in git. */
function isPassing(comment: string): boolean {
  return /\b(if any|generated|cleaned|git-?ignored|not (?:committed|tracked|in git)|at run ?time|created (?:by|on|at|when)|temporary|each run|per run)\b/i.test(
    comment
  )
}

/** `main/  # page.tsx, form.tsx`: a comment that is a list of files and nothing else names what a folder holds. */
function filesIn(comment: string): string[] {
  const names = comment
    .replace(/^[\s#/←—–-]+/, '')
    .trim()
    .split(/,\s*/)
  return names.every(name => /^[\w.-]+$/.test(name) && isFileName(name)) ? names : []
}

function isPlain(lang: string | undefined): boolean {
  return ['', 'text', 'txt', 'plaintext', 'plain', 'tree', 'sh', 'bash', 'console', undefined].includes(lang)
}

/** Drawing characters of a branch: box drawing, and the ASCII forms `|--`, `+--` and `` `-- ``. */
const branch = /^(?:[\s│|├└─┬╰╭]|[+`\\](?=--)|(?<=[+|`\\-])-)*/

function readEntry(line: string, offset: number): Entry | undefined {
  const depth = branch.exec(line)?.[0].length ?? 0
  const [, name = '', comment = ''] = /^(\S+)(.*)$/.exec(line.slice(depth)) ?? []
  return name === '' || name.startsWith('#') ? undefined : {depth, name, comment, offset}
}

function isPlaceholder(name: string): boolean {
  return /[<>{}$*…,:]|\.\.\.|^\[[^\]]*$/.test(name)
}
