import {GroundtruthError} from '../../errors.ts'

/** The number of a row that was given as an argument. */
export function parseSeq(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new GroundtruthError('usage', `Expected the number of a row, got '${text}'`, {
    hint: '`groundtruth hub query` prints the numbers'
  })
}
