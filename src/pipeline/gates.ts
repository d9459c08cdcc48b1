/** What `--fail-on` and `failOn` may name. */
export const gates = ['critical', 'elevated', 'refuted', 'phantom'] as const

/** Critical and elevated zones, refuted claims, tasks that are said to be done and are not. */
export type Gate = (typeof gates)[number]
