import type {EntryPointKind} from '../../facts/facts.ts'

/** Ways in from outside come before the project's own scripts; lower is nearer to the outside. */
export const entryRank: Readonly<Record<EntryPointKind, number>> = {
  bin: 0,
  exports: 1,
  main: 2,
  config: 3,
  dockerfile: 4,
  handler: 5,
  route: 6,
  command: 7,
  worker: 8,
  schedule: 9,
  workflow: 10,
  script: 11
}
