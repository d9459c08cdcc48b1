import {HubError} from '../../hub-error.ts'
import type {Database} from './driver.ts'
import {createFilling} from './filling.ts'
import {commitGroup, type Outcome} from './group-commit.ts'
import {type Reply, type Request, type ThreadData, toPlainError} from './messages.ts'
import {openConnection, openWriter} from './open-files.ts'
import {reads, writes} from './operations.ts'
import {createScrubbing} from './scrub.ts'
import {createSnapshots} from './snapshots.ts'
import {toHubError} from './sqlite-error.ts'

type Operation = (...values: never[]) => unknown

/** The database side of an embedded store: requests in, replies out. */
export interface Service {
  /** Requests that waited together: their writes share one commit. */
  handle(requests: readonly Request[]): void
}

/** Opens the database and serves it until a request to close it; throws what opening throws. */
export function startService(data: ThreadData, reply: (reply: Reply) => void, onClosed: () => void): Service {
  const database = openWriter(data.path, data.newLogId, data.create)
  const scrubbing = createScrubbing(database)
  const sessions = createSessions(data.path)
  const send = (request: Request, outcome: Outcome) => reply(toReply(request, outcome))
  const sendWrite = (request: Request, outcome: Outcome) => {
    if (request.name !== 'redact' || 'error' in outcome) send(request, outcome)
    else scrubbing.whenScrubbed(error => send(request, error ? {error} : outcome))
  }
  const close = () => {
    sessions.end()
    scrubbing.stop()
    database.close()
    onClosed()
  }
  const others = {...sessions.calls, close}
  return {
    handle(requests) {
      const {look, change, rest} = sorted(requests)
      for (const request of look) send(request, perform(reads, request, database))
      const outcomes = sessions.filling() ? change.map(() => beingFilled) : write(database, change)
      for (const [index, outcome] of outcomes.entries()) sendWrite(change[index] as Request, outcome)
      for (const request of rest) send(request, perform(others, request))
    }
  }
}

/** In the order of work. A caller waits for a write before it looks, so looking first shows nobody an older state. */
function sorted(requests: readonly Request[]) {
  return {
    look: requests.filter(({name}) => name in reads),
    change: requests.filter(({name}) => name in writes),
    rest: requests.filter(({name}) => !(name in reads || name in writes))
  }
}

const beingFilled = {error: new HubError('unavailable', 'The store is being filled: try again later')}

function write(database: Database, requests: readonly Request[]): readonly Outcome[] {
  if (requests.length === 0) return []
  return commitGroup(
    database,
    requests.map(request => () => call(writes, request, database))
  )
}

function perform(table: object, request: Request, ...first: unknown[]): Outcome {
  try {
    return {value: call(table, request, ...first)}
  } catch (error) {
    return {error: toHubError(error)}
  }
}

/** The types of a request were checked where it was made. */
function call(table: object, {name, values}: Request, ...first: unknown[]): unknown {
  const operation = (table as Record<string, Operation>)[name]
  return operation?.(...([...first, ...values] as never[]))
}

function toReply({id}: Request, outcome: Outcome): Reply {
  return 'error' in outcome ? {id, error: toPlainError(outcome.error)} : {id, value: outcome.value}
}

/** What lasts over many requests: passes of backups, and the filling of an empty store. */
function createSessions(path: string) {
  const snapshots = createSnapshots(() => openConnection(path))
  const filling = createFilling(() => openConnection(path))
  return {
    filling: () => filling.active,
    end() {
      snapshots.stopAll()
      filling.abort()
    },
    calls: {
      startSnapshot: snapshots.start,
      nextSnapshot: snapshots.next,
      stopSnapshot: snapshots.stop,
      startFilling: filling.start,
      addToFilling: filling.add,
      commitFilling: filling.commit,
      abortFilling: filling.abort
    }
  }
}
