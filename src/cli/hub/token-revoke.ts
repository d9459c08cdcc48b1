import {hubCommand} from './hub-command.ts'
import {tokenFields, tokenLine} from './token-fields.ts'
import {withTokens} from './token-registry.ts'

/** `groundtruth hub token revoke ID`: refuses it from now on, and ends its streams. */
export const tokenRevoke = hubCommand(async ({arguments: [id = ''], options}, context) => {
  const token = await withTokens(options, context, registry => registry.revokeToken(id))
  return {fields: {token: tokenFields(token)}, text: tokenLine(token)}
})
