import type {Claim} from '../claim.ts'
import {type Passage, sentencesOf} from '../passage.ts'
import {isFileName, isPathLike} from '../path-like.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {number, toDigits} from './numbers.ts'
import {namingRuns, positionAt, toClaim} from './rule.ts'

const things = 'files|modules|folders|directories|subfolders|subdirectories|sub-directories|packages'

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
          : (lengthIn(sentence.text) ?? rowsIn(sentence.text))
        : (thingsIn(sentence.text) ?? rowsIn(sentence.text))
    if (!parts) return []
    const position = positionAt(passage, sentence.start + parts.index)
    return [
      toClaim(passage, doc, position, {
        kind: 'count',
        subject: `${parts.what} ${path.text}`,
        object: parts.object,
        ...(isSpread(sentence.text.slice(0, parts.index)) ? {certainty: 'implied' as const} : {})
      })
    ]
  })
}

/** "Tests live in two folders below `src`" leaves room for folders of other things. */
function isSpread(before: string): boolean {
  return /\b(in|across|over|between)\s+$/i.test(before)
}

/** "13 modules in `src/x`", "`src/x` holds 13 modules". */
function thingsIn(text: string): {what: string; object: string; index: number} | undefined {
  const pattern = new RegExp(
    `\\b(about |around |roughly |some |~ ?)?(${number}) (?:source |top-level |direct |workspace )?(${things}) (?:in|under|inside|below) (?:the )?\`|\`[^\`]*\` (?:holds|contains|has|consists of) (?:exactly )?(about |around |roughly |~ ?)?(${number}) (?:source |top-level |direct |workspace )?(${things})\\b`,
    'i'
  )
  const found = pattern.exec(text)
  if (!found) return undefined
  const [about, amount = '', what = ''] = found[3] ? found.slice(1, 4) : found.slice(4, 7)
  return {
    what: `${what.toLowerCase()} in`,
    object: `${about ? 'about ' : ''}${toDigits(amount)}`,
    index: found.index
  }
}

const noRows =
  /^(lines|times|steps|ways|minutes|seconds|hours|days|weeks|months|years|spaces|characters|bytes|levels|parts|places|things|cases|sections|columns|versions|arguments|parameters)$/i
const rows = new RegExp(
  `\\b(${number}) (?:[a-z-]+ )?([a-z]+s) (?:(?:are )?(?:declared|defined|registered|listed|exported) )?(?:in|by) (?:the )?\`|\`[^\`]*\` (?:lists|declares|defines|exports|registers|holds|contains|has) (?:exactly )?(?:the )?(${number}) (?:[a-z-]+ )?([a-z]+s)\\b`,
  'i'
)

/** "13 tools in `src/tools.ts`": rows of a list, or files, of that name. */
function rowsIn(text: string): {what: string; object: string; index: number} | undefined {
  const found = rows.exec(text)
  const [amount = '', what = ''] = found?.[1] ? found.slice(1, 3) : (found?.slice(3, 5) ?? [])
  if (!found || noRows.test(what)) return undefined
  return {what: `${what.toLowerCase()} in`, object: toDigits(amount), index: found.index}
}

const aboutNumber = '(about |around |roughly |~ ?)?(\\d[\\d,_]*)'

/** "`a.ts` (~920 lines)", "`a.ts` has 920 lines", "the 920-line `a.ts`". */
const lengths = [
  new RegExp(
    `\`[^\`]*\`\\s*(?:\\(|[:—–]|(?:is|has|spans|at|with)\\s)\\s*${aboutNumber}[ -](?:lines?|LOC)\\b(?! of (?!code)| \\w+(?:er|ing)\\b)`,
    'i'
  ),
  new RegExp(`${aboutNumber}-line \``, 'i')
]

function lengthIn(text: string): {what: string; object: string; index: number} | undefined {
  if (/\b(at most|under|over|below|above|fewer|more than|limit|max(imum)?|first|last)\b/i.test(text))
    return undefined
  const found = lengths.map(pattern => pattern.exec(text)).find(one => one !== null)
  return found ? lengthOf(found[1], found[2], found.index) : undefined
}

function lengthOf(about: string | undefined, amount = '', index: number) {
  return {what: 'lines in', object: `${about ? 'about ' : ''}${amount.replaceAll(/[,_]/g, '')}`, index}
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
    // "Library 2 requires Node 18" speaks of one version, perhaps not of this one.
    // And "2 is faster than 1" compares two.
    if (/\b[A-Z]\w+ v?\d[\d.]* (requires?|needs?|supports?|drops?)\b|\bthan [A-Z]\w+ v?\d/.test(text))
      return []
    return [...text.matchAll(version)].flatMap(({1: quote, 2: name = '', 3: claimed = '', index}) => {
      if (!isProductName(name, quote === '`')) return []
      const isNode = /^node(\.?js)?$/i.test(name)
      if (!isStack && !isNode) return []
      if (
        /^(step|phase|version|section|chapter|figure|table|part|level|tier|rfc|iso|es|http|utf|line|port|v|top|first|last|at|in|of|the|and|or|to|about|than)$/i.test(
          name
        )
      )
        return []
      const parts = {
        kind: 'count' as const,
        subject: `version of ${name}`,
        object: claimed.replace(/\s/g, '')
      }
      return [toClaim(passage, doc, positionAt(passage, start + index), parts)]
    })
  })
}

/** A word in small letters is a name only as code, or as one of the programs that run packages. */
function isProductName(name: string, isCode: boolean): boolean {
  if (/^(use|not|currently|older|newer|only|since|from|latest|least|until|before|after)$/i.test(name))
    return false
  return (
    name.length > 1 && (isCode || /[A-Z\d.@/-]/.test(name) || /^(node|npm|pnpm|yarn|bun|deno)$/.test(name))
  )
}
