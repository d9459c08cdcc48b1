import {withHub} from './connect.ts'
import {hubCommand} from './hub-command.ts'

/** `groundtruth hub stop`: ends the node that answers. */
export const stop = hubCommand(async ({options}, context) => {
  await withHub(options, context, client => client.stop())
  return {fields: {stopped: true}, text: 'The hub is stopping.\n'}
})
