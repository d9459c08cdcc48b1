import {GroundtruthError} from '../../errors.ts'

/**
 * The public part of a token that was given as an argument. Throws `usage` for another text, which is not repeated: it may be
 * the whole token.
 */
export function parseTokenId(text: string): string {
  if (/^[a-z\d]{8,16}$/.test(text)) return text
  const came = text.startsWith('gt_') ? 'a whole token' : 'another text'
  throw new GroundtruthError('usage', `Expected the id of a token, got ${came}`, {
    hint: 'the id stands between gt_ and the next _, and in `groundtruth hub token list`'
  })
}
