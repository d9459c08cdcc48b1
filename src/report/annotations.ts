import type {JudgedClaim} from '../claims/claim.ts'
import {statement} from './statement.ts'
import {countOf} from './text/count.ts'

/** How many of each level GitHub shows of a step. Source: docs.github.com, "Workflow commands for GitHub Actions". */
const shownPerLevel = 10

type Level = 'error' | 'warning'

/**
 * Workflow commands by which GitHub shows refuted claims at their lines, errors first, then those that do not gate as
 * warnings, each by place. What GitHub would not show is counted in one plain line. `prefix` is the root's folder in the
 * repository, `''` when they are the same: GitHub counts paths from the latter.
 */
export function annotationLines(
  refuted: readonly JudgedClaim[],
  ungated: ReadonlySet<JudgedClaim>,
  prefix: string
): string {
  const errors = refuted.filter(claim => !ungated.has(claim))
  const warnings = refuted.filter(claim => ungated.has(claim))
  const shown = [...linesOf('error', errors, prefix), ...linesOf('warning', warnings, prefix)]
  const hidden = refuted.length - shown.length
  const rest = `${countOf(hidden, 'more refuted claim')}: GitHub shows ${shownPerLevel} errors and ${shownPerLevel} warnings of a step\n`
  return shown.join('') + (hidden > 0 ? rest : '')
}

function linesOf(level: Level, claims: readonly JudgedClaim[], prefix: string): string[] {
  return claims.slice(0, shownPerLevel).map(claim => {
    const {doc, line, column, kind} = claim
    const file = prefix === '' ? doc : `${prefix}/${doc}`
    const properties = {file, line, endLine: line, col: column, title: `groundtruth refuted ${kind}`}
    const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(`${value}`)}`)
    return `::${level} ${listed.join(',')}::${escapeData(statement(claim))}\n`
  })
}

/** Source: actions/toolkit, packages/core/src/command.ts. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
