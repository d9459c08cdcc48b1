import {z} from 'zod'
import {envelope, writing} from './common.ts'

export const removeSchema = z.strictObject({...envelope('remove'), ...writing})
