import type {Problem} from '../../errors.ts'
import {type CheckResult, checkDocuments, reportedClaims} from '../../pipeline/check.ts'
import {claimKey} from '../../pipeline/claim-key.ts'
import {defaultDocuments} from '../../pipeline/default-documents.ts'
import type {Session} from '../../pipeline/session.ts'
import {claimFields} from '../../report/claims.ts'
import {formatJson} from '../../report/json.ts'
import {checkSummary, claimLines} from '../../report/text/claims.ts'
import {problemFields} from '../../report/writing.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {readDocument, resolveDocuments} from '../documents.ts'
import {openSession} from '../open-session.ts'
import type {Invocation} from '../options.ts'
import {createPrinter} from '../printer.ts'
import {writeBaseline} from '../write-baseline.ts'

/**
 * `groundtruth check [FILE…]`: judges documents; 1 when the code contradicts one of their claims.
 *
 * People see the refuted ones unless they ask for `--all`. JSON holds every claim, since its readers filter by verdict;
 * those that a comment or the baseline silences stand in neither without `--all`.
 */
export async function check(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const {options} = invocation
  const {session, location, problems, saveCache} = await openSession(invocation, undefined, context)
  const named = resolveDocuments(invocation.arguments, location, session.repo)
  const paths = invocation.arguments.length > 0 ? named : defaultDocuments(session)
  const documents = paths.map(path => readDocument(path, location))
  const result = checkDocuments(session, documents)
  const found = [...problems, ...result.problems, ...saveCache()]
  if (options.json) printJson(result, found, options.all === true, context)
  else printText(invocation, result, paths, found, context)
  if (!options.updateBaseline) return result.refuted.length > 0 ? 1 : 0
  createPrinter(options, context).note(
    `${writeBaseline(location.root, nextBaseline(session, paths, result))}\n`
  )
  return 0
}

function printJson(
  result: CheckResult,
  problems: readonly Problem[],
  all: boolean,
  {stdout}: CliContext
): void {
  const claims = all ? result.claims : reportedClaims(result)
  stdout.write(
    formatJson({schemaVersion: 1, command: 'check', ...claimFields(claims), ...problemFields(problems)})
  )
}

function printText(
  {options}: Invocation,
  result: CheckResult,
  paths: readonly string[],
  problems: readonly Problem[],
  context: CliContext
): void {
  const printer = createPrinter(options, context)
  printer.result(claimLines(options.all ? result.claims : result.refuted, printer.paint))
  printer.problems(problems)
  printer.note(`${checkSummary(result, paths.length)}\n`)
}

/** Entries about documents that were not judged now stay. */
function nextBaseline({baseline}: Session, paths: readonly string[], {open}: CheckResult) {
  const others = baseline.claims.filter(key => !paths.some(path => key.startsWith(`${path} `)))
  return {findings: baseline.findings, claims: [...others, ...open.map(claimKey)]}
}
