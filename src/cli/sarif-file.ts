import {mkdirSync} from 'node:fs'
import {dirname, resolve} from 'node:path'
import type {Log} from 'sarif'
import {sync as writeFileAtomicSync} from 'write-file-atomic'
import {GroundtruthError} from '../errors.ts'
import {formatJson} from '../report/json.ts'

/** Writes `--sarif FILE`, relative to `cwd`, at once and whole. Throws `artifact/unwritable`. */
export function writeSarif(file: string, log: Log, cwd: string): void {
  const absolute = resolve(cwd, file)
  try {
    mkdirSync(dirname(absolute), {recursive: true})
    writeFileAtomicSync(absolute, formatJson(log), {encoding: 'utf8', fsync: false})
  } catch (cause) {
    const reason = String((cause as NodeJS.ErrnoException).code ?? cause)
    throw new GroundtruthError('artifact/unwritable', `Expected to write ${file}, got ${reason}`, {
      cause,
      hint: 'name a file in a folder that may be written with --sarif'
    })
  }
}
