import {readFileSync} from 'node:fs'
import {resolve} from 'node:path'
import {GroundtruthError} from '../../errors.ts'
import type {CliContext} from '../context.ts'
import type {Options} from '../options.ts'

/** A file that a flag of the hub names, relative to the current folder. */
export function readPem(
  flag: string,
  path: string,
  {directory}: Pick<Options, 'directory'>,
  {cwd}: CliContext
): string {
  try {
    return readFileSync(resolve(cwd, directory ?? '.', path), 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^\w+: |, open .*$/g, '') : String(cause)
    throw new GroundtruthError(
      'hub/invalid',
      `Expected ${flag} to name a file in PEM, got ${path}: ${reason}`,
      {
        hint: 'name a file that can be read',
        cause
      }
    )
  }
}
