import {hubCommand} from './hub-command.ts'
import {tokenFields, tokenLine} from './token-fields.ts'
import {parseTokenId} from './token-id.ts'
import {withTokens} from './token-registry.ts'

/** `groundtruth hub token revoke ID`: refuses it from now on, and ends its streams. */
export const tokenRevoke = hubCommand(async ({arguments: [text = ''], options}, context) => {
  const id = parseTokenId(text)
  const token = await withTokens(options, context, registry => registry.revokeToken(id))
  return {fields: {token: tokenFields(token)}, text: tokenLine(token)}
})
