/** `open` also for an unknown marker letter; `skipped` is ctx's `[-]`. */
export type TaskState = 'open' | 'done' | 'skipped'

/** The task file formats that are told apart; `gfm` is every other list of boxes. */
export type TaskFormat =
  | 'ctx'
  | 'spec-kit'
  | 'openspec'
  | 'kiro'
  | 'backlog-md'
  | 'task-master'
  | 'todo-txt'
  | 'next-actions'
  | 'gfm'

/** What stands around an item and may name what the item itself does not. */
export interface TaskSurroundings {
  /** Title of the task or change the item belongs to, Markdown. */
  readonly title?: string
  /** Its description, Markdown. */
  readonly description?: string
  /** Paths that its front matter or references name, in source order. */
  readonly references?: readonly string[]
}

/** One item of a task file. Addressed by path, line and a hash of its text, since ids repeat and lines move. */
export interface Task {
  readonly file: string
  /** 1-based line of the marker. */
  readonly line: number
  /** First 8 hex digits of the SHA-256 of `text`. */
  readonly hash: string
  /** An explicit id (`T001`, `1.2`, `**H-21**`), if there is one. */
  readonly id?: string
  /** The item's own Markdown with its continuation lines and plain sub-bullets, tags taken out, one space for each line break. */
  readonly text: string
  readonly state: TaskState
  /** `#in-progress`, `#added:2026-04-08-194612`, in source order without `#`. */
  readonly tags: readonly string[]
  /** Headings above, outermost first. */
  readonly headings: readonly string[]
  /** Line of the parent item, if it is nested. */
  readonly parentLine?: number
  /** Why a skipped item was skipped, in its author's words. */
  readonly rationale?: string
  readonly format?: TaskFormat
  /** Day the item was written as the file says it, `2026-04-08`. */
  readonly added?: string
  readonly surroundings?: TaskSurroundings
}
