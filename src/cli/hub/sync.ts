import {syncMirror} from '../../hub/mirror/sync-mirror.ts'
import {createPrinter} from '../printer.ts'
import {withHub} from './connect.ts'
import {hubCommand} from './hub-command.ts'
import {mirrorFolder, openMirrorIn} from './mirror-folder.ts'
import {problemLine} from './problem-line.ts'

/** `groundtruth hub sync`: brings the mirror on this machine up to date. */
export const sync = hubCommand(async ({options}, context) => {
  const folder = mirrorFolder(options, context)
  const printer = createPrinter(options, context)
  const {added, redacted, cursor} = await withHub(options, context, async client => {
    const mirror = openMirrorIn(folder)
    try {
      return await syncMirror(client, mirror, {onProblem: problem => printer.error(problemLine(problem))})
    } finally {
      mirror.close()
    }
  })
  return {
    fields: {mirror: folder, added, redacted, cursor},
    text: `${added} new rows, ${redacted} redacted; ${folder} is at ${cursor.seq}\n`
  }
})
