import type {LogRow} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import type {Mirror} from './open-mirror.ts'

/** Writes the files of a mirror now and then: each is written whole. */
export interface DelayedFiles {
  /** Rows that were stored; where text was taken out, the files are written at once. */
  changed(rows: readonly LogRow[]): void
  /** Writes what is left. */
  finish(): void
}

/** `delayMs` after a change, in milliseconds. What cannot be written is told, and tried with the next change. */
export function createDelayedFiles(
  mirror: Pick<Mirror, 'refreshFiles'>,
  delayMs: number,
  onError: (error: HubError) => void
): DelayedFiles {
  let timer: NodeJS.Timeout | undefined
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    try {
      mirror.refreshFiles()
    } catch (error) {
      if (!(error instanceof HubError)) throw error
      onError(error)
    }
  }
  return {
    changed(rows) {
      if (rows.some(({kind}) => kind === 'redaction')) write()
      else if (rows.length > 0) timer ??= setTimeout(write, delayMs)
    },
    finish: write
  }
}
