import {hubCommand} from './hub-command.ts'
import {tokenFields, tokenLine} from './token-fields.ts'
import {withTokens} from './token-registry.ts'

/** `groundtruth hub token list`: every token, without secrets. */
export const tokenList = hubCommand(async ({options}, context) => {
  const tokens = await withTokens(options, context, registry => registry.listTokens())
  return {fields: {tokens: tokens.map(tokenFields)}, text: tokens.map(tokenLine).join('')}
})
