import {z} from 'zod'
import {claimFields} from './check.ts'
import {envelope, writing} from './common.ts'

export const enrichSchema = z.strictObject({...envelope('enrich'), ...claimFields, ...writing})
