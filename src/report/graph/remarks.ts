import type {ComponentGraph} from './component-graph.ts'

/** What a reader of a drawing must know, one sentence each, for its comments. `line`: how it draws what brings types only. */
export function remarksOf({narrowed}: ComponentGraph, line: 'dashed' | 'dotted' = 'dashed'): string[] {
  return [
    'Imports between components; those of tests, and what could not be resolved, are left out.',
    `A ${line} arrow brings types only: nothing of it is left after compilation.`,
    ...(narrowed ? ['Components outside of the named folder stand without their own imports.'] : [])
  ]
}
