/**
 * Of keys that vanished and keys that are new: which are one zone under another key, from the old key to the new one.
 *
 * In another file they are when exactly one vanished and exactly one new key agree in detector, symbol and resource, and the symbol
 * is one that a file declares: `module` stands in every file. In the same file a resource may have got another name, as when a local
 * variable is renamed: then exactly one of each agree in detector, path and symbol; or a function has, and detector, path and
 * resource agree.
 */
export function moveKeys(vanished: readonly string[], fresh: readonly string[]): ReadonlyMap<string, string> {
  const moved = new Map<string, string>()
  for (const subjectOf of [withoutPath, withoutResource, withoutSymbol]) {
    const taken = new Set(moved.values())
    const left = vanished.filter(key => !moved.has(key))
    const open = fresh.filter(key => !taken.has(key))
    for (const [from, to] of pairKeys(left, open, subjectOf)) moved.set(from, to)
  }
  return moved
}

type SubjectOf = (key: KeyParts) => readonly string[] | undefined

/** Keys that are alone with one subject on both sides. */
function* pairKeys(
  vanished: readonly string[],
  fresh: readonly string[],
  subjectOf: SubjectOf
): Generator<[string, string]> {
  const targets = groupBySubject(fresh, subjectOf)
  for (const [subject, [from, ...others]] of groupBySubject(vanished, subjectOf)) {
    const [to, ...more] = targets.get(subject) ?? []
    if (from !== undefined && to !== undefined && others.length + more.length === 0) yield [from, to]
  }
}

function groupBySubject(keys: readonly string[], subjectOf: SubjectOf): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const key of new Set(keys)) {
    const parts = partsOf(key)
    const subject = parts && subjectOf(parts)
    if (!subject) continue
    const text = JSON.stringify(subject)
    groups.set(text, [...(groups.get(text) ?? []), key])
  }
  return groups
}

interface KeyParts {
  readonly detector: string
  readonly path: string
  readonly symbol: string
  readonly resource: string
}

/** The parts of `DETECTOR/PATH/SYMBOL/RESOURCE`; undefined for a key of another form. */
function partsOf(key: string): KeyParts | undefined {
  const parts = key.split('/')
  const [detector, symbol, resource] = [parts[0], parts.at(-2), parts.at(-1)]
  if (parts.length < 4 || detector === undefined || symbol === undefined || resource === undefined)
    return undefined
  return {detector, path: parts.slice(1, -2).join('/'), symbol, resource}
}

function withoutPath({detector, symbol, resource}: KeyParts) {
  return symbol === 'module' ? undefined : [detector, symbol, resource]
}

function withoutResource({detector, path, symbol}: KeyParts) {
  return [detector, path, symbol]
}

function withoutSymbol({detector, path, resource}: KeyParts) {
  return [detector, path, resource]
}
