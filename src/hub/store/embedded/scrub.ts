import {HubError} from '../../hub-error.ts'
import type {Database} from './driver.ts'
import {toHubError} from './sqlite-error.ts'
import {truncateJournal} from './truncate-journal.ts'

/** How long until a journal that somebody reads is tried again. */
const againMs = 50

/** Takes the journal off the disk, and with it the texts of before a redaction. */
export interface Scrubbing {
  /** Calls `done` once no byte is left: after a backup that still reads the journal. With an error where it cannot be done. */
  whenScrubbed(done: (error?: HubError) => void): void
  /** Those that still wait get it now, or hear that the next start does it. */
  stop(): void
}

export function createScrubbing(database: Database): Scrubbing {
  let waiting: ((error?: HubError) => void)[] = []
  let timer: NodeJS.Timeout | undefined
  const tryNow = () => {
    timer = undefined
    const result = attempt(database)
    if (result === 'held') timer = setTimeout(tryNow, againMs)
    else finish(result)
  }
  const finish = (error?: HubError) => {
    const done = waiting
    waiting = []
    clearTimeout(timer)
    timer = undefined
    for (const each of done) each(error)
  }
  return {
    whenScrubbed(done) {
      waiting.push(done)
      // Once for all redactions of a group.
      timer ??= setTimeout(tryNow, 0)
    },
    stop() {
      if (waiting.length === 0) return
      const result = attempt(database)
      finish(result === 'held' ? new HubError('unavailable', heldAtClose) : result)
    }
  }
}

const heldAtClose =
  'The store was closed while somebody read its journal: the next start finishes the redaction'

function attempt(database: Database): 'held' | HubError | undefined {
  try {
    return truncateJournal(database) ? undefined : 'held'
  } catch (error) {
    return toHubError(error)
  }
}
