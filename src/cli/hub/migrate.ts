import {migrateStore} from '../../hub/backup/migrate-store.ts'
import {hubCommand} from './hub-command.ts'
import {locateExisting, locateStore, withStore} from './with-store.ts'

/** `groundtruth hub migrate --store STORE --to STORE`: a store into an empty one; readers go on where they were. */
export const migrate = hubCommand(async ({options}, context) => {
  const from = locateExisting(options.store ?? '', options, context)
  const to = locateStore(options.to ?? '', options, context)
  const {logId, head} = await withStore(from, source => withStore(to, target => migrateStore(source, target)))
  return {fields: {logId, head}, text: `${head} rows of the log ${logId} moved\n`}
})
