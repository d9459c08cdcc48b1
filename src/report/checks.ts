/** One thing that `doctor` looked at. */
export interface Check {
  readonly name: string
  /** `ok`: nothing to do; `limited`: works, and sees less; `failed`: cannot work. */
  readonly state: 'ok' | 'limited' | 'failed'
  readonly found: string
  /** What to do about it, if there is something. */
  readonly next?: string
}
