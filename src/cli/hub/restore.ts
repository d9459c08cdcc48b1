import {resolve} from 'node:path'
import {GroundtruthError} from '../../errors.ts'
import {restoreBackup} from '../../hub/backup/restore-backup.ts'
import {HubError} from '../../hub/hub-error.ts'
import {hubCommand} from './hub-command.ts'
import {locateStore, withLock} from './with-store.ts'

/** `groundtruth hub restore FILE --store STORE`: fills a store from a backup, all or nothing. */
export const restore = hubCommand(async ({arguments: [file = ''], options}, context) => {
  const location = locateStore(options.store ?? '', options, context)
  const {logId, head, renewed, movedTo} = await withLock(location, () =>
    restoreBackup({
      location,
      path: resolve(context.cwd, options.directory ?? '.', file),
      ...(options.replace !== undefined && {replace: options.replace}),
      ...(options.newLogId !== undefined && {newLogId: options.newLogId})
    }).catch(explain)
  )
  const id = renewed ? `has the new id ${logId}: clients read it anew` : `keeps its id ${logId}`
  return {
    fields: {logId, head, renewed, ...(movedTo !== undefined && {movedTo})},
    text: `${head} rows restored; the log ${id}\n`,
    ...(movedTo !== undefined && {note: `what was there before is ${movedTo}`})
  }
})

function explain(cause: unknown): never {
  if (!(cause instanceof HubError) || !['invalid', 'not-found'].includes(cause.kind)) throw cause
  const hint = 'name a whole backup and an empty store; --replace takes the place of what a store holds'
  const code = cause.kind === 'invalid' ? 'hub/invalid' : 'hub/not-found'
  throw new GroundtruthError(code, cause.message, {hint, cause})
}
