import {HubError} from '../../hub-error.ts'

/** A number of the wire as a number that counts exactly. Throws `invalid` and names the field. */
export function safeNumber(field: string, value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new HubError('invalid', `Expected ${field} to be at most ${Number.MAX_SAFE_INTEGER}, got more`)
  return Number(value)
}

/** Rows of a page: 100 where none is asked for. Throws `invalid` over `most`. */
export function pageLimit(asked: number, most: number): number {
  if (asked > most) throw new HubError('invalid', `Expected limit to be 1 to ${most}, got ${asked}`)
  return asked === 0 ? 100 : asked
}
