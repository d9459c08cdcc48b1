import {hubCommand} from './hub-command.ts'
import {toIso} from './time.ts'
import {tokenFields} from './token-fields.ts'
import {parseTokenId} from './token-id.ts'
import {withTokens} from './token-registry.ts'

/** `groundtruth hub token rotate ID`: prints the successor's secret once. */
export const tokenRotate = hubCommand(async ({arguments: [text = ''], options}, context) => {
  const id = parseTokenId(text)
  const {overlap, expiresIn} = options
  const times = {
    ...(overlap !== undefined && {overlapMs: overlap * 1000}),
    ...(expiresIn !== undefined && {ttlMs: expiresIn * 1000})
  }
  const {token, secret, oldExpiresAt} = await withTokens(options, context, registry =>
    registry.rotateToken(id, times)
  )
  return {
    fields: {token: tokenFields(token), secret, oldExpiresAt: toIso(oldExpiresAt)},
    text: `${secret}\n`,
    note: `${token.id} takes the place of ${id}, which ends at ${toIso(oldExpiresAt)}`
  }
})
