import {basename, dirname, resolve} from 'node:path'
import type {Log} from 'sarif'
import {createDiskStore} from '../repo/disk-store.ts'
import {formatJson} from '../report/json.ts'

/** Writes `--sarif FILE`, relative to `cwd`, at once and whole. Throws `artifact/unwritable`. */
export function writeSarif(file: string, log: Log, cwd: string): void {
  const folder = dirname(file)
  createDiskStore(resolve(cwd, folder), folder === '.' ? '' : folder).write(basename(file), formatJson(log))
}
