import {resolve} from 'node:path'
import {writeBackup} from '../../hub/backup/write-backup.ts'
import {writeBackupFile} from '../../hub/backup/write-backup-file.ts'
import {withHub} from './connect.ts'
import {hubCommand} from './hub-command.ts'
import {locateStore, withOpen} from './with-store.ts'

/** `groundtruth hub backup FILE`: a consistent copy of the whole hub, while it goes on. */
export const backup = hubCommand(async ({arguments: [file = ''], options}, context) => {
  const path = resolve(context.cwd, options.directory ?? '.', file)
  const bytes = await (options.store === undefined
    ? withHub(options, context, client => writeBackupFile(client.backup(), path))
    : withOpen(locateStore(options.store, options, context), store =>
        writeBackupFile(writeBackup(store), path)
      ))
  return {fields: {file, bytes}, text: `${file}: ${bytes} bytes\n`}
})
