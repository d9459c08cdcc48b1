import type {Purpose} from './architecture.ts'

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
  readonly registrations: readonly RegistrationRow[]
  readonly moreRegistrations: number
}

/** What enrich adds. Texts are single-line Markdown. */
export interface ComponentReach {
  readonly path: string
  readonly blast: readonly BlastRow[]
  readonly tests: string
  readonly history: string
  readonly confidence: string
}

/** DETAILED_DESIGN.md: one section for each row of the code map. */
export interface DetailedDesign {
  readonly title: string
  readonly details?: readonly ComponentDetail[]
  readonly reach?: readonly ComponentReach[]
}
