import {GroundtruthError} from '../../errors.ts'
import type {NamedText} from '../../pipeline/check.ts'
import {explainSentence} from '../../pipeline/explain-line.ts'
import {formatJson} from '../../report/json.ts'
import {readingFields} from '../../report/reading.ts'
import {readingText} from '../../report/text/reading.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {documentsToCheck} from '../documents.ts'
import type {Place} from '../open-place.ts'
import type {Invocation} from '../options.ts'
import {createPrinter} from '../printer.ts'
import {openCheckSession} from './open-check-session.ts'

/** `check --explain`: how the sentence at a line was read. It judges nothing anew, so it fails for no claim. */
export function explain(at: string, invocation: Invocation, place: Place, context: CliContext): ExitCode {
  const {options} = invocation
  const {document, line} = findLine(at, invocation.arguments, place)
  const {session, saveCache} = openCheckSession(place, options)
  const explained = explainSentence(session, document, line)
  saveCache()
  if (options.json)
    context.stdout.write(formatJson({schemaVersion: 1, command: 'check', ...readingFields(explained)}))
  else {
    const printer = createPrinter(options, context)
    printer.result(readingText(explained, printer.paint))
  }
  return 0
}

/** `FILE:LINE`, `FILE:LINE:COLUMN` as `check` prints it, or `LINE` of the one document there is. Throws `usage`. */
function findLine(at: string, names: readonly string[], place: Place): {document: NamedText; line: number} {
  const [, file, digits = ''] = /^(?:(.+?):)?(\d+)(?::\d+)?$/.exec(at) ?? []
  if (digits === '') throw wrongLine(`a line, or FILE:LINE, after --explain`, `'${at}'`)
  const [document, other] = documentsToCheck(file === undefined ? names : [file], place)
  if (!document || other)
    throw wrongLine('--explain FILE:LINE, or one FILE', other ? 'several documents' : 'no document')
  const line = Number(digits)
  const lines = document.text.split(/\r\n|\r|\n/).length
  if (line < 1 || line > lines) throw wrongLine(`a line from 1 to ${lines} of ${document.path}`, digits)
  return {document, line}
}

function wrongLine(expected: string, found: string): GroundtruthError {
  return new GroundtruthError('usage', `Expected ${expected}, got ${found}`, {
    hint: 'name it as `check` does, `groundtruth check --explain README.md:12`'
  })
}
