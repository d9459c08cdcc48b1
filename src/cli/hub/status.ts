import type {HubStatus} from '../../hub/client/from-wire.ts'
import {withHub} from './connect.ts'
import {hubCommand} from './hub-command.ts'
import {isoField, toIso} from './time.ts'
import {visible} from './visible.ts'

/** `groundtruth hub status`: what the hub holds, and what it warns of. */
export const status = hubCommand(async ({options}, context) => {
  const found = await withHub(options, context, client => client.status())
  const {startedAt, tokenExpiresAt, ...rest} = found
  return {
    fields: {...rest, startedAt: toIso(startedAt), ...isoField('tokenExpiresAt', tokenExpiresAt)},
    text: statusText(found)
  }
})

function statusText({
  version,
  store,
  logId,
  head,
  startedAt,
  streams,
  counts,
  warnings,
  subject
}: HubStatus): string {
  return [
    `Hub ${version}, ${store} store, since ${toIso(startedAt)}`,
    `Log ${logId}: ${head} rows`,
    `${streams} open streams; you are ${subject}`,
    ...counts.map(({project, type, entries}) => `  ${project} ${type}: ${entries}`),
    ...warnings.map(warning => `warning: ${warning}`)
  ]
    .map(line => `${visible(line)}\n`)
    .join('')
}
