import {listenMirror} from '../../hub/mirror/listen-mirror.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'
import {createPrinter} from '../printer.ts'
import {interruptible} from '../prove/interruptible.ts'
import {withHub} from './connect.ts'
import {toHubFailure} from './failure.ts'
import {mirrorFolder, openMirrorIn} from './mirror-folder.ts'
import {problemLine} from './problem-line.ts'
import {rowFields, rowText} from './row-fields.ts'

/** `groundtruth hub listen`: follows the log until interrupted; each row is printed once it is in the mirror. */
export async function listen(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const {options} = invocation
  const printer = createPrinter(options, context)
  const mirror = openMirrorIn(mirrorFolder(options, context))
  try {
    await interruptible(signal =>
      withHub(options, context, client =>
        listenMirror(client, mirror, {
          signal,
          onRow: row => printer.result(options.json ? `${JSON.stringify(rowFields(row))}\n` : rowText(row)),
          onProblem: problem => printer.error(problemLine(problem))
        })
      )
    )
  } catch (error) {
    throw toHubFailure(error, invocation)
  } finally {
    mirror.close()
  }
  return 0
}
