import type {DetectorContext} from '../define-detector.ts'
import {codeOf} from '../machinery/code.ts'
import {survived} from '../machinery/detection.ts'
import {lower} from '../machinery/intent.ts'
import type {CommonChallenge} from './common-challenge.ts'

const MEANT =
  /\b(?:intentional(?:ly)?|on purpose|deliberate(?:ly)?|best[- ]effort|fire[- ]and[- ]forget|by design)\b|(?:eslint|oxlint)-disable|biome-ignore/i
/** Lines above a place in which a comment still speaks of it. */
const REACH = 2

/** A comment at the place that says it is meant, or silences a linter there, lowers confidence by one: it is no proof. */
export const intended: CommonChallenge = (candidate, context) => {
  const line = meantAt(candidate.path, linesOf(candidate), context)
  if (line === undefined) return candidate
  const evidence = `a comment at \`${candidate.path}:${line}\` says that something there is meant, so confidence is one step lower`
  return {
    ...candidate,
    confidence: lower(candidate.confidence),
    challenged: [...candidate.challenged, survived('intended', evidence)]
  }
}

function linesOf({path, startLine, evidence}: Parameters<CommonChallenge>[0]): number[] {
  return [startLine, ...evidence.filter(one => one.path === path).map(one => one.line)]
}

function meantAt(path: string, lines: readonly number[], context: DetectorContext): number | undefined {
  const ast = context.ast(path)
  const comment =
    ast &&
    codeOf(ast).ast.comments.find(({value, start, end}) => {
      if (!MEANT.test(value)) return false
      const [first, last] = [ast.lineOf(start), ast.lineOf(end)]
      return lines.some(line => first <= line && line <= last + REACH)
    })
  return comment && ast.lineOf(comment.start)
}
