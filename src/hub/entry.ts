/** What a team publishes; in the order of the protocol's numbers, from 1. */
export const entryTypes = ['zone', 'action', 'verdict', 'decision', 'learning'] as const
export type EntryType = (typeof entryTypes)[number]

/** What a client asks to append. */
export interface NewEntry {
  /** Unique in its project. */
  readonly id: string
  readonly type: EntryType
  /** Any text: no byte of it is interpreted. */
  readonly content: string
  /** Said by the client and not verified. */
  readonly meta: Readonly<Record<string, string>>
}

/** An entry as the log holds it. */
export interface Entry extends NewEntry {
  readonly kind: 'entry'
  /** Gapless in its log, from 1, in the order of commits. */
  readonly seq: number
  readonly project: string
  /** Subject of the token that published it. */
  readonly author: string
  /** The hub's time, in milliseconds since 1970. */
  readonly publishedAt: number
  /** Then `content` is empty and `meta` has no keys. */
  readonly redacted: boolean
}

/** A row of the log that says that the text of another is gone. */
export interface Redaction {
  readonly kind: 'redaction'
  readonly seq: number
  readonly targetSeq: number
  readonly project: string
  readonly author: string
  readonly reason: string
  /** In milliseconds since 1970. */
  readonly redactedAt: number
}

/** One number of the log. */
export type LogRow = Entry | Redaction
