import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach} from 'vitest'
import type {LogRow} from '../../../../src/hub/entry.ts'
import {type Mirror, openMirror} from '../../../../src/hub/mirror/open-mirror.ts'

/** Folders and mirrors that go with the test that made them. */
export function useMirrors() {
  const cleanUps: (() => unknown)[] = []
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  })
  return {
    /** Runs after the test, the last one first. */
    later: (cleanUp: () => unknown) => void cleanUps.push(cleanUp),
    folder(): string {
      const folder = mkdtempSync(join(tmpdir(), 'groundtruth-hub-mirror-'))
      cleanUps.push(() => rmSync(folder, {recursive: true, force: true}))
      return folder
    },
    open(folder: string): Mirror {
      const mirror = openMirror(folder)
      cleanUps.push(() => mirror.close())
      return mirror
    }
  }
}

/** A page of `log-1` that ends with its last row. */
export function pageOf(rows: readonly LogRow[], since = (rows[0]?.seq ?? 1) - 1, logId = 'log-1') {
  return {logId, since, through: rows.at(-1)?.seq ?? since, rows}
}

export function redactionRow(seq: number, targetSeq: number): LogRow {
  return {kind: 'redaction', seq, targetSeq, project: 'alpha', author: 'root', reason: 'leak', redactedAt: 5}
}
