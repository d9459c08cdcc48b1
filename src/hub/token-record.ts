/** What a token allows: the `work` scope of fleets is not served yet. */
export const scopes = ['publish', 'read', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** A token as the store holds it: the secret is not in it, and cannot be had from it. Times in milliseconds since 1970. */
export interface TokenRecord {
  /** Public: log lines and lists may show it. */
  readonly id: string
  /** SHA-256 of the whole token text, 32 bytes. */
  readonly hash: Uint8Array
  /** A person or a CI job: the author of what it publishes. */
  readonly subject: string
  /** Sorted names, or `*` alone. */
  readonly projects: readonly string[]
  /** In the order of {@link scopes}. */
  readonly scopes: readonly Scope[]
  readonly createdAt: number
  readonly expiresAt?: number
  readonly revokedAt?: number
  /** Written at most once a minute. */
  readonly lastUsedAt?: number
  /** Id of the successor. */
  readonly replacedBy?: string
}
