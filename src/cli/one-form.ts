import {GroundtruthError} from '../errors.ts'
import type {Options} from './options.ts'

/** `--format json` is another way to say `--json`; stdout holds one document. Throws `usage` for two forms at once. */
export function withOneForm({json, format, ...options}: Options): Options {
  if (json && format !== undefined && format !== 'json')
    throw new GroundtruthError('usage', `Expected one form of output, got --json and --format ${format}`, {
      hint: 'leave one of the two out'
    })
  if (json || format === 'json') return {...options, json: true}
  return format === undefined ? options : {...options, format}
}
