import {HubError} from '../../hub-error.ts'
import {limits} from '../../limits.ts'
import type {TokenRecord} from '../../token-record.ts'

type Rights = Pick<TokenRecord, 'projects'>

/** Stands for every project, also those to come. */
export const everyProject = '*'

export function hasEveryProject({projects}: Rights): boolean {
  return projects.includes(everyProject)
}

/** Whether the token is for all of `names`; `*` among them needs a token for every project. */
export function covers(token: Rights, names: readonly string[]): boolean {
  return hasEveryProject(token) || names.every(name => token.projects.includes(name))
}

/**
 * The projects that a call reads: those it asked for, or where it asked for none all of the token's. Undefined stands for every
 * project. Throws `denied` for a project that the token is not for, and `invalid` for more than the store should look up.
 */
export function readableProjects(token: Rights, asked: readonly string[]): readonly string[] | undefined {
  requireFew(asked)
  if (!covers(token, asked)) throw new HubError('denied', 'The token may not read one of these projects')
  if (asked.length > 0) return asked
  return hasEveryProject(token) ? undefined : token.projects
}

/** Each project is a search of its own in the store. Throws `invalid` for too many. */
export function requireFew(projects: readonly string[]): void {
  if (projects.length > limits.maxProjects)
    throw new HubError('invalid', `Expected at most ${limits.maxProjects} projects, got ${projects.length}`)
}

/**
 * The project that a call publishes to: the token's, which the call may name too. Throws `denied` for another, and `invalid`
 * where the token is for several and the call names none.
 */
export function publishedProject(token: Rights, asked: string): string {
  const [only, ...more] = token.projects
  if (asked !== '' && !covers(token, [asked]))
    throw new HubError('denied', 'The token may not publish to this project')
  if (asked !== '' && asked !== everyProject) return asked
  if (only === undefined || more.length > 0 || only === everyProject || asked === everyProject)
    throw new HubError('invalid', 'Expected the name of a project, because the token is for several')
  return only
}

/** Throws `denied` unless the token is for every project: for what concerns the hub as a whole. */
export function requireEveryProject(token: Rights): void {
  if (!hasEveryProject(token))
    throw new HubError('denied', 'Expected a token for every project, because this concerns the whole hub')
}
