import type {HubStore} from '../store/store.ts'
import type {RandomBytes} from '../tokens/create-token.ts'
import type {BodyBudget} from './admission/body-budget.ts'
import type {AuditLog} from './audit-log.ts'
import type {Call} from './call.ts'
import type {Streams} from './follow/streams.ts'
import type {Tail} from './follow/tail.ts'
import type {ServerLimits} from './limits.ts'
import type {Log} from './log.ts'
import type {Metrics} from './metrics.ts'
import type {Touches} from './touches.ts'

/** One running node: what its methods share. */
export interface HubNode {
  readonly store: HubStore
  readonly limits: ServerLimits
  readonly version: string
  /** In milliseconds since 1970. */
  readonly startedAt: number
  readonly clock: () => number
  readonly randomBytes: RandomBytes
  readonly log: Log
  readonly metrics: Metrics
  readonly audit: AuditLog
  readonly streams: Streams
  readonly tail: Tail
  readonly rates: Rates
  readonly bodies: BodyBudget
  readonly touches: Touches
  /** Calls whose answer is not out yet. */
  readonly calls: Set<Call>
  /** What an operator should know for as long as the node runs. */
  readonly standingWarnings: readonly string[]
  /** Begins to stop; open calls are ended in order. */
  stop(): void
}

/** Each spends from the budget of a key, or throws `exhausted`. */
export interface Rates {
  readonly calls: (tokenId: string) => void
  readonly entries: (tokenId: string, entries: number) => void
  readonly bytes: (tokenId: string, bytes: number) => void
  readonly failedAuths: (peer: string) => void
}
