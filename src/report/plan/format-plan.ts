import type {NextActions} from '../../artifacts/action.ts'
import {toCsv} from './csv.ts'
import type {PlanFormat} from './formats.ts'
import {toGithubIssues} from './github.ts'

/** The plan in a form for a tracker. `zonesPath` is where DANGER-ZONES.md lies, from the root. */
export function formatPlan(
  format: Exclude<PlanFormat, 'json'>,
  plan: NextActions,
  zonesPath: string
): string {
  return format === 'csv' ? toCsv(plan) : toGithubIssues(plan, zonesPath)
}
