import type {Claim} from '../claim.ts'
import {type Passage, sentencesOf} from '../passage.ts'
import {isFileName, isPathLike} from '../path-like.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {namingRuns, positionAt, toClaim} from './rule.ts'

const things = 'files|modules|folders|directories|subfolders|subdirectories|sub-directories|packages'
const numberWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve'
]

/** Numbers of files and folders below a path, lengths of files, versions of packages and of Node.js. */
export function extractCounts(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || !isAssertedIntro(passage.intro)) return []
  return [...fromSentences(passage, doc), ...versions(passage, doc)]
}

function fromSentences(passage: Passage, doc: string): Claim[] {
  return sentencesOf(passage).flatMap(sentence => {
    const change =
      /\bfrom\b[^.]*\d[^.]*\bto (about |around |roughly |~ ?)?(\d[\d,_]*)[ -](?:lines|LOC)\b/i.exec(
        sentence.text
      )
    if (!change && !isAsserted(sentence.text)) return []
    const paths = namingRuns(sentence.runs).filter(({text}) => isPathLike(text))
    const [path] = paths
    if (!path || paths.length !== 1) return []
    const parts =
      /\.\w+$/.test(path.text) && isFileName(path.text)
        ? change
          ? lengthOf(change[1], change[2], change.index)
          : lengthIn(sentence.text)
        : thingsIn(sentence.text)
    if (!parts) return []
    const position = positionAt(passage, sentence.start + parts.index)
    return [
      toClaim(passage, doc, position, {
        kind: 'count',
        subject: `${parts.what} ${path.text}`,
        object: parts.object
      })
    ]
  })
}

/** "13 modules in `src/x`", "`src/x` holds 13 modules". */
function thingsIn(text: string): {what: string; object: string; index: number} | undefined {
  const pattern = new RegExp(
    `\\b(about |around |roughly |some |~ ?)?(\\d+|${numberWords.join('|')}) (?:source |top-level |direct |workspace )?(${things}) (?:in|under|inside|below) (?:the )?\`|\`[^\`]*\` (?:holds|contains|has|consists of) (?:exactly )?(about |around |roughly |~ ?)?(\\d+|${numberWords.join('|')}) (?:source |top-level |direct |workspace )?(${things})\\b`,
    'i'
  )
  const found = pattern.exec(text)
  if (!found) return undefined
  const [about, number = '', what = ''] = found[3] ? found.slice(1, 4) : found.slice(4, 7)
  return {
    what: `${what.toLowerCase()} in`,
    object: `${about ? 'about ' : ''}${toDigits(number)}`,
    index: found.index
  }
}

const amount = '(about |around |roughly |~ ?)?(\\d[\\d,_]*)'

/** "`a.ts` (~920 lines)", "`a.ts` has 920 lines", "the 920-line `a.ts`". */
const lengths = [
  new RegExp(
    `\`[^\`]*\`\\s*(?:\\(|[:—–]|(?:is|has|spans|at|with)\\s)\\s*${amount}[ -](?:lines?|LOC)\\b(?! of (?!code)| \\w+(?:er|ing)\\b)`,
    'i'
  ),
  new RegExp(`${amount}-line \``, 'i')
]

function lengthIn(text: string): {what: string; object: string; index: number} | undefined {
  if (/\b(at most|under|over|below|above|fewer|more than|limit|max(imum)?|first|last)\b/i.test(text))
    return undefined
  const found = lengths.map(pattern => pattern.exec(text)).find(one => one !== null)
  return found ? lengthOf(found[1], found[2], found.index) : undefined
}

function lengthOf(about: string | undefined, number = '', index: number) {
  return {what: 'lines in', object: `${about ? 'about ' : ''}${number.replaceAll(/[,_]/g, '')}`, index}
}

function toDigits(number: string): string {
  const at = numberWords.indexOf(number.toLowerCase())
  return at >= 0 ? String(at) : number
}

const stackHeading =
  /\b(tech(nology|nologies)?|stack|versions?|requirements?|prerequisites?|dependencies|built with|tooling|tools)\b/i
const version =
  /(?<![\w@/.-])(`?)([A-Za-z@][\w.@/-]*?(?:\.js)?)\1\s+(?:`?)((?:>=|\^|~|v)?\s?\d+(?:\.\d+){0,2}(?:\.x)?\+?)(?![\w%-]|\.\d| ?(?:ms|s|min|kb|mb|lines?|files?|steps?))/g

/** `Name 1.2.3` under a heading or column about the stack, and "requires Node.js >= 20". */
function versions(passage: Passage, doc: string): Claim[] {
  const isStack =
    stackHeading.test(passage.headings.at(-1) ?? '') ||
    passage.cells.some(({header}) => stackHeading.test(header))
  return sentencesOf(passage).flatMap(({text, start}) => {
    if (!isAsserted(text.replace(/optional/gi, ''))) return []
    // "The feature needs Node.js 18" says nothing of the package's own minimum.
    const needs =
      /^\W*(requires?|needs?|minimum|runs on|node(\.?js)?\b)|\b(project|repository|repo|package|library|tool) (requires|needs|runs on|targets)\b/i.test(
        text
      )
    if (!isStack && !needs) return []
    return [...text.matchAll(version)].flatMap(({2: name = '', 3: number = '', index}) => {
      const isNode = /^node(\.?js)?$/i.test(name)
      if (!isStack && !isNode) return []
      if (
        /^(step|phase|version|section|chapter|figure|table|part|level|tier|rfc|iso|es|http|utf|line|port|v|top|first|last|at|in|of|the|and|or|to|about|than)$/i.test(
          name
        )
      )
        return []
      const parts = {kind: 'count' as const, subject: `version of ${name}`, object: number.replace(/\s/g, '')}
      return [toClaim(passage, doc, positionAt(passage, start + index), parts)]
    })
  })
}
