/** What one node grants. Each node counts for itself: two nodes together grant twice as much. */
export interface ServerLimits {
  /** Calls of one token, on average and at once. */
  readonly callsPerSecond: number
  readonly callsBurst: number
  /** Entries that one token publishes. */
  readonly entriesPerSecond: number
  readonly entriesBurst: number
  /** Bytes of entries that one token publishes. */
  readonly bytesPerSecond: number
  readonly bytesBurst: number
  /** Failed authentications from one address: more are refused unaudited. */
  readonly failedAuthsPerSecond: number
  readonly failedAuthsBurst: number
  readonly streamsPerToken: number
  readonly streams: number
  readonly connections: number
  /** From the connection to its first bytes, with TLS to the end of its handshake. */
  readonly handshakeMs: number
  /** From the first byte of a request to the end of its headers. */
  readonly headersMs: number
  /** From the headers of a request to the end of its body. */
  readonly bodyMs: number
  /** Bytes of requests that are read or worked on at once: of one token, and of all. Each stands in memory, more than once. */
  readonly bodyBytesPerToken: number
  readonly bodyBytes: number
  /** A connection without a call is closed after it. */
  readonly idleMs: number
  /** A stream that could not be written to for so long is cut off: the subscriber resumes by its cursor. */
  readonly stallMs: number
  /** A stream without rows sends a sign of life after it. */
  readonly heartbeatMs: number
  /** Between two looks at the tokens of open streams. Three of them, and what the store takes, end a stream that stalls. */
  readonly tokenWatchMs: number
  readonly auditFlushMs: number
  /** Audit rows that wait while the store takes none: more are dropped. */
  readonly auditRows: number
  /** Audit rows that are older are removed. */
  readonly auditDays: number
  /** Content of the latest rows that is kept for subscribers. */
  readonly recentBytes: number
  /** How long a stop waits for open calls. */
  readonly stopMs: number
  /** The longest deadline that a call may ask for. */
  readonly maxTimeoutMs: number
}

export const defaultLimits: ServerLimits = {
  callsPerSecond: 500,
  callsBurst: 1000,
  entriesPerSecond: 20_000,
  entriesBurst: 40_000,
  bytesPerSecond: 32 * 1024 * 1024,
  bytesBurst: 64 * 1024 * 1024,
  failedAuthsPerSecond: 1,
  failedAuthsBurst: 20,
  streamsPerToken: 20,
  streams: 2000,
  connections: 4000,
  handshakeMs: 10_000,
  headersMs: 15_000,
  bodyMs: 60_000,
  bodyBytesPerToken: 64 * 1024 * 1024,
  bodyBytes: 256 * 1024 * 1024,
  idleMs: 300_000,
  stallMs: 120_000,
  heartbeatMs: 15_000,
  tokenWatchMs: 200,
  auditFlushMs: 250,
  auditRows: 10_000,
  auditDays: 400,
  recentBytes: 4 * 1024 * 1024,
  stopMs: 5000,
  maxTimeoutMs: 3_600_000
}
