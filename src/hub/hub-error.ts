/**
 * Why a hub refuses a call or a store cannot do what it was asked to. Each kind is one code of the protocol.
 *
 * `conflict`: the id is taken by another content. `stale-cursor`: the cursor is of another log, or ahead of this one.
 * `exhausted`: a disk, a pool or a rate is used up. `unavailable`: try again, here or at another node.
 */
export type HubErrorKind =
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'denied'
  | 'unauthenticated'
  | 'stale-cursor'
  | 'exhausted'
  | 'unavailable'

/** Something that a caller of the hub must act on. The message names no secret and no text of an entry. */
export class HubError extends Error {
  readonly kind: HubErrorKind
  /** In milliseconds: when to try again, where that is known. */
  readonly retryAfterMs: number | undefined

  constructor(kind: HubErrorKind, message: string, options: {cause?: unknown; retryAfterMs?: number} = {}) {
    super(message, {cause: options.cause})
    this.name = 'HubError'
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs
  }
}
