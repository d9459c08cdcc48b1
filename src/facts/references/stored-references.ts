import type {CallCounts, Reference, References, SymbolId} from '../facts.ts'

/** References as JSON values: symbols by their index in `ids`, four numbers a reference. */
export interface StoredReferences {
  readonly source: References['source']
  readonly ids: readonly SymbolId[]
  /** from, to, call (0 or 1), line, one after the other. */
  readonly list: readonly number[]
  /** member, base. */
  readonly overrides?: readonly number[]
  readonly unresolvedCalls: readonly (readonly [string, number])[]
  readonly calls: CallCounts
  readonly callsIn: readonly (readonly [string, CallCounts])[]
}

export function toStored(references: References): StoredReferences {
  const indexes = new Map<SymbolId, number>()
  const indexOf = (id: SymbolId) => {
    const known = indexes.get(id) ?? indexes.size
    indexes.set(id, known)
    return known
  }
  const {source, list, overrides, unresolvedCalls, calls, callsIn} = references
  const stored = {
    source,
    list: list.flatMap(({from, to, call, line}) => [indexOf(from), indexOf(to), Number(call), line]),
    ...(overrides
      ? {overrides: overrides.flatMap(({member, base}) => [indexOf(member), indexOf(base)])}
      : {}),
    unresolvedCalls: [...unresolvedCalls],
    calls,
    callsIn: [...callsIn]
  }
  return {...stored, ids: [...indexes.keys()]}
}

/** The inverse of `toStored`. */
export function fromStored({ids, list, overrides, ...stored}: StoredReferences): References {
  const idOf = (index: number | undefined) => ids[index ?? -1] ?? ''
  const references: Reference[] = []
  for (let at = 0; at < list.length; at += 4)
    references.push({
      from: idOf(list[at]),
      to: idOf(list[at + 1]),
      call: list[at + 2] === 1,
      line: list[at + 3] ?? 0
    })
  const pairs = overrides?.flatMap((member, at) =>
    at % 2 === 0 ? [{member: idOf(member), base: idOf(overrides[at + 1])}] : []
  )
  return {
    ...stored,
    list: references,
    ...(pairs ? {overrides: pairs} : {}),
    unresolvedCalls: new Map(stored.unresolvedCalls),
    callsIn: new Map(stored.callsIn)
  }
}
