import {GroundtruthError} from '../../errors.ts'
import {type Scope, scopes} from '../../hub/token-record.ts'
import {hubCommand} from './hub-command.ts'
import {tokenFields, tokenLine} from './token-fields.ts'
import {withTokens} from './token-registry.ts'

/** `groundtruth hub token issue --project P --scope publish,read`: prints the secret once. */
export const tokenIssue = hubCommand(async ({options}, context) => {
  const {project: projects = [], scope = [], subject, expiresIn} = options
  const request = {
    // Who publishes for one project is its job, unless said otherwise.
    subject: subject ?? (projects[0] === '*' || projects[0] === undefined ? 'admin' : projects[0]),
    projects,
    scopes: scope.map(parseScope),
    ...(expiresIn !== undefined && {ttlMs: expiresIn * 1000})
  }
  const {token, secret, createdProjects} = await withTokens(options, context, registry =>
    registry.issueToken(request)
  )
  return {
    fields: {token: tokenFields(token), secret, createdProjects},
    text: `${secret}\n`,
    note: `${tokenLine(token).trimEnd()}; the secret is shown this once${createdNote(createdProjects)}`
  }
})

function createdNote(projects: readonly string[]): string {
  return projects.length === 0 ? '' : `; new: ${projects.join(', ')}`
}

function parseScope(name: string): Scope {
  const scope = scopes.find(scope => scope === name)
  if (scope) return scope
  throw new GroundtruthError('usage', `Expected one of ${scopes.join(', ')}, got '${name}'`, {
    hint: 'separate scopes by commas'
  })
}
