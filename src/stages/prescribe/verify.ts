import type {NextActions} from '../../artifacts/action.ts'

/**
 * Throws when the plan breaks a promise of the tool, which is a bug: every zone has an action or a rationale, every
 * action has a reason, numbers and keys are unique, what an action waits for is there, and nothing precedes it.
 */
export function verify(plan: NextActions, zones: readonly string[]): void {
  verifyCovered(plan, zones)
  verifyGrounded(plan)
  verifyOrder(plan)
}

function verifyCovered({actions, accepted}: NextActions, zones: readonly string[]): void {
  const reasoned = accepted.filter(({rationale}) => rationale.trim() !== '')
  const covered = new Set([...actions.flatMap(action => action.zones), ...reasoned.map(({zone}) => zone)])
  const missing = zones.filter(zone => !covered.has(zone))
  if (missing.length > 0) throw new Error(`Expected an action or a rationale for ${missing.join(', ')}`)
}

function verifyGrounded({actions}: NextActions): void {
  const baseless = actions.find(({zones, tasks, claims}) => zones.length + tasks.length + claims.length === 0)
  if (baseless) throw new Error(`Expected NA-${baseless.number} to cite a zone, a task or a claim`)
}

function verifyOrder({actions}: NextActions): void {
  const seen = new Set<number>()
  const keys = new Set<string>()
  for (const {number, key, after} of actions) {
    const late = after.find(before => !seen.has(before))
    if (late !== undefined) throw new Error(`Expected NA-${late} before NA-${number}`)
    if (seen.has(number)) throw new Error(`Expected one action NA-${number}`)
    if (keys.has(key)) throw new Error(`Expected one action with the key ${key}`)
    seen.add(number)
    keys.add(key)
  }
}
