import {HubError} from '../../hub-error.ts'
import type {Scope as WireScope} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireScope} from '../../rpc/wire-token.ts'
import {type Scope, scopes, type TokenRecord} from '../../token-record.ts'
import {validateProject} from '../../validate-entry.ts'
import {covers, everyProject, requireFew} from '../admission/project-rights.ts'

/** How long a token lives where nothing is said: 90 days, in milliseconds. */
export const defaultTtlMs = 90 * 86_400_000

/** The longest life of a token, in seconds: 3650 days. */
const maxTtlSeconds = 3650 * 86_400

/** Milliseconds of a time to live; `absent` stands for 0. Throws `invalid` over ten years. */
export function toTtlMs(field: string, seconds: bigint, absent: number | undefined): number | undefined {
  if (seconds > maxTtlSeconds)
    throw new HubError('invalid', `Expected ${field} to be at most ${maxTtlSeconds}, got more`)
  return seconds === 0n ? absent : Number(seconds) * 1000
}

/** Names of projects, or `*` alone. Throws `invalid`, also for too many. */
export function validateProjects(projects: readonly string[]): void {
  if (projects.length === 0)
    throw new HubError('invalid', 'Expected at least one project, or * for every, got none')
  if (projects.length === 1 && projects[0] === everyProject) return
  requireFew(projects)
  for (const project of projects) validateProject(project)
}

/** Throws `invalid` where there is none, or one that this version does not know. */
export function toScopes(asked: readonly WireScope[]): readonly Scope[] {
  const known = asked.map(fromWireScope).filter(scope => scope !== undefined)
  if (known.length !== asked.length || known.length === 0)
    throw new HubError('invalid', `Expected at least one scope of ${scopes.join(', ')}, got another or none`)
  return known
}

/** An admin of some projects has no say over tokens for others. Throws `denied`. */
export function requireRightsOver(admin: Pick<TokenRecord, 'projects'>, projects: readonly string[]): void {
  if (!covers(admin, projects)) throw new HubError('denied', 'The token is for other projects than these')
}
