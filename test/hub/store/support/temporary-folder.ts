import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'

/** A new folder that is gone at the end of the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-hub-'))
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  return folder
}
