import type {Purpose, RefutedRow} from './architecture.ts'

export interface UseRow {
  /** The other component. */
  readonly component: string
  /** Import kinds, sorted. */
  readonly kinds: readonly string[]
  /** Names taken, most used first; `*` for a namespace. */
  readonly takes: readonly string[]
  /** Names over the limit. */
  readonly more: number
}

/** Something at module level that code changes after loading. */
export interface StateRow {
  readonly name: string
  /** `let`, `Map`, `Set`, `array`, `object`, `class field`. */
  readonly kind: string
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Lines that write it, ascending, in the same file. */
  readonly writtenAt: readonly number[]
}

/** A handler hung on an object. */
export interface RegistrationRow {
  readonly on: string
  readonly call: string
  /** The event or route; empty when there is none or it is computed. */
  readonly event: string
  readonly path: string
  /** 1-based. */
  readonly line: number
}

/** Where a component is entered from outside. */
export interface EntryRow {
  /** `bin`, `exports`, `route`, `workflow`. */
  readonly kind: string
  readonly name: string
  readonly path: string
  /** 1-based, of `namedIn`, else of `path`. */
  readonly line: number
  /** The manifest, Dockerfile, workflow or configuration that names it; undefined where the module itself does. */
  readonly namedIn?: string
}

/** Where a component reaches outside of the process by a built-in it imports or a global it uses. */
export interface EffectRow {
  /** In words: `file built-ins`, `timers`. */
  readonly effect: string
  /** The first use of each module, sorted by path. */
  readonly places: readonly {readonly path: string; readonly line: number}[]
  /** Modules over the limit. */
  readonly more: number
}

/** A read of an environment variable. */
export interface VariableRow {
  readonly name: string
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly hasDefault: boolean
}

/** How many of a component's modules test files import: none, less than half (`some`), half or more (`most`). */
export type TestedShare = 'none' | 'some' | 'most'

/** A class, interface, type or enum by the modules that import it by name, tests left out: a lower bound. */
export interface KeyTypeUse {
  readonly name: string
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly modules: number
}

/** Files that import each other in a ring. */
export interface CycleRow {
  /** Sorted, at most fifty. */
  readonly members: readonly string[]
  readonly moreMembers: number
  /** Each imports the next, the last the first. */
  readonly loop: readonly string[]
  /** The import that is cheapest to take out; `line` is 1-based, `reason` single-line Markdown. */
  readonly cut: {readonly from: string; readonly to: string; readonly line: number; readonly reason: string}
}

/** An invariant with what it was counted over. */
export interface InvariantRow {
  /** Single-line Markdown, as offered. */
  readonly text: string
  readonly holds: number
  readonly of: number
  /** What the numbers are of. */
  readonly counted: string
}

/** A dependents row; figures are lower bounds. */
export interface BlastRow {
  readonly symbol: string
  readonly path: string
  readonly d1: number
  /** The direct dependents, at most three. */
  readonly direct: readonly string[]
  readonly d2: number
  readonly d3: number
  readonly unresolved: number
  /** By stated thresholds; undefined below them, which is no promise. */
  readonly risk?: 'raised' | 'high'
  /** Names of the flows that pass it, at most three. */
  readonly flows: readonly string[]
  /** Flows over the limit. */
  readonly moreFlows: number
}

/** A chain of calls and its picture. */
export interface FlowRow {
  /** Single-line Markdown. */
  readonly text: string
  /** The diagram, without the fence. */
  readonly mermaid: string
}

/** What map says of a component. */
export interface ComponentDetail {
  readonly path: string
  readonly partial: boolean
  readonly purpose?: Purpose
  /** Names of the declarations it exports, sorted, at most twenty. */
  readonly exports: readonly string[]
  readonly moreExports: number
  readonly usedBy: readonly UseRow[]
  readonly dependsOn: readonly UseRow[]
  /** Packages and built-ins, sorted. */
  readonly packages: readonly string[]
  /** Of which only types are taken, sorted. */
  readonly typePackages: readonly string[]
  readonly state: readonly StateRow[]
  readonly moreState: number
  /** Ways in from outside first. */
  readonly entries: readonly EntryRow[]
  readonly moreEntries: number
  readonly registrations: readonly RegistrationRow[]
  readonly moreRegistrations: number
  /** Sorted by effect. */
  readonly effects: readonly EffectRow[]
  /** Sorted by path, line, name. */
  readonly environment: readonly VariableRow[]
  readonly moreEnvironment: number
  /** Undefined when the tree holds no test. */
  readonly tests?: TestedShare
}

/** What enrich adds. Texts are single-line Markdown. */
export interface ComponentReach {
  readonly path: string
  readonly blast: readonly BlastRow[]
  readonly tests: string
  /** By CODEOWNERS; empty where there is no such file. */
  readonly owners: string
  readonly history: string
  readonly confidence: string
}

/** DETAILED_DESIGN.md: one section for each row of the code map. */
export interface DetailedDesign {
  readonly title: string
  /** Most imported first. */
  readonly keyTypes?: readonly KeyTypeUse[]
  /** Sorted by first member. */
  readonly cycles?: readonly CycleRow[]
  /** In the order in which they are offered. */
  readonly invariants?: readonly InvariantRow[]
  readonly details?: readonly ComponentDetail[]
  readonly reach?: readonly ComponentReach[]
  /** Of the whole repository, those that cross most components first. */
  readonly flows?: readonly FlowRow[]
  /** Single-line Markdown each, as are the three after it. */
  readonly registries?: readonly string[]
  readonly clusters?: readonly string[]
  readonly hotspots?: readonly string[]
  readonly coupling?: readonly string[]
  /** Refuted claims that ARCHITECTURE.md has no room for. */
  readonly refuted?: readonly RefutedRow[]
}
