import {HubError, type HubErrorKind} from '../../hub-error.ts'
import type {Filling} from './filling.ts'
import type {reads, writes} from './operations.ts'
import type {Snapshots} from './snapshots.ts'

/** What the thread is started with. */
export interface ThreadData {
  /** Of the database file. */
  readonly path: string
  /** Whether to make it where it is not there. */
  readonly create: boolean
  /** Name of the log of a new database. */
  readonly newLogId: string
}

type OnDatabase<Table> = {
  [Name in keyof Table]: Table[Name] extends (database: never, ...values: infer Values) => infer Result
    ? (...values: Values) => Result
    : never
}

/** Everything the thread can be asked for, by name. */
export interface Calls extends OnDatabase<typeof reads>, OnDatabase<typeof writes> {
  startSnapshot: Snapshots['start']
  nextSnapshot: Snapshots['next']
  stopSnapshot: Snapshots['stop']
  startFilling: Filling['start']
  addToFilling: Filling['add']
  commitFilling: Filling['commit']
  abortFilling: Filling['abort']
  close(): void
}
export type CallName = keyof Calls

/** Asks the thread. */
export type Call = <Name extends CallName>(
  name: Name,
  ...values: Parameters<Calls[Name]>
) => Promise<ReturnType<Calls[Name]>>

export interface Request {
  readonly id: number
  readonly name: CallName
  readonly values: readonly unknown[]
}

/** The answer to the request of that id; 0 stands for the start of the thread. */
export type Reply =
  | {readonly id: number; readonly value: unknown}
  | {readonly id: number; readonly error: PlainError}

interface PlainError {
  readonly kind: HubErrorKind
  readonly message: string
}

/** Classes do not cross a port. */
export function toPlainError({kind, message}: HubError): PlainError {
  return {kind, message}
}

export function fromPlainError({kind, message}: PlainError): HubError {
  return new HubError(kind, message)
}
