import {compareBy} from '../../base/compare.ts'
import type {CallCounts, ModuleId, Override, Reference, References, SymbolId} from '../facts.ts'

/** Gathers references and calls on their way through the modules. */
export interface Tally {
  /** What is added from here on stands in this module. */
  enter(module: ModuleId): void
  /** A use; uses of a symbol by itself are dropped. */
  use(from: SymbolId, to: SymbolId, call: boolean, line: number): void
  /** A member that stands in for one of its base. */
  override(member: SymbolId, base: SymbolId): void
  /** A call whose target is known, in the repository or out of it. */
  resolved(): void
  /** A call whose target is not known; `member` when it is on a member. */
  unresolved(member?: string): void
  finish(source: References['source']): References
}

export function createTally(): Tally {
  const list: Reference[] = []
  const overrides = new Map<string, Override>()
  const unresolvedCalls = new Map<string, number>()
  const callsIn = new Map<ModuleId, {seen: number; resolved: number}>()
  let current = {seen: 0, resolved: 0}
  return {
    enter(module) {
      current = callsIn.get(module) ?? {seen: 0, resolved: 0}
      callsIn.set(module, current)
    },
    use(from, to, call, line) {
      if (from !== to) list.push({from, to, call, line})
    },
    override(member, base) {
      if (member !== base) overrides.set(`${member}\n${base}`, {member, base})
    },
    resolved() {
      current.seen++
      current.resolved++
    },
    unresolved(member) {
      current.seen++
      if (member !== undefined) unresolvedCalls.set(member, (unresolvedCalls.get(member) ?? 0) + 1)
    },
    finish: source => ({
      source,
      list: list.sort(
        compareBy<Reference>(
          ({to}) => to,
          ({from}) => from,
          ({line}) => line,
          ({call}) => Number(call)
        )
      ),
      ...(source === 'types' ? {overrides: [...overrides.values()].sort(byMember)} : {}),
      unresolvedCalls: new Map([...unresolvedCalls].sort(compareBy(([name]) => name))),
      calls: totalOf([...callsIn.values()]),
      callsIn: new Map([...callsIn].sort(compareBy(([module]) => module)))
    })
  }
}

const byMember = compareBy<Override>(
  ({member}) => member,
  ({base}) => base
)

function totalOf(counts: readonly CallCounts[]): CallCounts {
  const sum = (of: (each: CallCounts) => number) => counts.reduce((total, each) => total + of(each), 0)
  return {seen: sum(({seen}) => seen), resolved: sum(({resolved}) => resolved)}
}
