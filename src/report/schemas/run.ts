import {z} from 'zod'
import {envelope, writing} from './common.ts'
import {enrichFields} from './enrich.ts'
import {huntFields} from './hunt.ts'
import {mapFields} from './map.ts'
import {prescribeFields} from './prescribe.ts'
import {triageFields} from './triage.ts'

/** All stages in one document: the fields of each, side by side. */
export const runSchema = z.strictObject({
  ...envelope('run'),
  ...mapFields,
  ...enrichFields,
  ...huntFields,
  ...triageFields,
  ...prescribeFields,
  ...writing
})
