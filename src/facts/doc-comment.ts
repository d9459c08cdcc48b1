import type {ModuleAst} from './facts.ts'

type Comment = ModuleAst['comments'][number]

const licence =
  /\blicen[cs]ed?\b|\bcopyright\b|©|\bspdx-|\ball rights reserved\b|\(c\) (?:19|20)\d\d|\bpermission is hereby granted\b|\bredistribution and use\b/i
const directive =
  /^[\s*!]*(?:eslint|tslint|jshint|jslint|jscs|biome|oxlint|prettier|stylelint|global|globals|exported|istanbul|c8|v8|webpack|@ts-|@jest-|@vitest-|@jsx|@flow|@noflow|@babel|#__|@__|@preserve|@format|@cc_on|sourceMappingURL)/i
const fileTag = /^\s*@(?:fileoverview|file|overview|module|packageDocumentation)\b[ \t]*/m

/** Speaks to the reader instead of saying what the file is. */
const advice = /^(?:if you|when you|you |please |do not |don't |make sure |see |keep |remember )/i

/** First sentence of the doc comment right before `start`; undefined when there is none. */
export function docSummary(ast: ModuleAst, start: number): string | undefined {
  const comment = docBefore(ast, start)
  if (!comment || fileTag.test(plainLines(comment.value))) return undefined
  return summaryOf(comment.value)
}

/** First sentence of a module's header comment: one marked as such, or one that stands apart from the first statement. */
export function headerSummary(ast: ModuleAst): string | undefined {
  const first = ast.program.body.find(statement => !('directive' in statement && statement.directive))
  const end = first?.start ?? ast.text.length
  const blocks = ast.comments.filter(comment => comment.type === 'Block' && comment.end <= end)
  const marked = blocks.find(({value}) => fileTag.test(plainLines(value)))
  if (marked) return markedSummary(marked.value)
  const header = blocks.find(({value}) => !directive.test(value) && !licence.test(value))
  if (!header || looksLikeCode(header.value)) return undefined
  const standsApart =
    first?.type === 'ImportDeclaration' || /^[^\S\n]*\r?\n\s*\n/.test(ast.text.slice(header.end))
  const summary = standsApart ? summaryOf(header.value) : undefined
  return summary !== undefined && !advice.test(summary) ? summary : undefined
}

/** The doc comment before an offset; line comments between (`// eslint-disable-next-line`) do not part them. */
function docBefore({comments, text}: ModuleAst, start: number): Comment | undefined {
  let end = start
  for (let index = lastBefore(comments, start); index >= 0; index--) {
    const comment = comments[index]
    if (!comment || text.slice(comment.end, end).trim() !== '') return undefined
    if (comment.type === 'Block') return comment.value.startsWith('*') ? comment : undefined
    end = comment.start
  }
  return undefined
}

/** Index of the last comment that ends at or before the offset, -1 for none. */
function lastBefore(comments: readonly Comment[], offset: number): number {
  let low = 0
  let high = comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((comments[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The text of `@fileoverview TEXT`; for `@module NAME` and `@packageDocumentation` the free text of the comment. */
function markedSummary(value: string): string | undefined {
  const text = plainLines(value)
  const overview = /^\s*@(?:fileoverview|file|overview)\b[ \t]*/m.exec(text)
  if (overview) return firstSentence(untilTag(text.slice(overview.index + overview[0].length)))
  const free = firstSentence(untilTag(text))
  if (free !== undefined) return free
  const after = text.replace(/^\s*@(?:module|packageDocumentation)\b.*$/m, '')
  return firstSentence(untilTag(after))
}

/** First sentence of a comment's text before its first tag, or of its `@description` or `@summary`. */
function summaryOf(value: string): string | undefined {
  if (licence.test(value) || directive.test(value)) return undefined
  const text = plainLines(value)
  const free = firstSentence(untilTag(text))
  if (free !== undefined) return free
  const described = /^\s*@(?:description|summary|desc)\b[ \t]*/m.exec(text)
  return described ? firstSentence(untilTag(text.slice(described.index + described[0].length))) : undefined
}

function plainLines(value: string): string {
  return value
    .split(/\r?\n/)
    .map((line, index) => (index === 0 ? line.replace(/^[*!]+/, '') : line.replace(/^\s*\*(?!\*) ?/, '')))
    .join('\n')
}

function untilTag(text: string): string {
  const tag = /^[ \t]*@[a-z]/im.exec(text)
  return tag ? text.slice(0, tag.index) : text
}

const abbreviations = /\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|no|fig|mr|dr|st)\.$/i

/** The first sentence of the first paragraph, markup taken off. */
function firstSentence(text: string): string | undefined {
  const paragraph = text
    .trim()
    .split(/\n\s*\n|\n\s*```|\n\s*(?:[-*+]|\d+\.)\s/)[0]
    ?.trim()
  if (!paragraph || paragraph.startsWith('```')) return undefined
  const plain = withoutMarkup(paragraph)
  for (const stop of plain.matchAll(/[.!?](?=\s|$)/g)) {
    const sentence = plain.slice(0, stop.index + 1)
    if (!abbreviations.test(sentence)) return meaningful(sentence)
  }
  return meaningful(plain.length > longestSummary ? withoutMarkup(paragraph.split('\n')[0] ?? '') : plain)
}

/** Longer ones are grammars and tables, no sentences. */
const longestSummary = 300

/** A warning, a to-do, a tag or a bare address is about something else than what the thing is for. */
const beside =
  /^(?:note|notice|todo|fixme|hack|xxx|warning|important|caution|attention|deprecated)\b|^\{?@|^\S+:\/\/\S+$/i

function meaningful(text: string): string | undefined {
  const isSentence = /\p{L}{2}/u.test(text) && text.length <= longestSummary && !isNotation(text)
  return isSentence && !beside.test(text) && !licence.test(text) ? text : undefined
}

/** Code, a grammar or a table: marked by its arrows, or by more than a quarter of signs that no sentence needs. */
function isNotation(text: string): boolean {
  const letters = text.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0
  const signs = text.match(/[^\p{L}\p{M}\p{N}\s.,]/gu)?.length ?? 0
  return /=>|::=/.test(text) || signs * 3 > letters
}

const htmlTag =
  /<\/?(?:a|b|br|code|div|em|h[1-6]|i|img|li|ol|p|pre|small|span|strong|sub|sup|table|td|th|tr|tt|u|ul)(?:\s[^<>]*)?\/?>/gi

function withoutMarkup(text: string): string {
  return text
    .replace(/^#+\s+/gm, '')
    .replace(/\{@(?:link|linkcode|linkplain|tutorial)\s+([^}|\s]+)(?:\s*\|\s*|\s+)([^}]+)\}/g, '$2')
    .replace(/\{@\w+\s+([^}]+)\}/g, '$1')
    .replace(/!?\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\[[^\]]*\]/g, '$1')
    .replace(htmlTag, '')
    .replace(/`+/g, '')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Code that someone commented out. */
function looksLikeCode(value: string): boolean {
  return /^[^\n]*(?:;|\{|\}|=>)[ \t]*$/m.test(value) && !value.startsWith('*')
}
