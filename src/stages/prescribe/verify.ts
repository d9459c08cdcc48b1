import type {NextActions} from '../../artifacts/action.ts'

/**
 * Throws when the plan breaks a promise of the tool, which is a bug: every zone has an action or a rationale, every
 * action has a reason, numbers and keys are unique, and nothing precedes what it comes after.
 */
export function verify({actions, accepted}: NextActions, zones: readonly string[]): void {
  const covered = new Set([...actions.flatMap(action => action.zones), ...accepted.map(({zone}) => zone)])
  const missing = zones.filter(zone => !covered.has(zone))
  if (missing.length > 0) throw new Error(`Expected an action or a rationale for ${missing.join(', ')}`)
  const baseless = actions.find(
    action => action.zones.length + action.tasks.length + action.claims.length === 0
  )
  if (baseless) throw new Error(`Expected NA-${baseless.number} to cite a zone, a task or a claim`)
  const seen = new Set<number>()
  for (const {number, after} of actions) {
    const late = after.find(before => !seen.has(before))
    if (late !== undefined) throw new Error(`Expected NA-${late} before NA-${number}`)
    if (seen.has(number)) throw new Error(`Expected one action NA-${number}`)
    seen.add(number)
  }
}
