import {compareBy} from '../../../base/compare.ts'
import {isCodeName} from '../../code-name.ts'
import {isPackageName} from '../../package-name.ts'
import type {Passage, Run, Sentence} from '../../passage.ts'
import {isPathLike} from '../../path-like.ts'
import {type Position, positionAt} from '../rule.ts'

/** Something in a sentence that can be an end of an edge. */
export interface Mention extends Position {
  /** What is named: the code span's or link's text, a link's target where its text is prose. */
  readonly text: string
  /** Offsets into the sentence. */
  readonly start: number
  readonly end: number
  /** Whether it stands in plain prose: it counts only where exactly one module is called so. */
  readonly bare: boolean
  /** Whether it is a link out of the repository. */
  readonly foreign: boolean
}

/** A sentence whose mentions are marked: `◆` stands for each character of one, `□` for other code. Offsets stay. */
export interface MarkedSentence {
  readonly text: string
  readonly masked: string
  /** In source order, apart from each other. */
  readonly mentions: readonly Mention[]
}

export function markMentions(sentence: Sentence, passage: Passage): MarkedSentence {
  const mentions: Mention[] = []
  let masked = sentence.text
  const blank = (start: number, end: number, mark: string) => {
    masked = masked.slice(0, start) + mark.repeat(end - start) + masked.slice(end)
  }
  for (const run of sentence.runs) {
    const start = run.start - sentence.start
    // The sentence may have been cut short.
    if (run.type === 'text' || start < 0 || start >= sentence.text.length) continue
    const end = Math.min(run.end - sentence.start, sentence.text.length)
    const mention = namedMention(run, start, end)
    if (mention) mentions.push(mention)
    blank(start, end, mention ? '◆' : run.type === 'code' ? '□' : '◇')
  }
  for (const mention of bareMentions(masked, sentence.start, passage)) {
    mentions.push(mention)
    blank(mention.start, mention.end, '◆')
  }
  return {text: sentence.text, masked, mentions: mentions.sort(compareBy(({start}) => start))}
}

/** Whether a text can name a module, a package or a declaration. */
export function isSideName(text: string): boolean {
  return isPathLike(text) || isPackageName(text) || isCodeName(text)
}

function namedMention(run: Run, start: number, end: number): Mention | undefined {
  const foreign = /^https?:/i.test(run.url ?? '')
  const text = run.type === 'link' ? linkName(run, foreign) : run.text.trim()
  if (text === undefined || !isSideName(text)) return undefined
  return {text, start, end, line: run.line, column: run.column, bare: false, foreign}
}

/** A link's own text when it is written like code, else its target: a file of the repository, or a package's address. */
function linkName({text, url = ''}: Run, foreign: boolean): string | undefined {
  if (isPathLike(text) || /^@[\w.-]+\/[\w.-]+$/.test(text)) return text
  if (foreign) return packageAt(url) ?? (isPackageName(text) ? text : undefined)
  const target = url.replace(/[?#].*$/, '')
  return target !== '' && !/^[a-z]+:/i.test(target) && isPathLike(target)
    ? target
    : isSideName(text)
      ? text
      : undefined
}

/** The package that an address of a registry, or of a repository named like it, is about; its host's name as a last resort. */
function packageAt(url: string): string | undefined {
  const found =
    /^https?:\/\/(?:www\.)?npmjs\.com\/package\/((?:@[\w.-]+\/)?[\w.-]+)/i.exec(url) ??
    /^https?:\/\/github\.com\/[\w.-]+\/([\w.-]+?)(?:\.git)?\/?(?:#.*)?$/i.exec(url) ??
    /^https?:\/\/(?:www\.)?([\w-]+?)(?:js)?\.(?:org|dev|io|com|js\.org)\/?$/i.exec(url)
  const name = found?.[1]?.toLowerCase()
  return name !== undefined && isPackageName(name) ? name : undefined
}

/** Scoped packages, paths with an extension and words of several parts joined by hyphens. */
const bareName =
  /(?<![\w@/.-])(?:@[a-z\d][\w.-]*\/[a-z][\w.-]*\w|(?:[\w@-][\w.@-]*\/)+[\w.-]+\.[a-z]{1,4}|[a-z][a-z\d]*(?:-[a-z\d]+)+)(?![\w/@-]|\.\w)/g

/** What may follow a name that is no adjective: "the per-task journal" names no module. */
const afterName =
  /^(?:\s*(?:$|[.,;:()|/*_"']|—|–|→|->)|\s+(?:and|or|to|for|in|on|of|at|when|if|as|with|by|from|via|is|are|has|have|does|so|which|that|then|also|only|upon|while|but|\w+s)\b)/i

function bareMentions(masked: string, offset: number, passage: Passage): Mention[] {
  const names = [...masked.matchAll(bareName)].filter(
    ({0: name, index}) => /[@/]/.test(name) || afterName.test(masked.slice(index + name.length))
  )
  return names.map(({0: text, index}) => {
    // Cells are read with offsets of their own; a row stands on one line.
    const {line, column} = passage.type === 'row' ? passage : positionAt(passage, offset + index)
    return {text, start: index, end: index + text.length, line, column, bare: true, foreign: false}
  })
}
