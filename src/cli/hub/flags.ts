/** Flags of the `hub` commands after parsing; those a command does not offer stay unset. */
export interface HubFlags {
  /** A folder, or a `postgres://` URL. */
  readonly store?: string
  /** `HOST:PORT`. */
  readonly listen?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly clientCa?: string
  readonly insecure?: boolean
  /** `HOST:PORT` of the metrics. */
  readonly metrics?: string
  readonly maxCalls?: number
  readonly maxStreams?: number
  /** In days. */
  readonly keepAudit?: number
  /** URLs of nodes, comma separated. */
  readonly hub?: string
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly project?: readonly string[]
  readonly scope?: readonly string[]
  readonly subject?: string
  /** In seconds. */
  readonly expiresIn?: number
  /** In seconds. */
  readonly overlap?: number
  readonly reason?: string
  readonly replace?: boolean
  readonly newLogId?: boolean
  readonly to?: string
  readonly stdin?: boolean
  readonly type?: readonly string[]
  readonly sinceSeq?: number
  readonly limit?: number
  readonly mirror?: string
}
