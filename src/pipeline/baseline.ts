import {z} from 'zod'
import {sortedUnique} from '../base/compare.ts'
import {GroundtruthError} from '../errors.ts'

/** Name of the file of known findings, in the root; committed. */
export const baselineName = 'groundtruth.baseline.json'

const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  findings: z.array(z.string()),
  claims: z.array(z.string())
})

/** What a team already knows: neither reported nor gated. Keys hold no line, so an unrelated edit does not wake them. */
export interface Baseline {
  /** Keys of zones: `DETECTOR/PATH/SYMBOL/RESOURCE`. */
  readonly findings: readonly string[]
  /** Keys of claims, see `claimKey`. */
  readonly claims: readonly string[]
}

export const emptyBaseline: Baseline = {findings: [], claims: []}

/** Throws `baseline/invalid` for anything but what {@link formatBaseline} writes, order and layout aside. */
export function parseBaseline(text: string): Baseline {
  const result = baselineSchema.safeParse(parseJson(text))
  if (!result.success) throw invalidBaseline()
  return {findings: result.data.findings, claims: result.data.claims}
}

/** Sorted, so that two branches merge line by line. */
export function formatBaseline({findings, claims}: Baseline): string {
  const value = {schemaVersion: 1, findings: sortedUnique(findings), claims: sortedUnique(claims)}
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw invalidBaseline(cause)
  }
}

function invalidBaseline(cause?: unknown): GroundtruthError {
  return new GroundtruthError(
    'baseline/invalid',
    `Expected {"schemaVersion": 1, "findings": [keys], "claims": [keys]} in ${baselineName}, got something else`,
    {hint: 'delete the file and write it anew with --update-baseline', cause}
  )
}
