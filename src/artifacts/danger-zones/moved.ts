/**
 * Of keys that vanished and keys that are new: which are one zone in another file, from the old key to the new one.
 *
 * They are when exactly one vanished and exactly one new key agree in detector, symbol and resource, and the symbol is
 * one that a file declares: `module` stands in every file.
 */
export function moveKeys(vanished: readonly string[], fresh: readonly string[]): ReadonlyMap<string, string> {
  const targets = groupBySubject(fresh)
  const moved = new Map<string, string>()
  for (const [subject, [from, ...others]] of groupBySubject(vanished)) {
    const [to, ...more] = targets.get(subject) ?? []
    if (from !== undefined && to !== undefined && others.length + more.length === 0) moved.set(from, to)
  }
  return moved
}

function groupBySubject(keys: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const key of new Set(keys)) {
    const subject = subjectOf(key)
    if (subject !== undefined) groups.set(subject, [...(groups.get(subject) ?? []), key])
  }
  return groups
}

/** Detector, symbol and resource of `DETECTOR/PATH/SYMBOL/RESOURCE`; undefined for a key of another form. */
function subjectOf(key: string): string | undefined {
  const parts = key.split('/')
  const [symbol, resource] = parts.slice(-2)
  if (parts.length < 4 || symbol === 'module') return undefined
  return JSON.stringify([parts[0], symbol, resource])
}
