import {resolve} from 'node:path'
import {GroundtruthError} from '../../errors.ts'
import {writeBackup} from '../../hub/backup/write-backup.ts'
import {writeBackupFile} from '../../hub/backup/write-backup-file.ts'
import {withHub} from './connect.ts'
import {hubCommand} from './hub-command.ts'
import {locateExisting, withOpen} from './with-store.ts'

/** `groundtruth hub backup FILE`: a consistent copy of the whole hub, while it goes on. */
export const backup = hubCommand(async ({arguments: [file = ''], options}, context) => {
  const path = resolve(context.cwd, options.directory ?? '.', file)
  const write = (chunks: AsyncIterable<Uint8Array>) => writeBackupFile(chunks, path).catch(unwritable(file))
  const bytes = await (options.store === undefined
    ? withHub(options, context, client => write(client.backup()))
    : withOpen(locateExisting(options.store, options, context), store => write(writeBackup(store))))
  return {fields: {file, bytes}, text: `${file}: ${bytes} bytes\n`}
})

/** For a fault of the file system, which has a code as text. */
function unwritable(file: string): (cause: unknown) => never {
  return cause => {
    if (!(cause instanceof Error && 'code' in cause && typeof cause.code === 'string')) throw cause
    throw new GroundtruthError(
      'hub/invalid',
      `Expected a file that can be written, got ${file} (${cause.code})`,
      {
        hint: 'name a file in a folder that is there and has room',
        cause
      }
    )
  }
}
