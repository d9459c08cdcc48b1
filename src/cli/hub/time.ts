/** A time as documents and people read it: ISO 8601 in UTC. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString()
}

/** One field of a document, left out where there is no time. */
export function isoField<Key extends string>(key: Key, ms: number | undefined): {[key in Key]?: string} {
  return ms === undefined ? {} : ({[key]: toIso(ms)} as {[key in Key]: string})
}
