import type {JudgedClaim} from '../../claims/claim.ts'
import {reportedClaims} from '../../pipeline/check-result.ts'
import {annotationLines} from '../../report/annotations.ts'
import {claimFields} from '../../report/claims.ts'
import {formatJson} from '../../report/json.ts'
import {artifactDiffs} from '../../report/text/artifacts.ts'
import {checkSummary, claimLines} from '../../report/text/claims.ts'
import {countOf} from '../../report/text/count.ts'
import {problemFields, writingFields} from '../../report/writing.ts'
import type {CliContext} from '../context.ts'
import type {Options} from '../options.ts'
import {createPrinter, type Printer} from '../printer.ts'
import {type CheckReport, isGating} from './check-report.ts'

/**
 * Prints it in the form that was asked for, after the diff of what was fixed. Remarks and the sum are for people, and go to
 * stderr.
 */
export async function printCheck(report: CheckReport, options: Options, context: CliContext): Promise<void> {
  const {result, documents, problems} = report
  if (options.json) return printJson(report, options, context)
  const printer = createPrinter(options, context)
  const ungated = new Set(result.refuted.filter(claim => !isGating(claim, options)))
  const diffs = artifactDiffs(report.fixed?.artifacts ?? [])
  // SARIF is one document, that stdout holds alone.
  if (options.format === 'sarif') printer.error(diffs)
  else printer.result(diffs)
  printer.result(await textOf(report, ungated, options, printer))
  printer.problems(problems)
  printer.note(`${checkSummary(result, documents.length, ungated.size)}${fixedText(report, options)}\n`)
}

function fixedText({fixed}: CheckReport, {check, dryRun}: Options): string {
  if (!fixed) return ''
  return `; ${countOf(fixed.names, 'name')} ${check || dryRun ? 'would be fixed' : 'fixed'}`
}

async function textOf(
  report: CheckReport,
  ungated: ReadonlySet<JudgedClaim>,
  options: Options,
  {paint}: Printer
): Promise<string> {
  const {claims, refuted} = report.result
  switch (options.format) {
    case 'github':
      return annotationLines(refuted, ungated, report.prefix)
    case 'sarif':
      return formatJson((await import('./sarif.ts')).checkLog(report, options))
    default:
      return claimLines(options.all ? claims : refuted, paint, ungated)
  }
}

function printJson({result, problems, fixed}: CheckReport, {all}: Options, {stdout}: CliContext): void {
  const claims = all ? result.claims : reportedClaims(result)
  const rest = fixed ? writingFields(fixed.artifacts, problems, true) : problemFields(problems)
  stdout.write(formatJson({schemaVersion: 1, command: 'check', ...claimFields(claims), ...rest}))
}
