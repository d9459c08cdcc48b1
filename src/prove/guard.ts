/** A condition of source code under which it goes no further, and where it stands. */
export interface Guard {
  readonly path: string
  /** 1-based, of the condition. */
  readonly line: number
  readonly condition: Span
  /** The conditions that are joined by `||`, when there are at least two. */
  readonly alternatives: readonly Span[]
}

/** A part of a file: lines are 1-based, columns count from 0, the end is behind it. */
export interface Span {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
  /** In one line. */
  readonly text: string
}

/** The guard that is meant, or why none can be named. */
export type FoundGuard = {readonly guard: Guard} | {readonly reason: string}
