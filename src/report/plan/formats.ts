/** Forms in which `prescribe --format` prints the plan; `json` is the document of `--json`. */
export const planFormats = ['github', 'csv', 'json'] as const

export type PlanFormat = (typeof planFormats)[number]
type TrackerFormat = Exclude<PlanFormat, 'json'>

/** Whether a form of output is one for a tracker. */
export function isTrackerFormat(format: string | undefined): format is TrackerFormat {
  return format !== 'json' && (planFormats as readonly (string | undefined)[]).includes(format)
}
