import {z} from 'zod'
import {GroundtruthError} from '../errors.ts'
import {type Baseline, baselineName} from './baseline.ts'

const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  findings: z.array(z.string()),
  claims: z.array(z.string())
})

/** Throws `baseline/invalid` for anything but what `formatBaseline` writes, order and layout aside. */
export function parseBaseline(text: string): Baseline {
  const result = baselineSchema.safeParse(parseJson(text))
  if (!result.success) throw invalidBaseline()
  return {findings: result.data.findings, claims: result.data.claims}
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
