import {contentHashOf} from '../../base/content-hash.ts'
import {GroundtruthError} from '../../errors.ts'
import type {NamedText} from '../../pipeline/check.ts'
import {type Findings, toCheckResult} from '../../pipeline/check-result.ts'
import {claimKey} from '../../pipeline/claim-key.ts'
import {findWorkTree} from '../../repo/disk-work-tree.ts'
import {type CheckReport, isGating} from '../check/check-report.ts'
import {printCheck} from '../check/print.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {documentsToCheck} from '../documents.ts'
import {withOneForm} from '../one-form.ts'
import {openPlace, type Place} from '../open-place.ts'
import {openReplayOf} from '../open-replay.ts'
import type {Invocation, Options} from '../options.ts'
import {createPrinter} from '../printer.ts'
import {writeBaseline} from '../write-baseline.ts'

/**
 * `groundtruth check [FILE…]`: judges documents; 1 when the code contradicts one of their claims.
 *
 * People see the refuted ones unless they ask for `--all`. JSON holds every claim, since its readers filter by verdict;
 * those that a comment or the baseline silences stand in neither without `--all`. On a tree that is as it was, what was
 * found then is told again, and nothing that parses is loaded.
 */
export async function check(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const options = withOneForm(invocation.options)
  const place = await openPlace({options}, undefined, context)
  if (options.explain !== undefined) {
    const {explain} = await import('../check/explain.ts')
    return explain(options.explain, {...invocation, options}, place, context)
  }
  const documents = documentsToCheck(invocation.arguments, place)
  const prefix = findWorkTree(place.location.root).path
  const report: CheckReport = {documents, prefix, ...(await checkAll(documents, place, options))}
  await printCheck(report, options, context)
  if (options.sarif !== undefined) await writeLog(options.sarif, report, place, options)
  if (options.updateBaseline) return updateBaseline(report, place, options, context)
  const differs = options.check === true && (report.fixed?.artifacts ?? []).length > 0
  return differs || report.result.refuted.some(claim => isGating(claim, options)) ? 1 : 0
}

async function checkAll(
  documents: readonly NamedText[],
  place: Place,
  options: Options
): Promise<Omit<CheckReport, 'documents' | 'prefix'> & Partial<Pick<CheckReport, 'documents'>>> {
  if (options.fix) return (await import('../check/fix.ts')).fix(documents, place, options)
  if (options.check || options.dryRun)
    throw new GroundtruthError('usage', 'Expected --fix with --check and --dry-run, got none', {
      hint: 'check writes nothing without --fix'
    })
  const hashes = documents.map(({path, text, lines}) => [path, contentHashOf(text), lines ?? null])
  const replay = openReplayOf<Findings>('check', place, options, hashes)
  const known = replay?.find()
  if (known) place.saveTexts()
  if (known) return {result: toCheckResult(known), problems: [...place.problems, ...known.problems]}
  return (await import('../check/judge.ts')).judge(documents, place, options, replay)
}

async function writeLog(
  file: string,
  report: CheckReport,
  {location}: Place,
  options: Options
): Promise<void> {
  const {checkLog} = await import('../check/sarif.ts')
  const {writeSarif} = await import('../sarif-file.ts')
  writeSarif(file, checkLog(report, options), location.cwd)
}

/** What is refuted now becomes known. Entries about documents that were not judged stay. */
function updateBaseline(
  {result, documents}: CheckReport,
  {location, baseline}: Place,
  options: Options,
  context: CliContext
): ExitCode {
  const claims = [...othersOf(baseline.claims, documents), ...result.open.map(claimKey)]
  const line = writeBaseline(location.root, {findings: baseline.findings, claims})
  createPrinter(options, context).note(`${line}\n`)
  return 0
}

function othersOf(keys: readonly string[], documents: CheckReport['documents']): string[] {
  return keys.filter(key => !documents.some(({path}) => key.startsWith(`${path} `)))
}
